import type { Instant } from "../domain/time.ts";

/** What was got at an OAuth service. */
export type Tokens = {
  readonly access: string;
  /** In the place of the refresh token in the settings; undefined if there is no newer one. */
  readonly refresh?: string | undefined;
  readonly issuedOn: Instant;
  /** From then on it is renewed, while it still serves. */
  readonly renewOn: Instant;
  readonly expiresOn: Instant;
};

/** Where the tokens of accounts are kept, for one process or for all processes of a site. */
export type TokenKeeper = {
  /**
   * What is kept, and who renews it: see `TokenStore`. With `refused`, a version whose access token a server did not take
   * is renewed at once.
   */
  claim(input: {
    readonly id: string;
    readonly refused?: number | undefined;
    readonly now: Instant;
  }): Promise<{
    readonly state: "current" | "yours" | "others";
    readonly version: number;
    /** Undefined if there are none, or if they cannot be read any more. */
    readonly tokens: Tokens | undefined;
    /** Ends the claim, so that another process may try. */
    release(): Promise<void>;
  }>;
  /** Keeps new tokens for good, before anybody uses them. False if there are newer ones than `version`. */
  save(input: {
    readonly id: string;
    readonly version: number;
    readonly tokens: Tokens;
    readonly now: Instant;
  }): Promise<boolean>;
};
