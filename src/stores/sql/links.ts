import { linkState, type Link, type LinkRefusal } from "../../domain/link.ts";
import { done, refused, type Result } from "../../domain/result.ts";
import type { Instant } from "../../domain/time.ts";
import type { User } from "../../domain/user.ts";
import type { FoundLink, LinkStore } from "../../ports/link-store.ts";
import type { Sql } from "./shared-writes.ts";
import { LINK, USER, toLink, toUser, type LinkRow, type UserRow } from "./users.ts";
import { changes, row, rows, type Work } from "./work.ts";

export const linkStore = (sql: Sql): LinkStore => ({
  findLink: (id, visitor) => sql.driver.read(() => findLink(sql, id, visitor)),
});

/** A link, whoever's it is. */
export function* readLink(sql: Sql, id: string): Work<Link | undefined> {
  const link = yield* row<LinkRow>(READ_LINK, id);
  return link && toLink(sql, link);
}

const READ_LINK = `SELECT ${LINK} FROM links WHERE id = ?`;

export function* findLink(sql: Sql, id: string, visitor?: string): Work<FoundLink | undefined> {
  const link = yield* row<LinkRow>(READ_LINK, id);
  if (link === undefined) return undefined;
  const user = yield* row<UserRow>(
    `SELECT ${USER} FROM users WHERE id = ?`,
    link.user_id ?? (yield* readerOf(sql, link, visitor)),
  );
  return { link: toLink(sql, link), user: user && toUser(user) };
}

/**
 * Whose a mailbox's link is: the owner of its address; otherwise whoever opens it and waits for the address;
 * otherwise the newest registration that did when it was mailed. If it were tied to a stranger's registration,
 * the stranger could cancel it.
 */
function* readerOf(
  { kinds }: Sql,
  { purpose, email_key: emailKey, minted_on: mintedOn }: LinkRow,
  visitor: string | undefined,
): Work<string | null> {
  if (kinds.purpose(purpose).ofMailbox !== true) return null;
  const owner = yield* row<{ user_id: string }>(
    "SELECT user_id FROM addresses WHERE email_key = ?",
    emailKey,
  );
  return (
    owner?.user_id ?? (yield* newestWaiting(emailKey, mintedOn ?? undefined, visitor))?.id ?? null
  );
}

/**
 * Of the registrations that wait for an address: the visitor's own, otherwise the newest at a certain time,
 * otherwise the newest.
 */
export function* newestWaiting(
  emailKey: string,
  at: Instant = Number.MAX_SAFE_INTEGER,
  visitor = "",
): Work<User | undefined> {
  const found = yield* row<UserRow>(
    `SELECT ${USER} FROM users WHERE email_key = ? AND confirmed_on IS NULL AND disabled_on IS NULL
     ORDER BY CASE WHEN id = ? THEN 0 WHEN registered_on <= ? THEN 1 ELSE 2 END,
       registered_on DESC, id DESC LIMIT 1`,
    emailKey,
    visitor,
    at,
  );
  return found && toUser(found);
}

/**
 * A link by its id and its user, or why nobody can use it: what it belonged to may have been deleted. Changes
 * nothing; `useLink` decides who was first.
 *
 * @example
 * ```ts
 * function* work(sql: Sql, user: User, now: number): Work<string> {
 *   const found = yield* findOwnedLink(sql, "the-id-of-a-link", now);
 *   return found.ok ? found.value.user.email : found.reason;
 * }
 * ```
 */
export function* findOwnedLink(
  sql: Sql,
  id: string,
  now: number,
): Work<Result<{ readonly link: Link; readonly user: User }, LinkRefusal>> {
  const found = yield* findLink(sql, id);
  if (found?.user !== undefined) return done({ link: found.link, user: found.user });
  const state = linkState(found?.link, now);
  return refused(state === "ready" ? "removed" : state);
}

/**
 * Consumes a link with one conditional write. If it changes nothing, the row says why. A link that was mailed
 * to the user's own address ends with that address; one that moves the user to an address names the new
 * address. A mailbox's link becomes that of `userId`, who uses it.
 *
 * @example
 * ```ts
 * function* work(sql: Sql, user: User, now: number): Work<Result<User, LinkRefusal>> {
 *   const found = yield* findOwnedLink(sql, "the-id-of-a-link", now);
 *   if (!found.ok) return found;
 *   const used = yield* useLink(sql, found.value.link, now);
 *   return used.ok ? done(found.value.user) : used;
 * }
 * ```
 */
export function* useLink(
  sql: Sql,
  link: Link,
  now: number,
  userId = link.userId,
): Work<Result<null, LinkRefusal>> {
  // SQLite writes the indexes of every column that is set, even where its value stays the same.
  const [becomes, whose] = link.userId === null ? [", user_id = ?", [userId]] : ["", []];
  const used = yield* changes(
    USE.replace(":becomes", becomes).replace(":purposes", sql.kinds.purposes.outlivesAddress),
    now,
    ...whose,
    link.id,
    link.purpose,
    now,
    userId,
    userId,
  );
  if (used === 1) return done(null);
  return refused(yield* whyNot(sql, link.id, now, "removed"));
}

const USE = `UPDATE links SET ended_on = ?, ended_why = 'used':becomes
  WHERE id = ? AND purpose = ? AND ended_on IS NULL AND expires_on > ?
    AND (user_id = ? OR user_id IS NULL)
    AND EXISTS (SELECT 1 FROM users WHERE users.id = ? AND users.disabled_on IS NULL
      AND (users.email_key = links.email_key OR links.purpose IN (:purposes)))`;

/** Why a link cannot be used now; `otherwise` if nothing is wrong with the link itself. */
export function* whyNot(
  sql: Sql,
  id: string,
  now: number,
  otherwise: LinkRefusal,
): Work<LinkRefusal> {
  const found = yield* findLink(sql, id);
  const state = linkState(found?.link, now);
  if (state !== "ready") return state;
  return found?.user?.disabledOn == null ? otherwise : "disabled";
}

/**
 * Makes a link usable again that this transaction used for an action that was then refused: nobody has seen it
 * used, and it works as soon as the action is possible.
 */
export function* giveLinkBack(link: Link): Work<void> {
  yield* changes("UPDATE links SET ended_on = NULL, ended_why = NULL WHERE id = ?", link.id);
}

/**
 * After the mail of one link was sent, ends the oldest links of the same purpose and the same user or mailbox,
 * as far as there are more than may be valid at once. Only a mail that was sent replaces others: otherwise a
 * mail that its server refuses, or accepts late, would leave its reader without a link. If a purpose has no
 * such number, newer mails end no link: somebody who asks for more must not end an owner's link to undo a
 * change.
 */
export function* replaceOlder(sql: Sql, id: string, now: Instant): Work<void> {
  const link = yield* row<LinkRow>(`SELECT ${LINK} FROM links WHERE id = ?`, id);
  if (link === undefined) return;
  const { liveAtOnce } = sql.kinds.purpose(link.purpose);
  if (liveAtOnce === undefined) return;
  const live = yield* rows<{ id: string; minted_on: Instant; mail_id: string; is_sent: number }>(
    `SELECT links.id, links.minted_on, mails.id AS mail_id,
       CASE WHEN mails.state = 'sent' AND mails.silent = 0 THEN 1 ELSE 0 END AS is_sent
     FROM links JOIN mails ON mails.link_id = links.id
     WHERE (links.user_id = ? OR (links.user_id IS NULL AND links.email_key = ?))
       AND links.purpose = ? AND links.ended_on IS NULL AND links.minted_on IS NOT NULL`,
    link.user_id,
    link.user_id === null ? link.email_key : null,
    link.purpose,
  );
  const newestFirst = live.toSorted(
    (a, b) => b.minted_on - a.minted_on || (b.mail_id < a.mail_id ? -1 : 1),
  );
  const sent = newestFirst.filter((each) => each.is_sent === 1);
  const oldest = sent[liveAtOnce - 1];
  if (oldest === undefined) return;
  for (const older of newestFirst.slice(newestFirst.indexOf(oldest) + 1)) {
    yield* changes(
      "UPDATE links SET ended_on = ?, ended_why = 'replaced' WHERE id = ? AND ended_on IS NULL",
      now,
      older.id,
    );
  }
}
