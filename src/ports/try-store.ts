import type { LimitOptions } from "../domain/limits.ts";
import type { Instant } from "../domain/time.ts";

/** A password that somebody typed, for whose account and where. */
export type Try = {
  /** The address whose password it may be; undefined where what was typed is none. */
  readonly emailKey: string | undefined;
  /** Whose tries these are: those of a client at this account, or of a known device of its address. */
  readonly subject: string;
  /** The client, for all accounts together; undefined for a known device, which counts for itself. */
  readonly client: string | undefined;
  readonly limits: Pick<LimitOptions, "login" | "guess" | "row">;
  readonly now: Instant;
};

/** Whether a password may be compared, and otherwise why not. */
export type TryVerdict =
  | { readonly allowed: true }
  | { readonly allowed: false; readonly reason: "too-many"; readonly retryOn: Instant }
  | { readonly allowed: false; readonly reason: "password-paused" };

/** What a right password gives back of what was counted for it. */
export type RightTry = Try & {
  /** Whether the earlier tries of the same subject are forgotten. */
  readonly forgives: boolean;
  /** Whether it was the password of the address's owner, which ends the row of wrong ones. */
  readonly endsRow: boolean;
};

/** What counting the tries of passwords needs of a store. */
export type TryStore = {
  /**
   * Counts a try as a wrong one before it is compared, so that however many come at once, no more are
   * compared than the limits allow; or refuses it, and writes nothing. At the end of the row the
   * address is told by mail, once, whoever has it. Does the same for every address.
   */
  countTry(tried: Try): Promise<TryVerdict>;
  /** Whether a mark of a known device, made for an address then, still counts: no recovery came after. */
  isMarkLive(emailKey: string, madeOn: Instant): Promise<boolean>;
  /** It was right: gives back what was counted for it, and no other's. */
  giveTryBack(tried: RightTry): Promise<void>;
};
