// What a mail says and to whom it belongs: decided when it is first claimed, found decided later.

import type { Link, LinkOptions, LinkPurpose } from "../../domain/link.ts";
import { isSourceRoute } from "../../domain/email-address.ts";
import type { MailKind } from "../../domain/mail.ts";
import type { Fault } from "../../domain/refusal.ts";
import { isClosed, type User } from "../../domain/user.ts";
import type { Undo } from "../../ports/outbox-store.ts";
import { findLink, newestWaiting } from "./links.ts";
import { findUndo, isReserved, mintUndo, readUndo } from "./reserved.ts";
import { isRowOfWrong } from "./tries.ts";
import { USER, toUser, type UserRow } from "./users.ts";
import { changes, row, type Work } from "./work.ts";

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
  /** What became of the try before. */
  readonly fault: Fault | null;
};

/** A mail as it goes out. Without a kind nobody waits for it. */
export type Decided = {
  readonly kind: MailKind | undefined;
  readonly user: User | undefined;
  readonly link: Link | undefined;
  readonly undo: Undo | undefined;
};

/** What a mail is. `isOwned`: its address has an owner now, or a former one who can undo a change. */
export type Words = Pick<Decided, "kind" | "user"> & {
  readonly isOwned: boolean;
  readonly undoId?: string;
};

/** What was decided when a mail was first handed over. */
export function* decidedMail(mail: MailRow): Work<Decided> {
  const link = mail.link_id === null ? undefined : (yield* findLink(mail.link_id))?.link;
  const user =
    mail.kind === "already-registered" || mail.kind === "address-in-use"
      ? yield* ownerOf(mail.email_key)
      : yield* readUser(mail.user_id);
  const undo = mail.undo_id === null ? undefined : yield* readUndo(mail.undo_id);
  return { kind: mail.kind, user, link, undo };
}

/**
 * Whom an address belongs to is looked up here and nowhere earlier: a request does the same work
 * for every address, and only the mailbox learns the difference (I7). A mailbox that can undo a
 * change of address is told so by whatever mail anybody asks for.
 */
export function* decideWords(mail: MailRow, now: number): Work<Words> {
  if (!BY_OTHERS.has(mail.kind)) {
    return { kind: mail.kind, user: yield* readUser(mail.user_id), isOwned: false };
  }
  const owner = yield* ownerOf(mail.email_key);
  const undoId = owner === undefined ? yield* findUndo(mail.email_key, now) : undefined;
  const isOwned = owner !== undefined || undoId !== undefined;
  if (mail.kind === "confirm" || mail.kind === "confirm-again") {
    const user =
      mail.user_id === null ? yield* newestWaiting(mail.email_key) : yield* readUser(mail.user_id);
    if (owner !== undefined && owner.id !== user?.id) {
      return { kind: "already-registered", user: owner, isOwned };
    }
    if (undoId !== undefined) return reserved(undoId);
    return { kind: user && mail.kind, user, isOwned };
  }
  if (mail.kind === "reset") {
    if (undoId !== undefined) return reserved(undoId);
    const user = owner ?? (yield* newestWaiting(mail.email_key));
    if (user === undefined) {
      const kind = isSourceRoute(mail.email_key) ? undefined : "reset-no-user";
      return { kind, user, isOwned };
    }
    return { kind: user.disabledOn === null ? "reset" : "reset-disabled", user, isOwned };
  }
  if (mail.kind === "password-paused") {
    const isOpen = owner !== undefined && !isClosed(owner);
    // A right password, even the hundredth itself, or a reset may have ended the row meanwhile.
    const stands = isOpen && (yield* isRowOfWrong(mail.email_key));
    return { kind: stands ? mail.kind : undefined, user: owner, isOwned };
  }
  const user = yield* readUser(mail.user_id);
  if (owner !== undefined && owner.id !== user?.id) {
    return { kind: "address-in-use", user: owner, isOwned };
  }
  if (undoId !== undefined && user !== undefined) {
    if (yield* isReserved(mail.email_key, user.id, now)) return reserved(undoId);
    return { kind: mail.kind, user, isOwned, undoId };
  }
  return { kind: mail.kind, user, isOwned };
}

/** Mails that anybody can cause who knows an address. */
const BY_OTHERS: ReadonlySet<MailKind> = new Set([
  "confirm",
  "confirm-again",
  "reset",
  "change-email",
  "password-paused",
]);

const reserved = (undoId: string): Words => ({
  kind: "address-reserved",
  user: undefined,
  isOwned: true,
  undoId,
});

/**
 * A reset is its owner's from now on, and so is the notice of a paused password, which goes when its owner is
 * deleted. Whatever else was asked for by address alone stays the mailbox's:
 * a stranger's registration cannot take it along, and no waiting page tells of it (I7).
 */
export function whoseMail(mail: MailRow, { user }: Words): string | null {
  if (mail.kind === "reset") return user?.confirmedOn == null ? null : user.id;
  if (mail.kind === "password-paused") return user?.id ?? null;
  return mail.user_id;
}

/** Writes down what was decided, and begins the life of the mail's links. */
export function* mint(
  mail: MailRow,
  { kind, user, undoId }: Words,
  forWhom: string | null,
  { now, lifetimes }: { readonly now: number; readonly lifetimes: LinkOptions },
): Work<Decided> {
  if (mail.link_id !== null) {
    yield* mintLink(mail.link_id, forWhom, lifetimes, now);
  }
  if (undoId !== undefined) yield* mintUndo(undoId, lifetimes, now);
  yield* changes(
    "UPDATE mails SET kind = ?, undo_id = ?, minted_on = ? WHERE id = ?",
    kind ?? mail.kind,
    undoId ?? null,
    now,
    mail.id,
  );
  const link = mail.link_id === null ? undefined : (yield* findLink(mail.link_id))?.link;
  const undo = undoId === undefined ? undefined : yield* readUndo(undoId);
  return { kind, user, link, undo };
}

/** Mints a link for a user, or for the mailbox that it is mailed to. */
function* mintLink(
  id: string,
  userId: string | null,
  lifetimes: LinkOptions,
  now: number,
): Work<void> {
  const link = yield* row<{ purpose: LinkPurpose }>("SELECT purpose FROM links WHERE id = ?", id);
  if (link === undefined) throw new Error("A mail named a link that does not exist.");
  const lifetime = lifetimes[link.purpose];
  yield* changes(
    `UPDATE links SET user_id = ?, minted_on = ?, expires_on = ?, code_expires_on = ?, asks_code = 1
     WHERE id = ? AND ended_on IS NULL AND minted_on IS NULL`,
    userId,
    now,
    now + lifetime,
    now + lifetimes.code,
    id,
  );
}

function* ownerOf(emailKey: string): Work<User | undefined> {
  const found = yield* row<UserRow>(
    `SELECT ${USER} FROM addresses JOIN users ON users.id = addresses.user_id
     WHERE addresses.email_key = ?`,
    emailKey,
  );
  return found && toUser(found);
}

function* readUser(userId: string | null): Work<User | undefined> {
  const found = yield* row<UserRow>(`SELECT ${USER} FROM users WHERE id = ?`, userId);
  return found && toUser(found);
}
