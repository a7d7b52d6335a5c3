import type { NewCredential, OwnProof } from "../domain/evidence.ts";
import type { EmailAddress } from "../domain/email-address.ts";
import type { Trust } from "../domain/first-contacts.ts";
import type { AskedBy, MailBudget } from "../domain/mail-budget.ts";
import type { LinkRefusal } from "../domain/link.ts";
import type { MailState } from "../domain/mail.ts";
import type { Fault } from "../domain/refusal.ts";
import type { Refused, Result } from "../domain/result.ts";
import type { NewSession } from "../domain/session.ts";
import type { Duration, Instant } from "../domain/time.ts";
import type { ConfirmedVia, User } from "../domain/user.ts";

/**
 * The newest mail of a registration to its present address, as the waiting page shows it. A mail that was not
 * withheld has precedence.
 */
export type LatestMail = {
  readonly state: MailState;
  readonly email: string;
  /** When it was asked for. */
  readonly createdOn: Instant;
  readonly dueOn: Instant;
  readonly endedOn: Instant | null;
  readonly answer: string | null;
  /** Whose fault the answer is; null if nothing was refused. */
  readonly fault: Fault | null;
  /** Since when it waits because the whole site has sent as much as it may; null where it does not. */
  readonly parkedOn: Instant | null;
  /** What speaks for it. */
  readonly trust: Trust;
};

/** What the waiting page shows. */
export type Waiting = {
  readonly mail: LatestMail | undefined;
  /** All mails are held: the mail server accepts none, or an operator holds them. */
  readonly held: boolean;
  /** When the newest link expires; null until its mail is handed over. */
  readonly linkExpiresOn: Instant | null;
  readonly linkEnded: boolean;
  readonly mails: OwnMails;
  /** The person said that the address is not a typing error. */
  readonly addressKept: boolean;
};

/** The mails that a registration asked for itself. */
export type OwnMails = {
  readonly askedOn: readonly Instant[];
  /** How many of them were handed over or will be. */
  readonly handedOver: number;
  /**
   * Why the newest was not handed over: its mailbox had no place for it (`mailbox`), or the site had no credit for mails to
   * strangers (`site`); null if it was or will be.
   */
  readonly newestWithheldBy: "mailbox" | "site" | null;
};

/** How this person proved to be the registrant, or how they take the registration over. */
export type StoredProof =
  OwnProof | { readonly kind: "new-password"; readonly password: NewCredential };

/** Who confirms what, and how they proved that they may. */
export type ConfirmInput = {
  readonly linkId: string;
  /** Whose registration it confirms: the link's, or, for a mailbox's link, one that waits for its address. */
  readonly userId: string;
  readonly via: ConfirmedVia;
  readonly proof: StoredProof;
  /** The session that continues afterwards, with a new id; undefined if another user is logged in. */
  readonly session: NewSession | undefined;
  readonly now: Instant;
};

/** Why no further mail is sent. */
export type ResendRefusal =
  Refused<"too-soon", { readonly retryOn: Instant }> | Refused<"not-waiting" | "too-many-mails">;

/** What confirmation needs of a store. Every method is one transaction: state, mail and audit. */
export type ConfirmationStore = {
  findWaiting(user: User): Promise<Waiting>;
  /**
   * Queues one more confirmation mail for a waiting registration. Only the registration's own mails are counted
   * here: the answer must not reveal what others asked for.
   */
  resend(input: {
    userId: string;
    askedBy: AskedBy;
    budget: MailBudget;
    now: Instant;
  }): Promise<{ readonly ok: true } | ResendRefusal>;
  /** Queues a mail for whatever waits for this address; does the same work if nothing does. */
  resendTo(input: { address: EmailAddress; askedBy: AskedBy; now: Instant }): Promise<void>;
  /**
   * Spends one try of every code of a registration that has tries left, before any is compared: parallel
   * guesses cannot get more than their five.
   */
  spendCodeTry(input: { userId: string; now: Instant }): Promise<CodeTry>;
  /** Spends one of a link's password tries; false if none are left. */
  spendPasswordTry(linkId: string): Promise<boolean>;
  /**
   * A confirmation link, live at once, for the imported user with this address who has not confirmed, and not for anybody who
   * registered here. It is the same as long as it lives, so that its tries are counted once. Returns its id.
   */
  exchangeOldLink(input: {
    address: EmailAddress;
    lifetime: Duration;
    now: Instant;
  }): Promise<Result<string, LinkRefusal>>;
  /**
   * Consumes a link and makes its registration the owner of its address; all other registrations of the address
   * are removed. One conditional write decides: of any number of calls, one succeeds.
   */
  confirm(input: ConfirmInput): Promise<Result<User, LinkRefusal | "proof-needed">>;
  /**
   * Queues a reminder for each registration in a span of time that waits and whose mail was sent, and notes that it was
   * reminded. Of several registrations of an address, one is reminded. `lifetime` is how long a registration
   * lives. Returns how many registrations there were.
   */
  remindRegistrations(input: {
    registeredAfter: Instant;
    registeredBefore: Instant;
    lifetime: Duration;
    now: Instant;
  }): Promise<number>;
  /** "This was not me": removes the link's registration with its sessions and links. */
  removeRegistration(input: { linkId: string; now: Instant }): Promise<Result<null, LinkRefusal>>;
};

/** What a typed code is compared with. */
export type CodeTry = {
  /** Links whose code may be compared with the typed one. */
  readonly open: readonly string[];
  /** What to call a code that matches none of them. */
  readonly ifWrong: "wrong-code" | "dead-code" | "expired-code";
};
