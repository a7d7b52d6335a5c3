import { done, refused } from "../../domain/result.ts";
import type { User } from "../../domain/user.ts";
import type { EmailChangeStore } from "../../ports/email-change-store.ts";
import {
  endPendingChange,
  goBack,
  stopEmailChange,
  undoEmailChange,
  wayBackSince,
} from "./email-change-back.ts";
import { countNotice, queueMail, queueNotice, record, type Sql } from "./shared-writes.ts";
import { proofStands } from "./own-proof.ts";
import { findOwnedLink, giveLinkBack, useLink } from "./links.ts";
import { completeLogIn } from "./log-in.ts";
import { credentialsChanged, mayMove, moveOwner } from "./ownership.ts";
import { presentUser, USER, type UserRow } from "./users.ts";
import type { Input, Output } from "./verbs.ts";
import { row, type Work } from "./work.ts";

export const emailChangeStore = (sql: Sql): EmailChangeStore => ({
  findPendingChange: (input) => sql.driver.read(() => findPendingChange(input)),
  requestEmailChange: (input) => sql.driver.write(() => requestEmailChange(sql, input)),
  cancelEmailChange: (input) => sql.driver.write(() => cancelEmailChange(sql, input)),
  mayMove: ({ userId, emailKey, now }) => sql.driver.read(() => mayMove(userId, emailKey, now)),
  changeEmail: (input) => sql.driver.write(() => changeEmail(sql, input)),
  stopEmailChange: (input) => sql.driver.write(() => stopEmailChange(sql, input)),
  undoEmailChange: (input) => sql.driver.write(() => undoEmailChange(sql, input)),
});

function* findPendingChange({
  userId,
  now,
}: Input<"findPendingChange">): Output<"findPendingChange"> {
  const found = yield* row<{ email: string }>(
    `SELECT email FROM links WHERE user_id = ? AND purpose = 'change-email' AND ended_on IS NULL
       AND (expires_on IS NULL OR expires_on > ?)
     ORDER BY created_on DESC LIMIT 1`,
    userId,
    now,
  );
  return found?.email;
}

function* requestEmailChange(
  sql: Sql,
  input: Input<"requestEmailChange">,
): Output<"requestEmailChange"> {
  const { userId, address, askedBy, now } = input;
  const user = yield* row<UserRow>(
    `SELECT ${USER} FROM users WHERE id = ? AND confirmed_on IS NOT NULL AND disabled_on IS NULL
       AND deletes_on IS NULL AND COALESCE(email_frozen_until, 0) <= ?`,
    userId,
    now,
  );
  if (user === undefined) return { asked: false };
  const counted = yield* countNotice(input.limit, "change-requested", userId, now);
  if (!counted.allowed) return { asked: false, retryOn: counted.retryOn };
  yield* endPendingChange(sql, userId, now);
  yield* queueMail(sql, {
    kind: "change-email",
    userId,
    to: { email: address.display, emailKey: address.key },
    link: "change-email",
    askedBy,
    now,
  });
  yield* queueNotice(sql, {
    kind: "change-requested",
    userId,
    to: { email: user.email, emailKey: user.email_key },
    link: "stop-change",
    about: address.display,
    now,
  });
  yield* record(sql, { now, actor: "user", act: "email-change-requested", userId });
  return { asked: true };
}

function* cancelEmailChange(
  sql: Sql,
  { userId, now }: Input<"cancelEmailChange">,
): Output<"cancelEmailChange"> {
  if ((yield* endPendingChange(sql, userId, now)) === 0) return false;
  yield* record(sql, { now, actor: "user", act: "email-change-cancelled", userId });
  return true;
}

function* changeEmail(sql: Sql, input: Input<"changeEmail">): Output<"changeEmail"> {
  const { linkId, now } = input;
  const found = yield* findOwnedLink(sql, linkId, now);
  if (!found.ok) return found;
  const { link, user: before } = found.value;
  if (!(yield* proofStands(input.proof, before.id))) return refused("proof-needed");
  const won = yield* useLink(sql, link, now);
  if (!won.ok) return won;
  const since = yield* wayBackSince(before.id, link.emailKey, now);
  if (!(yield* moveOwner(sql, before, link, now))) {
    yield* giveLinkBack(link);
    return refused("address-taken");
  }
  const why = { link: "replaced", mail: "email-changed" } as const;
  yield* credentialsChanged(sql, { userId: before.id, by: "recovery", why, now });
  const { session } = input;
  if (session !== undefined) yield* completeLogIn(sql, { session, userId: before.id, now });
  if (since === undefined) yield* tellWithWayBack(sql, before, link.email, now);
  else yield* goBack(sql, { user: before, to: link, since, now });
  const told = { userId: before.id, data: { before: before.email } };
  yield* record(sql, { now, actor: "user", act: "email-changed", ...told });
  return done({ user: yield* presentUser(before.id), isBack: since !== undefined });
}

/** The old address is told of the change, and can undo it. */
function* tellWithWayBack(sql: Sql, before: User, about: string, now: number): Work<void> {
  yield* queueNotice(sql, {
    kind: "email-changed",
    userId: before.id,
    to: before,
    link: "undo-change",
    about,
    now,
  });
}
