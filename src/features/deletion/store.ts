import type { LinkRefusal } from "../../domain/link.ts";
import type { Result } from "../../domain/result.ts";
import type { Instant } from "../../domain/time.ts";
import type { User } from "../../domain/user.ts";

export type DeletionStore = {
  /**
   * Marks a user as to be deleted: every session, link and pending mail ends, the mailbox gets the
   * way back. False when the password hash is no longer the user's.
   */
  requestDeletion(input: {
    userId: string;
    passwordHash: string;
    deletesOn: Instant;
    now: Instant;
  }): Promise<boolean>;
  /** Consumes the link of that mail: the user is kept, and logs in as before. */
  keepUser(input: { linkId: string; now: Instant }): Promise<Result<User, LinkRefusal>>;
  /** Deletes for good whose time has come, releases their addresses, and tells them a last time. */
  deleteDue(now: Instant): Promise<number>;
};
