// What a mail says and whose it is: decided when it is first claimed, and read from its row later.

import type { Trust } from "../../domain/first-contacts.ts";
import type { Link, LinkOptions } from "../../domain/link.ts";
import type { MailKind } from "../../domain/mail.ts";
import type { Fault } from "../../domain/refusal.ts";
import type { User } from "../../domain/user.ts";
import type { Undo } from "../../ports/outbox-store.ts";
import type { Sql } from "./shared-writes.ts";
import { readLink } from "./links.ts";
import { findUndo, mintUndo, readUndo } from "./email-change-reserved.ts";
import { LINK, USER, toLink, toUser, type LinkRow, type UserRow } from "./users.ts";
import { changes, row, type Work } from "./work.ts";

/** A row of the outbox. */
export type MailRow = {
  readonly id: string;
  readonly kind: MailKind;
  readonly user_id: string | null;
  readonly link_id: string | null;
  readonly email: string;
  readonly email_key: string;
  readonly created_on: number;
  readonly attempts: number;
  readonly fence: number;
  readonly minted_on: number | null;
  readonly undo_id: string | null;
  readonly about: string | null;
  readonly asked_by: string | null;
  readonly language: string | null;
  readonly worthless_on: number;
  readonly trust: Trust;
  /** Which account of the site it was paid from. */
  readonly account: string | null;
  /** Whose fault the previous try's failure was. */
  readonly fault: Fault | null;
  /** The stop of its mailbox that it met, since when that was there, and whether nothing is handed over. */
  readonly stop: string | null;
  readonly stopped_on: number | null;
  readonly silent: number;
  /** Whether the answer to an earlier try was unclear, or none came. */
  readonly may_have_arrived: number;
  /** Which mailer may have it since then, if there are several. */
  readonly mailer: string | null;
};

/** A mail as it is sent. Without a kind, nobody waits for it. */
export type Decided = {
  readonly kind: MailKind | undefined;
  readonly user: User | undefined;
  readonly link: Link | undefined;
  readonly undo: Undo | undefined;
  /** In which language; undefined for a mail that an older version handed over first. */
  readonly language: string | undefined;
};

/** What a mail is. `isOwned`: its address has an owner now, or a former one who can undo a change. */
export type Words = Pick<Decided, "kind" | "user"> & {
  readonly isOwned: boolean;
  readonly undoId?: string;
  /** Whose it is from now on, if that changes. */
  readonly whose?: string | null;
};

/** What was decided when a mail was first handed over. */
export function* decidedMail(sql: Sql, mail: MailRow): Work<Decided> {
  const link = yield* linkOf(sql, mail);
  const user = sql.kinds.mail(mail.kind).toOwner
    ? yield* ownerOf(mail.email_key)
    : yield* readUser(mail.user_id);
  const undo = mail.undo_id === null ? undefined : yield* readUndo(sql, mail.undo_id);
  return { kind: mail.kind, user, link, undo, language: mail.language ?? undefined };
}

/** The link that a mail is sent with, as it is now. */
export function* linkOf(sql: Sql, { link_id: id }: MailRow): Work<Link | undefined> {
  return id === null ? undefined : yield* readLink(sql, id);
}

/**
 * The owner of an address is looked up only here: a request does the same work for every address, and only the
 * mailbox learns the difference (I7). The kind of the mail defines how.
 */
export function* decideWords(sql: Sql, mail: MailRow, now: number): Work<Words> {
  const { resolve } = sql.kinds.mail(mail.kind);
  if (resolve !== undefined) return yield* resolve(sql, mail, now);
  return { kind: mail.kind, user: yield* readUser(mail.user_id), isOwned: false };
}

/**
 * The owner of the address of a mail that anybody can cause who knows the address, and the link to undo the
 * change that freed it: whatever mail was asked for, such a mailbox is told of that link.
 */
export function* ownerAndUndo({ email_key: emailKey }: MailRow, now: number): Work<OwnerAndUndo> {
  const owner = yield* ownerOf(emailKey);
  const undoId = owner === undefined ? yield* findUndo(emailKey, now) : undefined;
  return { owner, undoId, isOwned: owner !== undefined || undoId !== undefined };
}

type OwnerAndUndo = {
  readonly owner: User | undefined;
  readonly undoId: string | undefined;
  readonly isOwned: boolean;
};

type Minting = {
  readonly now: number;
  readonly lifetimes: LinkOptions;
  readonly languageFor: (chosen: string | null) => string;
};

/** Stores what was decided, and starts the life of the mail's links. */
export function* mint(
  sql: Sql,
  mail: MailRow,
  { kind, user, undoId, link: unminted }: Words & Pick<Decided, "link">,
  forWhom: string | null,
  { now, lifetimes, languageFor }: Minting,
): Work<Decided> {
  if (unminted === undefined && mail.link_id !== null)
    throw new Error("A mail named a link that does not exist.");
  const link = unminted && (yield* mintLink(sql, unminted, forWhom, lifetimes, now));
  if (undoId !== undefined) yield* mintUndo(undoId, lifetimes, now);
  const undo = undoId === undefined ? undefined : yield* readUndo(sql, undoId);
  // Where an address can be taken back, its former owner reads the mailbox.
  const reader = undo === undefined ? user : yield* readUser(undo.link.userId);
  const language = languageFor(mail.language ?? reader?.language ?? null);
  yield* changes(
    `UPDATE mails SET kind = ?, asked_as = ?, undo_id = ?, minted_on = ?, language = ?
     WHERE id = ?`,
    kind ?? mail.kind,
    mail.kind,
    undoId ?? null,
    now,
    language,
    mail.id,
  );
  return { kind, user, link, undo, language };
}

/** Mints a link for a user, or for the mailbox that it is mailed to, unless it is minted already. */
function* mintLink(
  sql: Sql,
  link: Link,
  userId: string | null,
  lifetimes: LinkOptions,
  now: number,
): Work<Link> {
  const lifetime = lifetimes[link.purpose] ?? sql.kinds.purpose(link.purpose).lifetime;
  const minted = yield* row<LinkRow>(
    `UPDATE links SET user_id = ?, minted_on = ?, expires_on = ?, code_expires_on = ?, asks_code = 1
     WHERE id = ? AND ended_on IS NULL AND minted_on IS NULL
     RETURNING ${LINK}`,
    userId,
    now,
    now + lifetime,
    now + lifetimes.code,
    link.id,
  );
  return minted === undefined ? link : toLink(sql, minted);
}

function* ownerOf(emailKey: string): Work<User | undefined> {
  const found = yield* row<UserRow>(
    `SELECT ${USER} FROM addresses JOIN users ON users.id = addresses.user_id
     WHERE addresses.email_key = ?`,
    emailKey,
  );
  return found && toUser(found);
}

export function* readUser(userId: string | null): Work<User | undefined> {
  const found = yield* row<UserRow>(`SELECT ${USER} FROM users WHERE id = ?`, userId);
  return found && toUser(found);
}
