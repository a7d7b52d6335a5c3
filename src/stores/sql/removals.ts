// Removes users with all that belongs to them.

import { mailboxKey } from "../../domain/email-address.ts";
import type { LinkEnd } from "../../domain/link.ts";
import type { Instant } from "../../domain/time.ts";
import { endLinks } from "./endings.ts";
import { forgetBrowsers } from "./remembered-browsers.ts";
import { record, type Writing } from "./shared-writes.ts";
import { forgetTries } from "./tries.ts";
import { changes, row, type Work } from "./work.ts";

/** Removes an unconfirmed user with its sessions, links and mails. False if there is no such user. */
export function* removeUnconfirmed(
  sql: Writing,
  input: { userId: string; why: LinkEnd; act: string; actor: string; now: Instant },
): Work<boolean> {
  const { userId, why, now } = input;
  const waiting = yield* row<{ id: string }>(
    "SELECT id FROM users WHERE id = ? AND confirmed_on IS NULL",
    userId,
  );
  if (waiting === undefined) return false;
  yield* record(sql, { now, actor: input.actor, act: input.act, userId });
  yield* endLinks(sql, userId, "removal", { link: why, mail: why }, now);
  yield* removeRow(userId);
  return true;
}

/**
 * Removes a user with everything that belongs to them: whatever names the address is deleted at once, not only
 * when its time comes. Links say for a while longer what happened to them, without an address; what was done
 * stays in the audit log, which has no addresses. It is recorded first, because its event tells of the user.
 */
export function* deleteUser(sql: Writing, userId: string, now: number): Work<void> {
  yield* endLinks(sql, userId, "removal", { link: "removed", mail: "removed" }, now);
  yield* changes("UPDATE links SET email = '', email_key = '' WHERE user_id = ?", userId);
  yield* changes(
    "DELETE FROM unread_reports WHERE mail_id IN (SELECT id FROM mails WHERE user_id = ?)",
    userId,
  );
  yield* changes("DELETE FROM mails WHERE user_id = ?", userId);
  yield* changes("DELETE FROM notices WHERE user_id = ?", userId);
  yield* forgetAddress(userId);
  yield* changes("DELETE FROM addresses WHERE user_id = ?", userId);
  yield* removeRow(userId);
}

/**
 * Deletes what is known about mails that did not reach the user's address, and about passwords that were tried
 * there. The latter only for the owner of the address: removing a registration must not give more guesses at
 * somebody else's password.
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
  if (user.owned === null) return;
  yield* changes("DELETE FROM notices WHERE email_key = ?", user.owned);
  yield* forgetTries(user.owned);
}

/** What was told stays in the log of deliveries, with nothing personal; what waits is still told. */
const FORGET_TOLD = `UPDATE event_deliveries SET email = NULL, data = '{}'
  WHERE user_id = ? AND ended_on IS NOT NULL`;

/** Only a digest stays, so that whoever is removed is not imported again. */
const FORGET_ORIGIN =
  "UPDATE imported_users SET user_id = NULL, foreign_id = NULL WHERE user_id = ?";

function* removeRow(userId: string): Work<void> {
  yield* changes("DELETE FROM sessions WHERE user_id = ?", userId);
  yield* forgetBrowsers(userId);
  yield* changes("DELETE FROM credentials WHERE user_id = ?", userId);
  yield* changes(FORGET_TOLD, userId);
  yield* changes("DELETE FROM factor_removals WHERE user_id = ?", userId);
  yield* changes(FORGET_ORIGIN, userId);
  yield* changes("DELETE FROM users WHERE id = ?", userId);
}
