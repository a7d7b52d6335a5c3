import { done, refused } from "../../domain/result.ts";
import type { PasswordResetStore } from "../../features/password-reset/store.ts";
import { claimAddress, giveAddressBack, voidDevices } from "./addresses.ts";
import {
  cancelLinkMails,
  endLinks,
  endSessions,
  queueMail,
  queueNotice,
  record,
  removeRivals,
  type Sql,
} from "./facts.ts";
import { findLink, useLink, whyNot } from "./links.ts";
import { endWrongRow } from "./tries.ts";
import { USER, toUser, type UserRow } from "./users.ts";
import { changes, row, type Work } from "./work.ts";

type Input<Verb extends keyof PasswordResetStore> = Parameters<PasswordResetStore[Verb]>[0];
type Output<Verb extends keyof PasswordResetStore> = Work<
  Awaited<ReturnType<PasswordResetStore[Verb]>>
>;

export const passwordResetStore = (sql: Sql): PasswordResetStore => ({
  requestReset: (input) => sql.driver.write(() => requestReset(sql, input)),
  reset: (input) => sql.driver.write(() => reset(sql, input)),
});

/** Whose reset it is, is found out when the mail is sent: the work here is the same for any address. */
function* requestReset(sql: Sql, input: Input<"requestReset">): Output<"requestReset"> {
  const { address, askedBy, now } = input;
  yield* queueMail(sql.ids, {
    kind: "reset",
    userId: null,
    to: { email: address.display, emailKey: address.key },
    link: "reset",
    askedBy,
    now,
  });
  yield* record(sql.ids, { now, actor: "visitor", act: "reset-requested", userId: null });
}

function* reset(sql: Sql, input: Input<"reset">): Output<"reset"> {
  const { linkId, passwordHash, now } = input;
  const found = yield* findLink(linkId);
  if (found === undefined) return refused("unknown");
  const { link } = found;
  if (found.user === undefined) return refused(yield* whyNot(linkId, now, "removed"));
  const { emailKey } = link;
  const userId = found.user.id;
  const isClaimed = yield* claimAddress(userId, emailKey, now);
  // A registration whose address is somebody else's has nothing to recover, and its link is not used.
  if (!isClaimed && !(yield* owns(userId, emailKey))) {
    return refused(yield* whyNot(linkId, now, "address-taken"));
  }
  const won = yield* useLink(link, now, userId);
  if (!won.ok) {
    if (isClaimed) yield* giveAddressBack(userId, emailKey);
    return won;
  }
  yield* changes(
    "UPDATE users SET password_hash = ?, password_changed_on = ? WHERE id = ?",
    passwordHash,
    now,
    userId,
  );
  yield* endSessions(userId);
  yield* voidDevices(userId, now);
  yield* endLinks(userId, "used", now);
  yield* cancelLinkMails(userId, "reset", now);
  if (isClaimed) yield* confirmByReset(sql, userId, emailKey, now);
  yield* keepByReset(sql, userId, now);
  yield* endWrongRow(emailKey);
  yield* queueNotice(sql.ids, {
    kind: "password-changed",
    userId,
    to: { email: link.email, emailKey },
    now,
  });
  yield* record(sql.ids, { now, actor: "mailbox-owner", act: "password-reset", userId });
  const user = yield* row<UserRow>(`SELECT ${USER} FROM users WHERE id = ?`, userId);
  if (user === undefined) throw new Error("A user vanished within its own transaction.");
  return done(toUser(user));
}

function* owns(userId: string, emailKey: string): Work<boolean> {
  const found = yield* row(
    "SELECT user_id FROM addresses WHERE email_key = ? AND user_id = ?",
    emailKey,
    userId,
  );
  return found !== undefined;
}

/**
 * Whoever wants a new password wants the user. The link that would have kept it ended with all the
 * others, and whoever knew the old password may have been the one who asked for the deletion.
 */
function* keepByReset(sql: Sql, userId: string, now: number): Work<void> {
  const kept = yield* changes(
    "UPDATE users SET deletes_on = NULL WHERE id = ? AND deletes_on IS NOT NULL",
    userId,
  );
  if (kept === 1) yield* record(sql.ids, { now, actor: "mailbox-owner", act: "kept", userId });
}

/**
 * Whoever used the mailed link proved the mailbox, so the reset confirms as well. It may have been
 * somebody else who registered: where that person wanted to go on to is nobody's wish any more.
 */
function* confirmByReset(sql: Sql, userId: string, emailKey: string, now: number): Work<void> {
  const confirmed = yield* changes(
    `UPDATE users SET confirmed_on = ?, confirmed_via = 'reset', next_path = NULL
     WHERE id = ? AND email_key = ? AND confirmed_on IS NULL`,
    now,
    userId,
    emailKey,
  );
  if (confirmed === 0)
    throw new Error("An address that nobody owned belonged to a confirmed user.");
  yield* removeRivals(sql.ids, { emailKey, ownerId: userId, now });
  yield* record(sql.ids, {
    now,
    actor: "mailbox-owner",
    act: "confirmed",
    userId,
    detail: "reset",
  });
}
