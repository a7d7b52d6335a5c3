import type { Instant } from "../../domain/time.ts";
import { RESERVED } from "./reserved.ts";
import { changes, row, type Work } from "./work.ts";

/**
 * Claims an address for a user who exists, unless somebody has it, where the primary key decides
 * (I1), or it is reserved for whoever had it before.
 *
 * This is the first row that whoever confirms an address writes. Rivals meet here, before any of
 * them holds a row that the winner wants to remove, so they wait for each other and never in a ring.
 */
export function* claimAddress(userId: string, emailKey: string, now: Instant): Work<boolean> {
  const claimed = yield* changes(
    `INSERT INTO addresses (email_key, user_id, claimed_on, devices_since)
     SELECT CAST(? AS TEXT), id, CAST(? AS BIGINT), CAST(? AS BIGINT) FROM users
     WHERE id = ? AND NOT ${RESERVED}
     ON CONFLICT DO NOTHING`,
    emailKey,
    now,
    now,
    userId,
    emailKey,
    userId,
    now,
  );
  return claimed === 1;
}

/** Undoes a claim of this transaction: what should have come with it was refused. */
export function* giveAddressBack(userId: string, emailKey: string): Work<void> {
  yield* changes("DELETE FROM addresses WHERE email_key = ? AND user_id = ?", emailKey, userId);
}

/** Whether a user may move to an address, or is there: it is nobody else's, and reserved for nobody else. */
export function* mayMove(userId: string, emailKey: string, now: Instant): Work<boolean> {
  const taken = yield* row(
    `SELECT 1 AS one WHERE ${RESERVED}
       OR EXISTS (SELECT 1 FROM addresses WHERE email_key = ? AND user_id <> ?)`,
    emailKey,
    userId,
    now,
    emailKey,
    userId,
  );
  return taken === undefined;
}

/**
 * Moves a user to another address, unless somebody has it or it is reserved for somebody. The primary
 * key has the last word.
 */
export function* moveAddress(userId: string, emailKey: string, now: Instant): Work<boolean> {
  const moved = yield* changes(
    `UPDATE addresses SET email_key = ?, claimed_on = ?, devices_since = ?
     WHERE user_id = ? AND NOT EXISTS (SELECT 1 FROM addresses WHERE email_key = ?)
       AND NOT ${RESERVED}`,
    emailKey,
    now,
    now,
    userId,
    emailKey,
    emailKey,
    userId,
    now,
  );
  return moved === 1;
}

/**
 * Makes every browser unknown that was marked for the user's address before now: whoever recovers an
 * account, or logs everybody else out, does not want a thief's browser to stay a known device.
 */
export function* voidDevices(userId: string, now: Instant): Work<void> {
  yield* changes("UPDATE addresses SET devices_since = ? WHERE user_id = ?", now, userId);
}

/** Whether the marks that were made for an address then still count; also where nobody has it now. */
export function* isMarkLive(emailKey: string, madeOn: Instant): Work<boolean> {
  const ended = yield* row(
    "SELECT email_key FROM addresses WHERE email_key = ? AND devices_since > ?",
    emailKey,
    madeOn,
  );
  return ended === undefined;
}
