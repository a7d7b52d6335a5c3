import type { EmailAddress } from "../domain/email-address.ts";
import type { EventTypes } from "../domain/event.ts";
import type { Instant } from "../domain/time.ts";
import type { WebhookOff } from "../domain/webhook.ts";
import type { StoredSecret } from "./webhook-keys.ts";

/** Who acts on an endpoint, when, and why. */
type Act = {
  readonly id: string;
  readonly actor: string;
  readonly reason?: string | undefined;
  readonly now: Instant;
};

/** A secret, and until when it signs. */
export type SigningSecret = StoredSecret & {
  readonly createdOn: Instant;
  /** Null for the one that is given out. */
  readonly endsOn: Instant | null;
};

/** Endpoints are receivers of events: `EventStore` lists them and their deliveries. */
export type WebhookStore = {
  /** False if a receiver has this name. */
  addWebhook(
    input: Act & {
      readonly name: string;
      readonly url: string;
      readonly types: EventTypes;
      readonly secret: StoredSecret;
    },
  ): Promise<boolean>;
  /** The secrets of an endpoint that sign now, the newest first. */
  webhookSecrets(input: {
    readonly id: string;
    readonly now: Instant;
  }): Promise<readonly SigningSecret[]>;
  /** Gives an endpoint another secret. Those before it sign until `endsOn`, and no longer than they would have. */
  rotateWebhook(
    input: Act & { readonly secret: StoredSecret; readonly endsOn: Instant },
  ): Promise<boolean>;
  /**
   * Stops sending to an endpoint, and keeps what it misses. With `trouble`, the operator is told by mail. False if it was
   * off: the first to notice is the only one who tells.
   */
  switchWebhookOff(
    input: Act & {
      readonly why: WebhookOff;
      readonly trouble?: { readonly operator: EmailAddress | undefined; readonly since: Instant };
    },
  ): Promise<boolean>;
  /** Sends to an endpoint again. False if it was on. */
  switchWebhookOn(input: Act): Promise<boolean>;
  /** Removes an endpoint with its secrets and its deliveries. */
  removeWebhook(input: Act): Promise<boolean>;
  /** How many different events could not be delivered to an endpoint since then; no more than `most` are counted. */
  countFailing(input: {
    readonly id: string;
    readonly since: Instant;
    readonly most: number;
  }): Promise<number>;
  /** Every secret that is stored. */
  listWebhookSecrets(): Promise<readonly StoredSecret[]>;
  /** Puts a secret in the place of the same one, sealed by another key. False if it is gone. */
  replaceWebhookSecret(input: {
    readonly from: StoredSecret;
    readonly to: StoredSecret;
  }): Promise<boolean>;
  /** Deletes secrets that sign no longer. */
  purgeWebhookSecrets(now: Instant): Promise<number>;
};
