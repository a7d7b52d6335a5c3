import type { PasswordChangeStore } from "../../features/password-change/store.ts";
import { voidDevices } from "./addresses.ts";
import {
  beginSession,
  countNotice,
  endLinksFor,
  endSessions,
  queueNotice,
  record,
  type Sql,
} from "./facts.ts";
import { endWrongRow } from "./tries.ts";
import { changes, row, type Work } from "./work.ts";

export const passwordChangeStore = (sql: Sql): PasswordChangeStore => ({
  findPasswordHash: (userId) =>
    sql.driver.read(function* () {
      const found = yield* row<{ password_hash: string }>(
        "SELECT password_hash FROM users WHERE id = ?",
        userId,
      );
      return found?.password_hash;
    }),
  changePassword: (input) => sql.driver.write(() => changePassword(sql, input)),
});

function* changePassword(
  sql: Sql,
  input: Parameters<PasswordChangeStore["changePassword"]>[0],
): Work<Awaited<ReturnType<PasswordChangeStore["changePassword"]>>> {
  const { userId, from, to, session, now } = input;
  const counted = yield* countNotice(input.limit, "password-changed", userId, now);
  if (!counted.allowed) return { changed: false, retryOn: counted.retryOn };
  const changed = yield* changes(
    `UPDATE users SET password_hash = ?, password_changed_on = ?
     WHERE id = ? AND password_hash = ? AND disabled_on IS NULL AND deletes_on IS NULL`,
    to,
    now,
    userId,
    from,
  );
  if (changed === 0) return { changed: false };
  const ended = yield* endSessions(userId);
  yield* voidDevices(userId, now);
  // A change of address that was asked for before must not outlive the change (I3). A reset link does: it is
  // the mailbox's, and a thief who goes on changing the password must not end it.
  yield* endLinksFor(userId, "change-email", "replaced", now);
  yield* beginSession(sql.ids, session, userId);
  const to_ = yield* row<{ email: string; email_key: string }>(
    "SELECT email, email_key FROM users WHERE id = ?",
    userId,
  );
  if (to_ === undefined) throw new Error("A user vanished within its own transaction.");
  yield* endWrongRow(to_.email_key);
  yield* queueNotice(sql.ids, {
    kind: "password-changed",
    userId,
    to: { email: to_.email, emailKey: to_.email_key },
    about: session.browser,
    now,
  });
  yield* record(sql.ids, { now, actor: "user", act: "password-changed", userId });
  return { changed: true, othersEnded: Math.max(0, ended - 1) };
}
