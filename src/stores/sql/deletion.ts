import { done, refused } from "../../domain/result.ts";
import type { DeletionStore } from "../../ports/deletion-store.ts";
import { isLastAdmin, LAST_ADMIN } from "./admin-notes.ts";
import { inBatches } from "./batches.ts";
import { proofStands } from "./own-proof.ts";
import { endLinks, endSessions } from "./endings.ts";
import { endRemoval } from "./factor-removal.ts";
import { countNotice, queueNotice, record, type Sql } from "./shared-writes.ts";
import { findOwnedLink, useLink } from "./links.ts";
import { deleteUser } from "./removals.ts";
import { LIVES } from "./email-change-reserved.ts";
import { presentUser, USER, toUser, type UserRow } from "./users.ts";
import type { Input, Output } from "./verbs.ts";
import { changes, row, rows, type Work } from "./work.ts";

/**
 * Far fewer than the rows of other purges: all of a user's rows are deleted with it, and the counts of tries
 * are searched for the address (40 ms for 200,000 of them, on SQLite).
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
  const counted = yield* countNotice(input.limit, "deletion", userId, now);
  if (!counted.allowed) return { ...refused("too-many"), retryOn: counted.retryOn };
  if (!(yield* proofStands(input.proof, userId))) return refused("wrong-password");
  const deletesOn = Math.max(input.deletesOn, yield* waysBackEnd(userId, input.wayBack, now));
  const marked = yield* changes(
    `UPDATE users SET deletes_on = ?
     WHERE id = ? AND disabled_on IS NULL AND deletes_on IS NULL`,
    deletesOn,
    userId,
  );
  if (marked === 0) return refused("wrong-password");
  const user = yield* presentUser(userId);
  // A reset link belongs to the mailbox and keeps the account: a logged-in user cannot end it.
  yield* endLinks(sql, userId, "session", { link: "removed", mail: "deletion" }, now);
  yield* endRemoval(userId, "removed", now);
  yield* endSessions(sql, userId, "deletion-requested", now);
  yield* queueNotice(sql, {
    kind: "deletion",
    userId,
    to: user,
    link: "keep-account",
    about: `${deletesOn}`,
    now,
  });
  yield* record(sql, {
    now,
    actor: "user",
    act: "deletion-requested",
    userId,
    data: { deletesOn },
  });
  return done(deletesOn);
}

/**
 * Whether a row of `links` stops or undoes a change; `?` is the current time. Its user is not deleted while it
 * lives: otherwise a thief could make it useless by deleting the account.
 */
const WAY_BACK = `links.purpose IN ('stop-change', 'undo-change', 'lock-account') AND ${LIVES}`;

/**
 * When the last such link of a user ends; one whose mail has not been sent yet counts as if it were sent now.
 */
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
  const found = yield* findOwnedLink(sql, linkId, now);
  if (!found.ok) return found;
  const { link, user } = found.value;
  const won = yield* useLink(sql, link, now);
  if (!won.ok) return won;
  yield* changes("UPDATE users SET deletes_on = NULL WHERE id = ?", user.id);
  yield* record(sql, { now, actor: "mailbox-owner", act: "kept", userId: user.id });
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
    yield* record(sql, { now, actor: "system", act: "deleted", userId: user.id });
    yield* deleteUser(sql, user.id, now);
    // Nobody has shown that the mailbox of an imported user who waits is theirs (I8).
    if (user.confirmedOn === null) continue;
    yield* queueNotice(sql, {
      kind: "deleted",
      userId: null,
      to: user,
      language: user.language,
      now,
    });
  }
  return due.length;
}
