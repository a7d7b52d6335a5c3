// What all actions of operators have in common: the line in the audit log, and that one admin remains.

import type { ActOnUser } from "../../ports/admin-store.ts";
import { record, type Sql } from "./shared-writes.ts";
import { row, type Work } from "./work.ts";

/** Writes the audit row of an action, with who did it and why. */
export function* note(sql: Sql, input: ActOnUser, act: string, detail = input.reason): Work<void> {
  const { actor, userId, now } = input;
  yield* record(sql, { now, actor, act, userId, detail });
}

/** Whether a row of `users` is the only admin who may log in. */
export const LAST_ADMIN = `(users.admin = 1 AND NOT EXISTS (SELECT 1 FROM users AS others
  WHERE others.admin = 1 AND others.id <> users.id AND others.confirmed_on IS NOT NULL
    AND others.disabled_on IS NULL AND others.deletes_on IS NULL))`;

/**
 * Whether this admin is the only one who may log in. Transactions are serializable, so of two that remove the
 * last two admins at once, the second sees what the first has done.
 */
export function* isLastAdmin(userId: string): Work<boolean> {
  return (yield* row(`SELECT id FROM users WHERE id = ? AND ${LAST_ADMIN}`, userId)) !== undefined;
}
