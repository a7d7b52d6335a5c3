// An address that a change freed is reserved for its undo while that link lives.
//
// Nobody else becomes its owner, and every mail to its mailbox says so and carries the undo link: otherwise a
// thief who moved an account would only have to wait until its owner registers again.

import type { LinkOptions } from "../../domain/link.ts";
import type { Undo } from "../../ports/outbox-store.ts";
import type { Sql } from "./shared-writes.ts";
import type { Words } from "./resolve-mail.ts";
import { LINK, toLink, type LinkRow } from "./users.ts";
import { changes, row, type Work } from "./work.ts";

/**
 * Whether an undo link, a row of `links`, can still be used from its mailbox; `?` is the current time. Before
 * its mail was handed over, it lives while that mail waits: the thief could be faster.
 */
export const LIVES = `links.ended_on IS NULL
  AND (links.expires_on > ? OR (links.minted_on IS NULL AND EXISTS (SELECT 1 FROM mails
    WHERE mails.user_id = links.user_id AND mails.link_id = links.id AND mails.ended_on IS NULL)))`;

/**
 * Whether a row of `links` reserves its address for the user, a row of `users`; `?` is the current time. It
 * does so while the user is disabled too: that is the first thing that an operator does who hears of a theft.
 */
const RESERVES = `links.purpose = 'undo-change' AND users.email_key <> links.email_key AND ${LIVES}`;

/**
 * Whether an address is reserved for somebody else; `?` are the address, the user who asks, and the current
 * time.
 */
export const RESERVED = `EXISTS (SELECT 1 FROM links JOIN users ON users.id = links.user_id
  WHERE links.email_key = ? AND links.user_id <> ? AND ${RESERVES})`;

/** Whether only its former owner may have this address now. */
export function* isReserved(emailKey: string, userId: string, now: number): Work<boolean> {
  return (yield* row(`SELECT 1 AS one WHERE ${RESERVED}`, emailKey, userId, now)) !== undefined;
}

/** The undo link that a mail to this mailbox has to carry, if there is one. */
export function* findUndo(emailKey: string, now: number): Work<string | undefined> {
  const found = yield* row<{ id: string }>(
    `SELECT links.id FROM links JOIN users ON users.id = links.user_id
     WHERE links.email_key = ? AND ${RESERVES}
     ORDER BY links.created_on DESC LIMIT 1`,
    emailKey,
    now,
  );
  return found?.id;
}

/**
 * What a mail says about the undo link that it carries. The address that the user was moved to comes from the
 * notice of that change: whoever has the account now may have moved it on, and all tries of one mail must have
 * the same text.
 */
export function* readUndo(sql: Sql, id: string): Work<Undo | undefined> {
  const link = yield* row<LinkRow>(`SELECT ${LINK} FROM links WHERE id = ?`, id);
  if (link === undefined) return undefined;
  const notice = yield* row<{ about: string | null }>(
    "SELECT about FROM mails WHERE user_id = ? AND link_id = ?",
    link.user_id,
    id,
  );
  return { link: toLink(sql, link), movedTo: notice?.about ?? "" };
}

/**
 * Starts the life of an undo link whose own mail still waits, because another mail that carries it goes out
 * first.
 */
export function* mintUndo(id: string, lifetimes: LinkOptions, now: number): Work<void> {
  yield* changes(
    `UPDATE links SET minted_on = ?, expires_on = ?, code_expires_on = ?, asks_code = 1
     WHERE id = ? AND minted_on IS NULL AND ended_on IS NULL`,
    now,
    now + lifetimes["undo-change"],
    now + lifetimes.code,
    id,
  );
}

/** Reverts that if no mail that carries the undo link was ever handed over, including its own. */
export function* unmintUndo(id: string): Work<void> {
  yield* changes(
    `UPDATE links SET minted_on = NULL, expires_on = NULL, code_expires_on = NULL, asks_code = 0
     WHERE id = ? AND purpose = 'undo-change' AND ended_on IS NULL
       AND NOT EXISTS (SELECT 1 FROM mails WHERE mails.undo_id = links.id)
       AND EXISTS (SELECT 1 FROM mails WHERE mails.user_id = links.user_id
         AND mails.link_id = links.id AND mails.minted_on IS NULL)`,
    id,
  );
}

/** What a mail to a mailbox says instead if a change freed its address. */
export const reserved = (undoId: string): Words => ({
  kind: "address-reserved",
  user: undefined,
  isOwned: true,
  undoId,
});
