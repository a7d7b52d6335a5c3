import type { Instant } from "../domain/time.ts";

/** A secret that an endpoint shares with this site, as it is stored. */
export type StoredSecret = {
  readonly receiverId: string;
  readonly id: string;
  /** Sealed for this endpoint and this id. */
  readonly sealed: string;
};

/** Makes the secrets of endpoints, and signs with them. No other code sees them. */
export type WebhookKeys = {
  /** A new secret for an endpoint, as it is told once, "whsec_" and base64, and as it is stored. */
  make(receiverId: string): { readonly secret: string; readonly stored: StoredSecret };
  /**
   * The headers of one try. All secrets sign, so that a receiver that knows any of them accepts it. The time is that
   * of the try: a receiver refuses an old one. Undefined if no key of the site opens any of the secrets.
   */
  headersOf(webhook: {
    /** The same for each try, so that a receiver can tell a repetition. */
    readonly id: string;
    readonly body: string;
    readonly now: Instant;
    readonly secrets: readonly StoredSecret[];
  }): Promise<Readonly<Record<string, string>> | undefined>;
  /** The same secret, sealed by the newest key of the site. Undefined if no key opens it. */
  reseal(stored: StoredSecret): StoredSecret | "current" | undefined;
};
