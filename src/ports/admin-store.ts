import type { NewCredential } from "../domain/evidence.ts";
import type { EmailAddress } from "../domain/email-address.ts";
import type { Limit } from "../domain/limits.ts";
import type { LinkEnd, LinkPurpose } from "../domain/link.ts";
import type { MailKind, MailState } from "../domain/mail.ts";
import type { WithheldReason } from "../domain/mail-budget.ts";
import type { Fault } from "../domain/refusal.ts";
import type { Refused, Result } from "../domain/result.ts";
import type { Instant } from "../domain/time.ts";
import type { ConfirmedVia, User } from "../domain/user.ts";

/** Who acts on somebody else's behalf, when, and why. Every act leaves this in the audit log. */
export type Act = {
  /** "operator:root" from a terminal, "admin:<id>" from the console. */
  readonly actor: string;
  readonly reason: string | undefined;
  readonly now: Instant;
};

/** An act on one user. */
export type ActOnUser = Act & { readonly userId: string };

/** Which users a list has. */
export type UserFilter = "all" | "unconfirmed" | "confirmed" | "disabled" | "deleting" | "admin";

/** Which users are meant: those to whom all applies that is given. Times are from, and before. */
export type UserQuery = {
  readonly filter: UserFilter;
  /** A part of the address, in whatever case. */
  readonly search?: string | undefined;
  /** What stands behind the "@", all of it. */
  readonly domain?: string | undefined;
  readonly registeredSince?: Instant | undefined;
  readonly registeredUntil?: Instant | undefined;
  readonly confirmedSince?: Instant | undefined;
  readonly confirmedUntil?: Instant | undefined;
};

/** A stretch of a list, newest first. `after` is the id of the last row of the page before. */
export type Stretch = { readonly limit: number; readonly after: string | undefined };

/** Which lines of the audit log are meant: those to which all applies that is given. */
export type AuditQuery = {
  readonly userId?: string | undefined;
  readonly act?: string | undefined;
  readonly actor?: string | undefined;
  readonly since?: Instant | undefined;
  readonly until?: Instant | undefined;
};

/** A line of the audit log by itself: which user it is about, by the id alone. */
export type AuditEntry = AuditRecord & { readonly id: string; readonly userId: string | null };

/** A page of a list, newest first. `after` is the id of the last row of the page before. */
export type PageOf<Filter> = {
  readonly filter: Filter;
  readonly limit: number;
  readonly after: string | undefined;
};

/** A link without its id: what opens it is nobody's business but the mailbox owner's. */
export type LinkFacts = {
  readonly purpose: LinkPurpose;
  readonly email: string;
  readonly createdOn: Instant;
  readonly mintedOn: Instant | null;
  readonly expiresOn: Instant | null;
  readonly endedOn: Instant | null;
  readonly endedWhy: LinkEnd | null;
};

/** A mail as operators see it. */
export type MailRecord = {
  readonly id: string;
  readonly kind: MailKind;
  readonly state: MailState;
  readonly userId: string | null;
  readonly email: string;
  readonly createdOn: Instant;
  readonly dueOn: Instant;
  readonly worthlessOn: Instant;
  readonly attempts: number;
  readonly endedOn: Instant | null;
  /** What the mail server said last, or why it was not asked. */
  readonly answer: string | null;
  /** Whose business that is; null where nothing was refused. */
  readonly fault: Fault | null;
};

/** What a line of the audit log says. */
export type AuditRecord = {
  readonly happenedOn: Instant;
  readonly actor: string;
  readonly act: string;
  readonly detail: string | null;
};

/** Mails that were asked for within an hour and not handed over, because too many were asked for. */
export type WithheldMails = {
  /** The address without its tag: all that reach one mailbox are counted together. */
  readonly mailbox: string;
  readonly kind: MailKind;
  /** When the hour begins. */
  readonly hour: Instant;
  readonly count: number;
  readonly lastOn: Instant;
  readonly reason: WithheldReason;
};

/** A user, and what there is about that user. */
export type UserFacts = {
  readonly user: User;
  readonly sessions: number;
  /** Each newest first, and no more than the newest hundred. */
  readonly links: readonly LinkFacts[];
  readonly mails: readonly MailRecord[];
  /** Of the user's mailbox, whoever asked. */
  readonly withheld: readonly WithheldMails[];
  readonly audit: readonly AuditRecord[];
};

/** One registration and what became of it, also after it was removed. */
export type Registration = {
  /** The user's id: unique, and in the order of registering. */
  readonly id: string;
  readonly registeredOn: Instant;
  readonly confirmedOn: Instant | null;
  readonly way: ConfirmedVia | null;
  /** Of the address that is the user's now; null once the user was removed, which leaves none behind. */
  readonly emailKey: string | null;
  /** How often the confirmation mail was asked for again by the user or for it, not by address alone. */
  readonly resends: number;
};

/** A user whom an operator creates. */
export type NewUserByAdmin = Act & {
  readonly userId: string;
  readonly address: EmailAddress;
  /** None where the user chooses one by the mailed link. */
  readonly password: NewCredential | undefined;
  readonly registeredWith: string;
  readonly confirmed: boolean;
  readonly admin: boolean;
  /** The operators' limit to mail within; undefined to send nothing. */
  readonly mailLimit: Limit | undefined;
};

/** A mail that an operator asks for: counted against the operators' own limit, and no stranger's. */
export type MailByOperator = ActOnUser & { readonly mailLimit: Limit };

/** The act is refused until `retryOn`. */
export type TooSoon = Refused<"too-soon", { readonly retryOn: Instant }>;

/** Somebody owns the address, or whoever had it before can still undo the change that freed it. */
export type AddressRefusal = "address-taken" | "address-reserved";

/**
 * What operators and admins need of a store. Every act is one transaction with its audit row.
 *
 * `last-admin`: nobody else who may log in is an admin, so this one cannot be demoted, disabled or
 * removed. It is found out in the transaction of the act: of two acts on the last two, one is refused.
 */
export type AdminStore = {
  /**
   * The owner of an address first, then those who wait for it, newest first, a hundred in all; or one
   * user by id.
   */
  findUsers(wanted: { id: string } | { emailKey: string }): Promise<readonly User[]>;
  /** All that is known of a user. Holds no link, code, hash or session id. */
  readUserFacts(userId: string): Promise<UserFacts | undefined>;
  /** A page of users, the newest first. */
  listUsers(page: UserQuery & Stretch): Promise<readonly User[]>;
  /** How many there are on all pages. */
  countUsers(query: UserQuery): Promise<number>;
  /** Adds a user. A confirmed one claims its address, and every rival registration is gone. */
  createUser(
    input: NewUserByAdmin,
  ): Promise<Result<{ user: User; mailed: boolean }, AddressRefusal>>;
  /**
   * Confirms without a link: claims the address and removes its rivals (I2). Sessions end, because
   * the event was not theirs (I4); the person logs in with the password of the registration.
   */
  confirmUser(
    input: ActOnUser,
  ): Promise<Result<User, "not-found" | "already-confirmed" | "disabled" | AddressRefusal>>;
  /**
   * Lets nobody in as this user: sessions, links and waiting mails end with the same commit, but the ways
   * back of a change of address, and a deletion that was asked for is off.
   */
  disableUser(
    input: ActOnUser,
  ): Promise<Result<User, "not-found" | "already-disabled" | "last-admin">>;
  enableUser(input: ActOnUser): Promise<Result<User, "not-found" | "not-disabled">>;
  /** Makes a confirmed user an admin, or an admin an ordinary user whose sessions end. */
  setAdmin(
    input: ActOnUser & { readonly admin: boolean },
  ): Promise<Result<User, "not-found" | "unconfirmed" | "no-change" | "last-admin">>;
  /**
   * Queues the mail that a confirmed user would get from /forgot. Whose it is, is found out again when
   * it is sent.
   */
  sendReset(
    input: MailByOperator,
  ): Promise<Result<User, "not-found" | "unconfirmed" | "disabled"> | TooSoon>;
  /** Queues one more confirmation mail for a waiting registration. */
  sendConfirmation(input: MailByOperator): Promise<Result<null, "not-waiting"> | TooSoon>;
  /** Ends one session of a user by its public id, or all of them, and returns how many. */
  endUserSessions(input: ActOnUser & { readonly sessionId: string | undefined }): Promise<number>;
  /** Keeps a user who asked to be deleted; the mailed way back is over, being of no more use. */
  takeBackDeletion(input: ActOnUser): Promise<Result<User, "not-found" | "not-deleting">>;
  /** Removes a user and all that is its own; its address is free again. The audit log stays. */
  removeUser(input: ActOnUser): Promise<Result<null, "not-found" | "last-admin">>;
  /** A page of the outbox, the newest first. */
  listMails(page: PageOf<MailState | "all">): Promise<readonly MailRecord[]>;
  /** What was asked for and not handed over, by mailbox, kind and hour, the newest hours first. */
  listWithheld(page: { readonly limit: number }): Promise<readonly WithheldMails[]>;
  /** One mail and what became of its link; never the link itself. */
  findMail(
    id: string,
  ): Promise<{ readonly mail: MailRecord; readonly link: LinkFacts | undefined } | undefined>;
  /** Queues a dead mail anew, to be worded and minted as if it were new. */
  retryMail(
    input: Act & { readonly mailId: string },
  ): Promise<Result<MailRecord, "not-found" | "not-dead" | "link-over" | "suppressed">>;
  /** Lines of the audit log, newest first; or oldest first, from the first one on. */
  listAudit(
    page: AuditQuery & Stretch & { readonly oldestFirst?: boolean },
  ): Promise<readonly AuditEntry[]>;
  countAudit(query: AuditQuery): Promise<number>;
  /**
   * A page of registrations, the oldest first. Those that were removed are there too: the audit log
   * remembers them.
   */
  listRegistrations(page: {
    readonly since: Instant;
    readonly after: string | undefined;
    readonly limit: number;
  }): Promise<readonly Registration[]>;
};
