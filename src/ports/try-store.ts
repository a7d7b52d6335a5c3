import type { CredentialNews } from "./credential-store.ts";
import type { LimitOptions } from "../domain/limits.ts";
import type { Instant } from "../domain/time.ts";

/** A password that somebody typed, for which account and from where. */
export type Try = {
  /** The address whose password it may be; undefined if the typed text is not an address. */
  readonly emailKey: string | undefined;
  /** Whose tries these are: a client's for this account, or those of a known device of its address. */
  readonly subject: string;
  /** The client, for all accounts together; undefined for a known device, which counts separately. */
  readonly client: string | undefined;
  readonly limits: Pick<LimitOptions, "login" | "guess" | "row">;
  readonly now: Instant;
};

/** Whether a password may be compared, and why not otherwise. */
export type TryVerdict =
  | { readonly allowed: true }
  | { readonly allowed: false; readonly reason: "too-many"; readonly retryOn: Instant }
  | { readonly allowed: false; readonly reason: "password-paused" };

/** What is uncounted after a correct password. */
export type RightTry = Try & {
  /** Whether the earlier tries of the same subject are deleted. */
  readonly forgives: boolean;
  /** Whether it was the password of the address's owner, which ends the row of wrong ones. */
  readonly endsRow: boolean;
};

/** A code of the second step that somebody typed, for which user and from where. */
export type SecondStepTry = {
  readonly userId: string;
  /** The known device that it was typed in; all other browsers are counted together. */
  readonly device: string | undefined;
  /**
   * The mailbox by whose mail an account is taken back, if it was typed there: counted by itself, because whoever took the
   * account has known devices, too.
   */
  readonly mailbox?: string | undefined;
  readonly limits: Pick<LimitOptions, "secondStep" | "knownSteps">;
  readonly now: Instant;
};

/** Whether a code may be compared, and from when on otherwise. `remaining` more may be until then. */
export type SecondStepVerdict =
  | { readonly allowed: true; readonly remaining: number }
  | { readonly allowed: false; readonly retryOn: Instant };

/** What counting tries needs of a store. */
export type TryStore = {
  /**
   * Counts a try as a wrong one before it is compared, so that however many come at once, no more are compared
   * than the limits allow; or refuses it and writes nothing. At the end of the row the address is told by mail,
   * once, whoever has it. Does the same for every address.
   */
  countTry(tried: Try): Promise<TryVerdict>;
  /**
   * Whether a mark of a known device still counts that was made for an address at that time: it does unless a
   * recovery came later.
   */
  isMarkLive(emailKey: string, madeOn: Instant): Promise<boolean>;
  /** The password was correct: uncounts this try, and nobody else's. */
  giveTryBack(tried: RightTry): Promise<void>;
  /**
   * Counts a code as a wrong one before it is compared, or refuses it and writes nothing. With the last one that is
   * allowed, the owner is told, at most once a day.
   */
  countSecondStep(
    tried: SecondStepTry & { readonly news: CredentialNews },
  ): Promise<SecondStepVerdict>;
  /** The code was correct: uncounts this try, and no other. */
  giveSecondStepBack(tried: SecondStepTry): Promise<void>;
};
