import type { Limit } from "../domain/limits.ts";
import type { LinkRefusal } from "../domain/link.ts";
import type { SecondFactorPolicy } from "../domain/second-factor-policy.ts";
import type { Result } from "../domain/result.ts";
import type { Duration, Instant } from "../domain/time.ts";
import type { User } from "../domain/user.ts";
import type { TooOften } from "./deletion-store.ts";

/** A wait at whose end a lost second factor is removed. */
export type FactorRemoval = { readonly askedOn: Instant; readonly dueOn: Instant };

/**
 * What a user with a lost second factor needs of a store. Every method is one transaction. A wait ends without
 * removing anything when the factor or a passkey is shown, when the mailbox or a session stops it, and with a recovery,
 * a suspension or a requested deletion of the account.
 */
export type LostFactorStore = {
  /** The wait of a user, if one is running. */
  findFactorRemoval(userId: string): Promise<FactorRemoval | undefined>;
  /**
   * Mails the link that begins the wait, at most as often as `limit` allows. Refused for a user who has no proven
   * mailbox, who has no second factor, or who waits already.
   */
  requestFactorLoss(input: {
    userId: string;
    limit: Limit;
    now: Instant;
  }): Promise<Result<null, "not-needed"> | TooOften>;
  /**
   * Consumes that link, and begins the wait unless one is running: it tells the mailbox, and each address that can
   * undo a change of the address.
   */
  beginFactorRemoval(input: {
    linkId: string;
    wait: Duration;
    now: Instant;
  }): Promise<Result<FactorRemoval & { readonly user: User }, LinkRefusal>>;
  /** Consumes a link of those notices: the wait ends, and the factor stays. */
  stopFactorRemoval(input: { linkId: string; now: Instant }): Promise<Result<User, LinkRefusal>>;
  /** The same by whoever is logged in; false if no wait is running. */
  keepFactor(input: { userId: string; now: Instant }): Promise<boolean>;
  /** Tells those whose wait is nearly over, and puts off its end if that is late. Returns how many. */
  warnOfFactorRemovals(now: Instant): Promise<number>;
  /**
   * Removes the second factors and backups of those whose wait is over and who were told: their sign-in requires one
   * factor, and they are logged out everywhere. Passkeys that are a whole sign-in stay, except those of users of whom
   * `policy` (`offered` if absent) requires a second factor: these are asked for every passkey that they have. Returns how
   * many users.
   */
  removeDueFactors(now: Instant, policy?: SecondFactorPolicy): Promise<number>;
};
