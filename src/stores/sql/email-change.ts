import type { Link, LinkRefusal } from "../../domain/link.ts";
import { done, refused, type Result } from "../../domain/result.ts";
import type { User } from "../../domain/user.ts";
import type { ChangeProof, EmailChangeStore } from "../../features/email-change/store.ts";
import { NO_PASSWORD } from "../../ports/password-hasher.ts";
import { moveAddress, voidDevices } from "./addresses.ts";
import {
  beginSession,
  cancelLinkMails,
  countNotice,
  endLinks,
  endLinksFor,
  endSessions,
  queueMail,
  queueNotice,
  record,
  removeRivals,
  type Sql,
} from "./facts.ts";
import { findOwnedLink, giveLinkBack, useLink } from "./links.ts";
import { endWrongRow, takeRowAlong } from "./tries.ts";
import { USER, toUser, type UserRow } from "./users.ts";
import { changes, row, type Work } from "./work.ts";

type Input<Verb extends keyof EmailChangeStore> = Parameters<EmailChangeStore[Verb]>[0];
type Output<Verb extends keyof EmailChangeStore> = Work<
  Awaited<ReturnType<EmailChangeStore[Verb]>>
>;

export const emailChangeStore = (sql: Sql): EmailChangeStore => ({
  findPendingChange: (input) => sql.driver.read(() => findPendingChange(input)),
  requestEmailChange: (input) => sql.driver.write(() => requestEmailChange(sql, input)),
  cancelEmailChange: (input) => sql.driver.write(() => cancelEmailChange(sql, input)),
  changeEmail: (input) => sql.driver.write(() => changeEmail(sql, input)),
  stopEmailChange: (input) => sql.driver.write(() => stopEmailChange(sql, input)),
  lockAccount: (input) => sql.driver.write(() => lockAccount(sql, input)),
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
  yield* endPendingChange(userId, now);
  yield* queueMail(sql.ids, {
    kind: "change-email",
    userId,
    to: { email: address.display, emailKey: address.key },
    link: "change-email",
    askedBy,
    now,
  });
  yield* queueNotice(sql.ids, {
    kind: "change-requested",
    userId,
    to: { email: user.email, emailKey: user.email_key },
    link: "stop-change",
    about: address.display,
    now,
  });
  yield* record(sql.ids, { now, actor: "user", act: "email-change-requested", userId });
  return { asked: true };
}

/**
 * Two pending changes: only the newest counts, and the older one's mails are not sent any more. The
 * links that stop a change live on once they were mailed: a thief who asks again, or cancels, must not
 * close the door on the owner who holds the first notice.
 */
function* endPendingChange(userId: string, now: number): Work<number> {
  const ended = yield* endLinksFor(userId, "change-email", "replaced", now);
  yield* changes(
    `UPDATE links SET ended_on = ?, ended_why = 'replaced'
     WHERE user_id = ? AND purpose = 'stop-change' AND ended_on IS NULL AND minted_on IS NULL`,
    now,
    userId,
  );
  yield* changes(
    `UPDATE mails SET state = 'cancelled', answer = 'change-replaced', ended_on = ?
     WHERE user_id = ? AND kind = 'change-email' AND ended_on IS NULL`,
    now,
    userId,
  );
  return ended;
}

function* cancelEmailChange(
  sql: Sql,
  { userId, now }: Input<"cancelEmailChange">,
): Output<"cancelEmailChange"> {
  if ((yield* endPendingChange(userId, now)) === 0) return false;
  yield* record(sql.ids, { now, actor: "user", act: "email-change-cancelled", userId });
  return true;
}

function* changeEmail(sql: Sql, input: Input<"changeEmail">): Output<"changeEmail"> {
  const { linkId, now } = input;
  const found = yield* findOwnedLink(linkId, now);
  if (!found.ok) return found;
  const { link, user: before } = found.value;
  if (!(yield* proofStands(input.proof, before.id))) return refused("proof-needed");
  const won = yield* useLink(link, now);
  if (!won.ok) return won;
  if (!(yield* moveAddress(before.id, link.emailKey, now))) {
    yield* giveLinkBack(link);
    return refused("address-taken");
  }
  yield* changes(
    "UPDATE users SET email = ?, email_key = ? WHERE id = ?",
    link.email,
    link.emailKey,
    before.id,
  );
  yield* endLinks(before.id, "replaced", now);
  yield* cancelLinkMails(before.id, "email-changed", now);
  yield* endSessions(before.id);
  if (input.session !== undefined) yield* beginSession(sql.ids, input.session, before.id);
  yield* takeRowAlong(before.emailKey, link.emailKey, now);
  yield* removeRivals(sql.ids, { emailKey: link.emailKey, ownerId: before.id, now });
  yield* queueNotice(sql.ids, {
    kind: "email-changed",
    userId: before.id,
    to: { email: before.email, emailKey: before.emailKey },
    link: "undo-change",
    about: link.email,
    now,
  });
  yield* record(sql.ids, { now, actor: "user", act: "email-changed", userId: before.id });
  return done(yield* readUser(before.id));
}

function* proofStands(proof: ChangeProof, userId: string): Work<boolean> {
  const found =
    proof.kind === "session"
      ? yield* row("SELECT id FROM sessions WHERE hash = ? AND user_id = ?", proof.hash, userId)
      : yield* row(
          "SELECT id FROM users WHERE id = ? AND password_hash = ?",
          userId,
          proof.passwordHash,
        );
  return found !== undefined;
}

function* stopEmailChange(
  sql: Sql,
  { linkId, now }: Input<"stopEmailChange">,
): Output<"stopEmailChange"> {
  const found = yield* findOwnedLink(linkId, now);
  if (!found.ok) return found;
  const { link, user } = found.value;
  const won = yield* useLink(link, now);
  if (!won.ok) return won;
  yield* endPendingChange(user.id, now);
  yield* endLinksFor(user.id, "stop-change", "replaced", now);
  yield* record(sql.ids, {
    now,
    actor: "mailbox-owner",
    act: "email-change-stopped",
    userId: user.id,
  });
  return done(user);
}

/**
 * The reset is one that was asked for by address alone, as everybody's is. It is outside the budget:
 * the reader of this very mailbox caused it, once for each link.
 */
function* lockAccount(sql: Sql, input: Input<"lockAccount">): Output<"lockAccount"> {
  const { linkId, freeze, now } = input;
  const found = yield* findOwnedLink(linkId, now);
  if (!found.ok) return found;
  const { link, user } = found.value;
  const won = yield* useLink(link, now);
  if (!won.ok) return won;
  yield* changes(
    `UPDATE users SET password_hash = ?, password_changed_on = ?, email_frozen_until = ?,
       deletes_on = NULL WHERE id = ?`,
    NO_PASSWORD,
    now,
    now + freeze,
    user.id,
  );
  yield* endSessions(user.id);
  yield* voidDevices(user.id, now);
  yield* endLinks(user.id, "replaced", now);
  yield* cancelLinkMails(user.id, "account-locked", now);
  yield* queueMail(sql.ids, {
    kind: "reset",
    userId: null,
    to: { email: user.email, emailKey: user.emailKey },
    link: "reset",
    now,
  });
  yield* record(sql.ids, { now, actor: "mailbox-owner", act: "account-locked", userId: user.id });
  return done(yield* readUser(user.id));
}

function* undoEmailChange(sql: Sql, input: Input<"undoEmailChange">): Output<"undoEmailChange"> {
  const { linkId, now } = input;
  const found = yield* findOwnedLink(linkId, now);
  if (!found.ok) return found;
  const { link, user } = found.value;
  const won = yield* useLink(link, now);
  if (!won.ok) return won;
  const restored = yield* restoreAddress(user, link.emailKey, now);
  if (!restored.ok) {
    yield* giveLinkBack(link);
    return restored;
  }
  yield* changes(
    `UPDATE users SET email = ?, email_key = ?, password_hash = ?, password_changed_on = ?,
       email_frozen_until = ?, deletes_on = NULL WHERE id = ?`,
    link.email,
    link.emailKey,
    NO_PASSWORD,
    now,
    now + input.freeze,
    user.id,
  );
  yield* endSessions(user.id);
  yield* voidDevices(user.id, now);
  yield* endLinks(user.id, "replaced", now);
  yield* endLaterUndos(link, user.id, now);
  yield* endWrongRow(link.emailKey);
  yield* cancelLinkMails(user.id, "email-change-undone", now);
  yield* removeRivals(sql.ids, { emailKey: link.emailKey, ownerId: user.id, now });
  if (user.emailKey !== link.emailKey) yield* tellLoser(sql, user, link.email, now);
  yield* record(sql.ids, {
    now,
    actor: "mailbox-owner",
    act: "email-change-undone",
    userId: user.id,
  });
  return done(yield* readUser(user.id));
}

/** Undoing is a change too: the address that loses the user hears of it (I9), without a way back. */
function* tellLoser(sql: Sql, user: User, about: string, now: number): Work<void> {
  yield* queueNotice(sql.ids, {
    kind: "change-undone",
    userId: user.id,
    to: { email: user.email, emailKey: user.emailKey },
    about,
    now,
  });
}

/** What was changed after this change is undone with it: a mailbox in between has no way back. */
function* endLaterUndos(link: Link, userId: string, now: number): Work<void> {
  yield* changes(
    `UPDATE links SET ended_on = ?, ended_why = 'replaced'
     WHERE user_id = ? AND purpose = 'undo-change' AND ended_on IS NULL AND created_on > ?`,
    now,
    userId,
    link.createdOn,
  );
}

function* restoreAddress(
  user: User,
  emailKey: string,
  now: number,
): Work<Result<null, LinkRefusal>> {
  if (user.emailKey === emailKey) return done(null);
  return (yield* moveAddress(user.id, emailKey, now)) ? done(null) : refused("address-taken");
}

function* readUser(userId: string): Work<User> {
  const found = yield* row<UserRow>(`SELECT ${USER} FROM users WHERE id = ?`, userId);
  if (found === undefined) throw new Error("A user vanished within its own transaction.");
  return toUser(found);
}
