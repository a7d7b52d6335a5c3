import { mailboxKey } from "../../domain/email-address.ts";
import { done, refused } from "../../domain/result.ts";
import type { DeletionStore } from "../../features/deletion/store.ts";
import { isLastAdmin, LAST_ADMIN } from "./admin-notes.ts";
import { inBatches } from "./batches.ts";
import { endLinks, endLinksFor, endSessions, queueNotice, record, type Sql } from "./facts.ts";
import { findOwnedLink, useLink } from "./links.ts";
import { LIVES } from "./reserved.ts";
import { forgetTries } from "./tries.ts";
import { USER, toUser, type UserRow } from "./users.ts";
import { changes, row, rows, type Work } from "./work.ts";

type Input<Verb extends keyof DeletionStore> = Parameters<DeletionStore[Verb]>[0];
type Output<Verb extends keyof DeletionStore> = Work<Awaited<ReturnType<DeletionStore[Verb]>>>;

/**
 * Far fewer than rows of other purges: with each goes all that is the user's, and the counts of tries are
 * looked through for the address (40 ms where 200,000 stand there, on SQLite).
 */
const DELETED_AT_ONCE = 10;

export const deletionStore = (sql: Sql): DeletionStore => ({
  requestDeletion: (input) => sql.driver.write(() => requestDeletion(sql, input)),
  keepUser: (input) => sql.driver.write(() => keepUser(sql, input)),
  deleteDue: (now) => inBatches(sql.driver, () => deleteDue(sql, now), DELETED_AT_ONCE),
});

function* requestDeletion(sql: Sql, input: Input<"requestDeletion">): Output<"requestDeletion"> {
  const { userId, now } = input;
  if (yield* isLastAdmin(userId)) return refused("last-admin");
  const deletesOn = Math.max(input.deletesOn, yield* waysBackEnd(userId, input.wayBack, now));
  const marked = yield* changes(
    `UPDATE users SET deletes_on = ?
     WHERE id = ? AND password_hash = ? AND disabled_on IS NULL AND deletes_on IS NULL`,
    deletesOn,
    userId,
    input.passwordHash,
  );
  if (marked === 0) return refused("wrong-password");
  const user = yield* row<UserRow>(`SELECT ${USER} FROM users WHERE id = ?`, userId);
  if (user === undefined) throw new Error("A user vanished within its own transaction.");
  // A reset link is the mailbox's, and keeps the account: it is not for whoever is logged in to end.
  yield* endLinksFor(userId, "change-email", "removed", now);
  yield* changes(
    `UPDATE mails SET state = 'cancelled', answer = 'deletion', ended_on = ?
     WHERE user_id = ? AND kind = 'change-email' AND ended_on IS NULL`,
    now,
    userId,
  );
  yield* endSessions(userId);
  yield* queueNotice(sql.ids, {
    kind: "deletion",
    userId,
    to: { email: user.email, emailKey: user.email_key },
    link: "keep-account",
    about: `${deletesOn}`,
    now,
  });
  yield* record(sql.ids, { now, actor: "user", act: "deletion-requested", userId });
  return done(deletesOn);
}

/**
 * Whether a row of `links` is a way back from a change of address; `?` is now. Its user is not deleted while
 * it lives: that would be a thief's way to close it.
 */
const WAY_BACK = `links.purpose IN ('stop-change', 'undo-change') AND ${LIVES}`;

/** When the last way back of a user ends; one whose mail still waits as if it were sent now. */
function* waysBackEnd(userId: string, lifetime: number, now: number): Work<number> {
  const found = yield* row<{ ends: number | null }>(
    `SELECT MAX(COALESCE(expires_on, ?)) AS ends FROM links WHERE user_id = ? AND ${WAY_BACK}`,
    now + lifetime,
    userId,
    now,
  );
  return found?.ends ?? 0;
}

function* keepUser(sql: Sql, { linkId, now }: Input<"keepUser">): Output<"keepUser"> {
  const found = yield* findOwnedLink(linkId, now);
  if (!found.ok) return found;
  const { link, user } = found.value;
  const won = yield* useLink(link, now);
  if (!won.ok) return won;
  yield* changes("UPDATE users SET deletes_on = NULL WHERE id = ?", user.id);
  yield* record(sql.ids, { now, actor: "mailbox-owner", act: "kept", userId: user.id });
  return done({ ...user, deletesOn: null });
}

function* deleteDue(sql: Sql, now: number): Output<"deleteDue"> {
  const due = yield* rows<UserRow>(
    `SELECT ${USER} FROM users WHERE deletes_on <= ? AND disabled_on IS NULL AND NOT ${LAST_ADMIN}
       AND NOT EXISTS (SELECT 1 FROM links WHERE links.user_id = users.id AND ${WAY_BACK})
     ORDER BY deletes_on LIMIT ${DELETED_AT_ONCE}`,
    now,
    now,
  );
  for (const found of due) {
    const user = toUser(found);
    yield* deleteUser(user.id, now);
    yield* queueNotice(sql.ids, {
      kind: "deleted",
      userId: null,
      to: { email: user.email, emailKey: user.emailKey },
      now,
    });
    yield* record(sql.ids, { now, actor: "system", act: "deleted", userId: user.id });
  }
  return due.length;
}

/**
 * Removes a user with everything that is theirs: what names the address goes at once, not with the history.
 * Links say what became of them for a while longer, without an address; what was done stays in the
 * audit log, which has none.
 */
export function* deleteUser(userId: string, now: number): Work<void> {
  yield* endLinks(userId, "removed", now);
  yield* endLinksFor(userId, "undo-change", "removed", now);
  yield* changes("UPDATE links SET email = '', email_key = '' WHERE user_id = ?", userId);
  yield* changes(
    "DELETE FROM unread_reports WHERE mail_id IN (SELECT id FROM mails WHERE user_id = ?)",
    userId,
  );
  yield* changes("DELETE FROM mails WHERE user_id = ?", userId);
  yield* changes("DELETE FROM notices WHERE user_id = ?", userId);
  yield* forgetAddress(userId);
  yield* endSessions(userId);
  yield* changes("DELETE FROM addresses WHERE user_id = ?", userId);
  yield* changes("DELETE FROM users WHERE id = ?", userId);
}

/**
 * What is known of mails that did not reach the user's address, and of passwords that were tried there. The
 * latter only of its owner: a registration that is removed must win no guesses at somebody else's password.
 */
function* forgetAddress(userId: string): Work<void> {
  const user = yield* row<{ email_key: string; owned: string | null }>(
    `SELECT users.email_key, addresses.email_key AS owned FROM users
     LEFT JOIN addresses ON addresses.user_id = users.id WHERE users.id = ?`,
    userId,
  );
  if (user === undefined) return;
  yield* changes("DELETE FROM suppressions WHERE email_key = ?", user.email_key);
  yield* changes("DELETE FROM withheld WHERE mailbox = ?", mailboxKey(user.email_key));
  if (user.owned !== null) yield* forgetTries(user.owned);
}
