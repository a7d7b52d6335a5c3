import type { OwnProof } from "../domain/evidence.ts";
import type { LinkRefusal } from "../domain/link.ts";
import type { Limit } from "../domain/limits.ts";
import type { Refused, Result } from "../domain/result.ts";
import type { Duration, Instant } from "../domain/time.ts";
import type { User } from "../domain/user.ts";

/** The action is refused until `retryOn`. */
export type TooOften = Refused<"too-many", { readonly retryOn: Instant }>;

/** What deletion needs of a store. Every method is one transaction. */
export type DeletionStore = {
  /**
   * Marks a user as to be deleted, and returns when that happens: at `deletesOn`, or later, when the last link
   * that stops or undoes a change of address ends. Every session, pending mail and other link ends, and the
   * mailbox gets a link that cancels the deletion. Refused if the proof is no longer valid, for the
   * only admin who can log in, and until `retryOn` if the user asks more often than `limit`.
   */
  requestDeletion(input: {
    userId: string;
    /** How often a user may ask. */
    limit: Limit;
    /** The password that was typed, or the session in which a passkey was shown. */
    proof: OwnProof;
    deletesOn: Instant;
    /** How long an undo link lives whose mail has not been handed over yet. */
    wayBack: Duration;
    now: Instant;
  }): Promise<Result<Instant, "wrong-password" | "last-admin"> | TooOften>;
  /** Consumes the link of that mail: the user is kept, and logs in as before. */
  keepUser(input: { linkId: string; now: Instant }): Promise<Result<User, LinkRefusal>>;
  /**
   * Deletes the users whose time has come and whose links to stop or undo a change have ended, except disabled
   * users and the only admin who can log in. Releases their addresses and sends each a last mail.
   */
  deleteDue(now: Instant): Promise<number>;
};
