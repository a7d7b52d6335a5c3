// What an operator does to help a user: send a reset mail, end sessions, cancel a deletion.

import { LOCK_ACCOUNT } from "../../domain/lock.ts";
import { OPERATOR } from "../../domain/mail-budget.ts";
import { done, refused } from "../../domain/result.ts";
import { isClosed } from "../../domain/user.ts";
import { note } from "./admin-notes.ts";
import { listCredentials, removeCredential, useCredential } from "./credentials.ts";
import { tell } from "./news.ts";
import { findUser, presentUser } from "./users.ts";
import { endLinksFor, endSessionById } from "./endings.ts";
import { endRemoval } from "./factor-removal.ts";
import { countHit, queueMail, queueNotice, type Sql } from "./shared-writes.ts";
import { logOut } from "./ownership.ts";
import { moveRegistration } from "./registration.ts";
import { queueReset } from "./password-reset.ts";
import type { Input, Output } from "./verbs.ts";
import { changes } from "./work.ts";

export function* sendReset(sql: Sql, input: Input<"sendReset">): Output<"sendReset"> {
  const { userId, mailLimit, now } = input;
  const user = yield* findUser(userId);
  if (user === undefined) return refused("not-found");
  if (user.disabledOn !== null) return refused("disabled");
  if (user.confirmedOn === null) return refused("unconfirmed");
  const counted = yield* countHit(mailLimit, user.emailKey, now);
  if (!counted.allowed) return { ...refused("too-soon"), retryOn: counted.retryOn };
  yield* queueReset(sql, { to: user, askedBy: OPERATOR, now });
  yield* note(sql, input, "reset-requested");
  return done(user);
}

/** A registration's own mails are not counted here: the operator knows why another one is needed. */
export function* sendConfirmation(
  sql: Sql,
  input: Input<"sendConfirmation">,
): Output<"sendConfirmation"> {
  const { userId, mailLimit, now } = input;
  const user = yield* findUser(userId);
  if (user === undefined || user.confirmedOn !== null || isClosed(user)) {
    return refused("not-waiting");
  }
  const counted = yield* countHit(mailLimit, user.emailKey, now);
  if (!counted.allowed) return { ...refused("too-soon"), retryOn: counted.retryOn };
  yield* queueMail(sql, {
    kind: "confirm-again",
    userId,
    to: user,
    link: "confirm",
    askedBy: OPERATOR,
    now,
  });
  yield* note(sql, input, "confirmation-resent");
  return done(null);
}

/** Nobody has proven the old address, so nobody loses anything. A confirmed address is moved by its owner alone. */
export function* correctAddress(
  sql: Sql,
  input: Input<"correctAddress">,
): Output<"correctAddress"> {
  const { userId, address, mailLimit, now } = input;
  const counted = yield* countHit(mailLimit, address.key, now);
  if (!counted.allowed) return { ...refused("too-soon"), retryOn: counted.retryOn };
  const moved = yield* moveRegistration(sql, { userId, address, askedBy: OPERATOR, now });
  if (!moved) return refused("not-waiting");
  yield* note(sql, input, "registration-address-changed");
  return done(null);
}

export function* endUserSessions(
  sql: Sql,
  input: Input<"endUserSessions">,
): Output<"endUserSessions"> {
  const { userId, sessionId, now } = input;
  const ended =
    sessionId === undefined
      ? yield* logOut(sql, userId, "ended-by-operator", now)
      : (yield* endSessionById(sql, { id: sessionId, userId }, "ended-by-operator", now))
        ? 1
        : 0;
  if (ended > 0) {
    yield* note(sql, input, sessionId === undefined ? "sessions-ended" : "session-ended");
  }
  return ended;
}

export function* removeFactors(sql: Sql, input: Input<"removeFactors">): Output<"removeFactors"> {
  const { userId, ids, now } = input;
  if ((yield* findUser(userId)) === undefined) return refused("not-found");
  let removed = 0;
  for (const { id } of yield* listCredentials(userId)) {
    if (ids !== undefined && !ids.includes(id)) continue;
    removed += (yield* removeCredential(userId, id)) ? 1 : 0;
  }
  if (removed === 0) return refused("no-factors");
  yield* endRemoval(userId, "removed", now);
  yield* logOut(sql, userId, "credentials-changed", now);
  const user = yield* presentUser(userId);
  yield* queueNotice(sql, { kind: "factors-removed", userId, to: user, link: LOCK_ACCOUNT, now });
  yield* note(sql, input, "factors-removed");
  return done({ user, removed });
}

export function* takeBackDeletion(
  sql: Sql,
  input: Input<"takeBackDeletion">,
): Output<"takeBackDeletion"> {
  const { userId, now } = input;
  const kept = yield* changes(
    "UPDATE users SET deletes_on = NULL WHERE id = ? AND deletes_on IS NOT NULL",
    userId,
  );
  if (kept === 0) return refused((yield* findUser(userId)) ? "not-deleting" : "not-found");
  yield* endLinksFor(userId, "keep-account", "used", now);
  yield* changes(
    `UPDATE mails SET state = 'cancelled', answer = 'kept', ended_on = ?
     WHERE user_id = ? AND kind = 'deletion' AND ended_on IS NULL`,
    now,
    userId,
  );
  yield* note(sql, input, "kept");
  return done(yield* presentUser(userId));
}

export function* useFactor(sql: Sql, input: Input<"useFactor">): Output<"useFactor"> {
  const { userId, shown, news, actor, now } = input;
  if (!(yield* useCredential(userId, shown, undefined, now))) return false;
  if (news !== undefined) yield* tell(sql, userId, news, now, actor);
  yield* note(sql, input, "factor-shown");
  return true;
}
