import type { Duration, Instant } from "../domain/time.ts";

/** The tokens of an account at an OAuth service, as they are stored. */
export type SealedTokens = {
  /** Names the account, the service and what is asked of it. */
  readonly id: string;
  /** Encrypted for this id. */
  readonly sealed: string;
};

/**
 * What is stored, and whose turn it is. `current`: nobody has to renew the tokens now. `yours`: the caller renews them, until
 * `claimedUntil`. `others`: another process is renewing them.
 */
export type TokenClaim = {
  readonly state: "current" | "yours" | "others";
  /** How often they were stored: 0 if they never were. */
  readonly version: number;
  /** Null if they never were stored. */
  readonly sealed: string | null;
  readonly claimedUntil: Instant;
};

/** The access and refresh tokens with which mail servers are logged in to: one renewal serves all processes. */
export type TokenStore = {
  /**
   * Reads the tokens of an account. If they are due, or if `refused` is their version, exactly one of the callers at that
   * time renews them. A claim that is neither released nor followed by `saveTokens` ends after `lease`.
   */
  claimTokens(input: {
    readonly id: string;
    readonly refused?: number | undefined;
    readonly lease: Duration;
    readonly now: Instant;
  }): Promise<TokenClaim>;
  /**
   * Stores what was renewed, and ends the claim. False, without any change, if the stored version is not `version`: then
   * somebody else has stored newer ones. Tokens of other accounts that were last stored before `forgetBefore` are deleted.
   */
  saveTokens(
    input: SealedTokens & {
      readonly version: number;
      readonly renewOn: Instant;
      readonly forgetBefore: Instant;
      readonly now: Instant;
    },
  ): Promise<boolean>;
  /** Ends a claim whose holder could not renew the tokens, so that another process may try at once. */
  releaseTokens(input: { readonly id: string; readonly claimedUntil: Instant }): Promise<void>;
  /** All that is stored. */
  listTokens(): Promise<readonly SealedTokens[]>;
  /** Puts tokens in the place of the same ones, sealed by another key. False if they were renewed in the meantime. */
  replaceTokens(input: {
    readonly from: SealedTokens;
    readonly to: SealedTokens;
  }): Promise<boolean>;
};
