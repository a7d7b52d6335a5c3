import type { EmailAddress } from "../domain/email-address.ts";
import type { AskedBy } from "../domain/mail-budget.ts";
import type { Limit } from "../domain/limits.ts";
import type { LinkRefusal } from "../domain/link.ts";
import type { Result } from "../domain/result.ts";
import type { NewSession } from "../domain/session.ts";
import type { Duration, Instant } from "../domain/time.ts";
import type { User } from "../domain/user.ts";
import type { OwnProof } from "../domain/evidence.ts";

/** What a change of address needs of a store. Every verb is one transaction. */
export type EmailChangeStore = {
  /** The address a user asked to move to, while that change is pending. */
  findPendingChange(input: { userId: string; now: Instant }): Promise<string | undefined>;
  /**
   * Queues the mail to the new address and tells the old one, which may stop it. An earlier pending
   * change is replaced. The same work when the address has an owner. Nothing is asked while changes are
   * frozen, and until `retryOn` when the user has asked more often than `limit`.
   */
  requestEmailChange(input: {
    userId: string;
    address: EmailAddress;
    askedBy: AskedBy;
    limit: Limit;
    now: Instant;
  }): Promise<{ readonly asked: true } | { readonly asked: false; readonly retryOn?: Instant }>;
  /** Ends a pending change, by the user's own wish. */
  cancelEmailChange(input: { userId: string; now: Instant }): Promise<boolean>;
  /** Whether an address is the user's or nobody's now, and reserved for nobody else. */
  mayMove(input: { userId: string; emailKey: string; now: Instant }): Promise<boolean>;
  /**
   * Consumes the link and moves the user to its address, if nobody owns that by now. Every session
   * but the acting one ends, links mailed to the old address die, the old address gets the undo. Where
   * the new address has an undo itself, the user is back (`isBack`): the old address gets none, and those of
   * later changes end.
   */
  changeEmail(input: {
    linkId: string;
    proof: OwnProof;
    session: NewSession | undefined;
    now: Instant;
  }): Promise<
    Result<{ readonly user: User; readonly isBack: boolean }, LinkRefusal | "proof-needed">
  >;
  /** From the old mailbox, before the change: it does not happen. */
  stopEmailChange(input: { linkId: string; now: Instant }): Promise<Result<User, LinkRefusal>>;
  /**
   * The same where it was a stranger who asked: every session and link ends but the ways back, no
   * password opens the account until a reset, which is mailed, and no further change is possible for
   * `freeze`.
   */
  lockAccount(input: {
    linkId: string;
    freeze: Duration;
    now: Instant;
  }): Promise<Result<User, LinkRefusal>>;
  /**
   * From the old mailbox, after the change: the address is restored, every session ends, the
   * password is void, a deletion that was asked for is off, and no further change is possible for
   * `freeze`. The address that loses the user hears of it.
   */
  undoEmailChange(input: {
    linkId: string;
    freeze: Duration;
    now: Instant;
  }): Promise<Result<User, LinkRefusal>>;
};
