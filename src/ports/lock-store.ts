import type { LinkRefusal } from "../domain/link.ts";
import type { LockRules } from "../domain/lock.ts";
import type { Result } from "../domain/result.ts";
import type { Instant } from "../domain/time.ts";
import type { User } from "../domain/user.ts";

/** What locking an account needs of a store. */
export type LockStore = {
  /**
   * Locks the account of a link, in one transaction: every session and link ends, except those that undo a change. No
   * password opens the account until a reset, which is mailed to its present address. A requested deletion is
   * cancelled, and the address cannot be changed for `freeze`. Other links that lock, of the same mailbox or of a later
   * one, end too.
   */
  lockAccount(
    input: LockRules & { linkId: string; now: Instant },
  ): Promise<Result<User, LinkRefusal>>;
};
