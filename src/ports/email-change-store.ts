import type { EmailAddress } from "../domain/email-address.ts";
import type { AskedBy } from "../domain/mail-budget.ts";
import type { Limit } from "../domain/limits.ts";
import type { LinkRefusal } from "../domain/link.ts";
import type { Refused, Result } from "../domain/result.ts";
import type { NewSession } from "../domain/session.ts";
import type { LockRules } from "../domain/lock.ts";
import type { Instant } from "../domain/time.ts";
import type { User } from "../domain/user.ts";
import type { CredentialShown, OwnProof } from "../domain/evidence.ts";

/** What a change of address needs of a store. Every method is one transaction. */
export type EmailChangeStore = {
  /** The address that a user asked to move to, while that change is pending. */
  findPendingChange(input: { userId: string; now: Instant }): Promise<string | undefined>;
  /**
   * Queues the mail to the new address and a mail to the old one, which may stop the change. An earlier pending
   * change is replaced. Does the same work if the new address has an owner. Refused while changes are frozen,
   * and until `retryOn` if the user has asked more often than `limit`.
   */
  requestEmailChange(input: {
    userId: string;
    address: EmailAddress;
    askedBy: AskedBy;
    limit: Limit;
    now: Instant;
  }): Promise<{ readonly asked: true } | { readonly asked: false; readonly retryOn?: Instant }>;
  /** Ends a pending change at the user's request. */
  cancelEmailChange(input: { userId: string; now: Instant }): Promise<boolean>;
  /** Whether an address belongs to this user or to nobody, and is not reserved for anybody else. */
  mayMove(input: { userId: string; emailKey: string; now: Instant }): Promise<boolean>;
  /**
   * Consumes the link and moves the user to its address, unless somebody owns that by now. Every session but
   * the acting one ends, links mailed to the old address end, and the old address gets the undo link. If the
   * new address itself has an undo link, the user has returned to it (`isBack`): the old address gets none, and
   * those of later changes end.
   */
  changeEmail(input: {
    linkId: string;
    proof: OwnProof;
    session: NewSession | undefined;
    now: Instant;
  }): Promise<
    Result<{ readonly user: User; readonly isBack: boolean }, LinkRefusal | "proof-needed">
  >;
  /** Stops the change before it is made, with the link in the old mailbox. */
  stopEmailChange(input: { linkId: string; now: Instant }): Promise<Result<User, LinkRefusal>>;
  /**
   * Undoes the change after it was made, with the link in the old mailbox: the address is restored, and the account
   * is locked as `lockAccount` does. The address that loses the user is told. If the account has something that gives
   * codes, and that outlasts the lock, `shown` must be such a code, and is used up; otherwise `factor-needed`.
   */
  undoEmailChange(
    input: LockRules & { linkId: string; shown?: CredentialShown | undefined; now: Instant },
  ): Promise<Result<User, LinkRefusal> | Refused<"factor-needed">>;
};
