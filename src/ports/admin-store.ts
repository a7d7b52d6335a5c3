import type { CredentialShown, NewCredential } from "../domain/evidence.ts";
import type { EmailAddress } from "../domain/email-address.ts";
import type { Limit } from "../domain/limits.ts";
import type { LinkEnd, LinkPurpose } from "../domain/link.ts";
import type { MailKind, MailState } from "../domain/mail.ts";
import type { MailRecord } from "../domain/mail-record.ts";
import type { MailTry } from "../domain/mail-tries.ts";
import type { Page, Place } from "../domain/page.ts";
import type { WithheldReason } from "../domain/mail-budget.ts";
import type { Refused, Result } from "../domain/result.ts";
import type { Instant } from "../domain/time.ts";
import type { User } from "../domain/user.ts";
import type { CredentialNews } from "./credential-store.ts";
import type { UserQuery } from "./user-query.ts";

/** Who acts on somebody else's behalf, when, and why. Every such action leaves this in the audit log. */
export type Act = {
  /** "operator:root" from a terminal, "admin:<id>" from the console. */
  readonly actor: string;
  readonly reason: string | undefined;
  readonly now: Instant;
};

/** An action on one user. */
export type ActOnUser = Act & { readonly userId: string };

/** A section of a list, newest first. `after` is the id of the last row of the previous page. */
export type Stretch = { readonly limit: number; readonly after: string | undefined };

/** A search of the audit log: the lines that match everything that is given. */
export type AuditQuery = {
  readonly userId?: string | undefined;
  readonly act?: string | undefined;
  readonly actor?: string | undefined;
  readonly since?: Instant | undefined;
  readonly until?: Instant | undefined;
};

/** A line of the audit log on its own: it names its user by id only. */
export type AuditEntry = AuditRecord & { readonly id: string; readonly userId: string | null };

/** A page of a list, newest first. `after` is the id of the last row of the previous page. */
export type PageOf<Filter> = {
  readonly filter: Filter;
  readonly limit: number;
  readonly after: string | undefined;
};

/** A link without its id, which opens it and is only for the owner of the mailbox. */
export type LinkFacts = {
  readonly purpose: LinkPurpose;
  readonly email: string;
  readonly createdOn: Instant;
  readonly mintedOn: Instant | null;
  readonly expiresOn: Instant | null;
  readonly endedOn: Instant | null;
  readonly endedWhy: LinkEnd | null;
};

/** The content of a line of the audit log. */
export type AuditRecord = {
  readonly happenedOn: Instant;
  readonly actor: string;
  readonly act: string;
  readonly detail: string | null;
};

/** How many mails are in trouble, each counted to a thousand at most. */
export type MailFigures = {
  readonly waiting: number;
  /** To strangers, and waiting for credit of the site. */
  readonly parked: number;
  readonly failed: number;
};

/**
 * Which mails a list contains. `waiting` are all that have not ended, except those that are `parked`; `sending` are some of
 * them. `withheld` are those whose mailbox had no place for them or has stopped such mail, or for which the site had no credit.
 */
export type MailFilter =
  "all" | "waiting" | "sending" | "parked" | "sent" | "dead" | "withheld" | "cancelled";

/** A search for mails: those that match everything that is given. */
export type MailQuery = {
  readonly kind?: MailKind | undefined;
  /** The whole address, as it is compared. */
  readonly emailKey?: string | undefined;
  /** The whole part after the "@", as it is compared. */
  readonly domain?: string | undefined;
};

/** Mails that were asked for within an hour but not handed over, because too many were asked for. */
export type WithheldMails = {
  /** The address without its tag: all addresses of one mailbox are counted together. */
  readonly mailbox: string;
  readonly kind: MailKind;
  /** When the hour begins. */
  readonly hour: Instant;
  readonly count: number;
  readonly lastOn: Instant;
  readonly reason: WithheldReason;
};

/** A user, and everything that is known about that user. */
export type UserFacts = {
  readonly user: User;
  readonly sessions: number;
  /** Each list is newest first, and has at most the newest hundred. */
  readonly links: readonly LinkFacts[];
  readonly mails: readonly MailRecord[];
  /** Those of the user's mailbox, whoever asked. */
  readonly withheld: readonly WithheldMails[];
  readonly audit: readonly AuditRecord[];
};

/** A user whom an operator creates. */
export type NewUserByAdmin = Act & {
  readonly userId: string;
  readonly address: EmailAddress;
  /** Undefined if the user chooses one with the mailed link. */
  readonly password: NewCredential | undefined;
  readonly registeredWith: string;
  readonly confirmed: boolean;
  readonly admin: boolean;
  /** The operators' limit for the mail; undefined to send no mail. */
  readonly mailLimit: Limit | undefined;
};

/** A mail that an operator asks for: it counts against the operators' own limit, not against any stranger's. */
export type MailByOperator = ActOnUser & { readonly mailLimit: Limit };

/** The action is refused until `retryOn`. */
export type TooSoon = Refused<"too-soon", { readonly retryOn: Instant }>;

/** Somebody owns the address, or its previous owner can still undo the change that freed it. */
export type AddressRefusal = "address-taken" | "address-reserved";

/**
 * What operators and admins need of a store. Every action is one transaction that includes its audit row.
 *
 * `last-admin`: no other user who may log in is an admin, so this one cannot be demoted, disabled or removed.
 * This is checked in the transaction of the action: of two concurrent actions on the last two admins, one is
 * refused.
 */
export type AdminStore = {
  /**
   * Either the owner of an address first, then those who wait for it, newest first, a hundred in all; or one
   * user by id.
   */
  findUsers(wanted: { id: string } | { emailKey: string }): Promise<readonly User[]>;
  /** All that is known of a user. Contains no link, code, hash or session id. */
  readUserFacts(userId: string): Promise<UserFacts | undefined>;
  /** A page of users, the newest first. */
  listUsers(page: UserQuery & Stretch): Promise<readonly User[]>;
  /**
   * A part of a list of users, newest first. However many users there are, and however few of them match, it looks at a bounded
   * number: `next` is where the list continues, which may be after users of whom none matched, and null at its end.
   */
  browseUsers(
    page: Omit<UserQuery, "search"> & Stretch,
  ): Promise<{ readonly users: readonly User[]; readonly next: string | null }>;
  /** Users whose address begins with this text, in the order of their addresses, byte by byte, and of their ids. */
  listByAddress(page: {
    readonly beginning: string;
    readonly limit: number;
    readonly after: Pick<User, "emailKey" | "id"> | undefined;
  }): Promise<readonly User[]>;
  /** The number of users on all pages. */
  countUsers(query: UserQuery): Promise<number>;
  /**
   * Adds a user. A confirmed one gets its address at once, and all other registrations of the address are
   * removed.
   */
  createUser(
    input: NewUserByAdmin,
  ): Promise<Result<{ user: User; mailed: boolean }, AddressRefusal>>;
  /**
   * Confirms without a link: makes the user the owner of the address and removes other registrations of it
   * (I2). The sessions end, because it was not the user who confirmed (I4); the person logs in with the
   * password of the registration.
   */
  confirmUser(
    input: ActOnUser,
  ): Promise<Result<User, "not-found" | "already-confirmed" | "disabled" | AddressRefusal>>;
  /**
   * Disables a user: sessions, links and waiting mails end in the same transaction, except the links that stop
   * or undo a change of address. A requested deletion is cancelled.
   */
  disableUser(
    input: ActOnUser,
  ): Promise<Result<User, "not-found" | "already-disabled" | "last-admin">>;
  enableUser(input: ActOnUser): Promise<Result<User, "not-found" | "not-disabled">>;
  /** Makes a confirmed user an admin, or an admin an ordinary user whose sessions end. */
  setAdmin(
    input: ActOnUser & { readonly admin: boolean },
  ): Promise<Result<User, "not-found" | "unconfirmed" | "no-change" | "last-admin">>;
  /** Gives a confirmed user a role other than `admin`, or takes one away and ends their sessions. */
  setRole(
    input: ActOnUser & { readonly role: string; readonly held: boolean },
  ): Promise<Result<User, "not-found" | "unconfirmed" | "no-change">>;
  /**
   * Queues the mail that a confirmed user would get from /forgot. Its recipient is checked again when it is
   * sent.
   */
  sendReset(
    input: MailByOperator,
  ): Promise<Result<User, "not-found" | "unconfirmed" | "disabled"> | TooSoon>;
  /** Queues one more confirmation mail for a waiting registration. */
  sendConfirmation(input: MailByOperator): Promise<Result<null, "not-waiting"> | TooSoon>;
  /** Moves a waiting registration to another address: older links are replaced, and a new mail is queued. */
  correctAddress(
    input: MailByOperator & { readonly address: EmailAddress },
  ): Promise<Result<null, "not-waiting"> | TooSoon>;
  /**
   * Removes credentials of a user other than the password, those with these ids or all. The mailbox is told, and the
   * user is logged out everywhere. `no-factors`: the user has none of them.
   */
  removeFactors(
    input: ActOnUser & { readonly ids: readonly string[] | undefined },
  ): Promise<Result<{ readonly user: User; readonly removed: number }, "not-found" | "no-factors">>;
  /** Ends one session of a user by its public id, or all of them, and returns how many. */
  endUserSessions(input: ActOnUser & { readonly sessionId: string | undefined }): Promise<number>;
  /**
   * Keeps a user who asked to be deleted. The mailed link that would cancel the deletion ends, because it is no
   * longer needed.
   */
  takeBackDeletion(input: ActOnUser): Promise<Result<User, "not-found" | "not-deleting">>;
  /** Removes a user and everything that belongs to it; its address is free again. The audit log stays. */
  removeUser(input: ActOnUser): Promise<Result<null, "not-found" | "last-admin">>;
  /** A page of the outbox, newest first. */
  listMails(page: MailQuery & PageOf<MailState | "all">): Promise<readonly MailRecord[]>;
  /**
   * A part of a list of mails: newest first, and those that have ended by when they did. However many mails there are, it looks
   * at a bounded number: the list may continue after mails of which none matched.
   */
  browseMails(
    page: MailQuery & {
      readonly filter: MailFilter;
      readonly limit: number;
      readonly after: Place | undefined;
    },
  ): Promise<Page<MailRecord>>;
  /** Mails that wait, and those that failed since then. Reads a bounded part of an index for each. */
  readMailFigures(input: { readonly since: Instant }): Promise<MailFigures>;
  /** How many users have not confirmed, counted to a thousand at most. */
  countUnconfirmed(): Promise<number>;
  /** Mails that were asked for but not handed over, by mailbox, kind and hour, newest hour first. */
  listWithheld(page: { readonly limit: number }): Promise<readonly WithheldMails[]>;
  /** One mail, the answers to its earlier tries, oldest first, and the state of its link, but never the link itself. */
  findMail(id: string): Promise<
    | {
        readonly mail: MailRecord;
        readonly tries: readonly MailTry[];
        readonly link: LinkFacts | undefined;
      }
    | undefined
  >;
  /** Queues a dead mail again; its text and its link are made as if it were new. */
  retryMail(
    input: Act & { readonly mailId: string },
  ): Promise<Result<MailRecord, "not-found" | "not-dead" | "link-over" | "suppressed">>;
  /** Cancels a mail that has not ended, and is not being sent just now. `ordinary`: neither a notice nor a mail to an admin. */
  cancelMail(
    input: Act & { readonly mailId: string; readonly ordinary?: boolean },
  ): Promise<Result<MailRecord, "not-found" | "not-waiting" | "higher-role">>;
  /** Lines of the audit log, newest first; or oldest first, from the first one on. */
  listAudit(
    page: AuditQuery & Stretch & { readonly oldestFirst?: boolean },
  ): Promise<readonly AuditEntry[]>;
  countAudit(query: AuditQuery): Promise<number>;
  /**
   * A part of the audit log, newest first, like `browseUsers`: it looks at a bounded number of lines, unless they are those of
   * one user.
   */
  browseAudit(
    page: AuditQuery & Stretch,
  ): Promise<{ readonly lines: readonly AuditEntry[]; readonly next: string | null }>;
  /**
   * Uses up what an admin showed to an operator, and records what for, as the reason. False if it was used in the
   * meantime.
   */
  useFactor(
    input: ActOnUser & {
      readonly shown: CredentialShown;
      readonly news?: CredentialNews | undefined;
    },
  ): Promise<boolean>;
};
