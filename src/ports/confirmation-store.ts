import type { NewCredential, OwnProof } from "../domain/evidence.ts";
import type { EmailAddress } from "../domain/email-address.ts";
import type { AskedBy, MailBudget } from "../domain/mail-budget.ts";
import type { LinkRefusal } from "../domain/link.ts";
import type { MailState } from "../domain/mail.ts";
import type { Fault } from "../domain/refusal.ts";
import type { Refused, Result } from "../domain/result.ts";
import type { NewSession } from "../domain/session.ts";
import type { Instant } from "../domain/time.ts";
import type { ConfirmedVia, User } from "../domain/user.ts";

/**
 * The newest mail of a registration to its present address, one that was not withheld if there is one, as the
 * waiting page tells of it.
 */
export type LatestMail = {
  readonly state: MailState;
  readonly email: string;
  /** When it was asked for. */
  readonly createdOn: Instant;
  readonly dueOn: Instant;
  readonly endedOn: Instant | null;
  readonly answer: string | null;
  /** Whose business the answer is; null where nothing was refused. */
  readonly fault: Fault | null;
};

/** What the waiting page shows. */
export type Waiting = {
  readonly mail: LatestMail | undefined;
  /** Mails are held: the mail server takes none from anybody. */
  readonly held: boolean;
  /** When the newest link expires; null before its mail was handed over. */
  readonly linkExpiresOn: Instant | null;
  readonly linkEnded: boolean;
  readonly mails: OwnMails;
  /** The person has said that the address is no slip. */
  readonly addressKept: boolean;
};

/** The mails that a registration asked for itself. */
export type OwnMails = {
  readonly askedOn: readonly Instant[];
  /** How many of them were handed over or will be. */
  readonly handedOver: number;
  /** The newest was not handed over, because too many were asked for. */
  readonly isNewestWithheld: boolean;
};

/** How this person showed to be the registrant, or takes the registration over. */
export type StoredProof =
  OwnProof | { readonly kind: "new-password"; readonly password: NewCredential };

/** Who confirms what, and how they showed that they may. */
export type ConfirmInput = {
  readonly linkId: string;
  /** Whose registration it confirms: the link's, or of a mailbox's link one that waits for its address. */
  readonly userId: string;
  readonly via: ConfirmedVia;
  readonly proof: StoredProof;
  /** The session that goes on afterwards, with a new id; none where another user is logged in. */
  readonly session: NewSession | undefined;
  readonly now: Instant;
};

/** Why no other mail is sent. */
export type ResendRefusal =
  Refused<"too-soon", { readonly retryOn: Instant }> | Refused<"not-waiting" | "too-many-mails">;

/** What confirmation needs of a store. Every verb is one transaction: state, mail and audit. */
export type ConfirmationStore = {
  findWaiting(user: User): Promise<Waiting>;
  /**
   * Queues one more confirmation mail for a waiting registration. Only its own mails are counted here:
   * the answer must not tell what others asked for.
   */
  resend(input: {
    userId: string;
    askedBy: AskedBy;
    budget: MailBudget;
    now: Instant;
  }): Promise<{ readonly ok: true } | ResendRefusal>;
  /** Queues a mail for whatever waits for this address; the same work when nothing does. */
  resendTo(input: { address: EmailAddress; askedBy: AskedBy; now: Instant }): Promise<void>;
  /**
   * Spends one try on every code of a registration that still takes tries, before any is compared:
   * parallel guesses cannot get more than their five.
   */
  spendCodeTry(input: { userId: string; now: Instant }): Promise<CodeTry>;
  /** Spends one of a link's tries for a password; false when there are none left. */
  spendPasswordTry(linkId: string): Promise<boolean>;
  /**
   * Consumes a link and makes its registration the owner of its address; every rival registration
   * is gone. One conditional write decides: of any number of calls, one wins.
   */
  confirm(input: ConfirmInput): Promise<Result<User, LinkRefusal | "proof-needed">>;
  /** "This was not me": the link's registration is gone, with its sessions and links. */
  removeRegistration(input: { linkId: string; now: Instant }): Promise<Result<null, LinkRefusal>>;
};

/** What a typed code may be compared with. */
export type CodeTry = {
  /** Links whose code may be compared with what was typed. */
  readonly open: readonly string[];
  /** What a code is that is none of theirs. */
  readonly ifWrong: "wrong-code" | "dead-code" | "expired-code";
};
