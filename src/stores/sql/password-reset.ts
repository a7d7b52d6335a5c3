import { LOCK_ACCOUNT } from "../../domain/lock.ts";
import { done, refused } from "../../domain/result.ts";
import type { PasswordResetStore } from "../../ports/password-reset-store.ts";
import { removeRecentCredentials } from "./credentials.ts";
import {
  queueMail,
  queueNotice,
  record,
  type NewMail,
  type Sql,
  type Writing,
} from "./shared-writes.ts";
import { findLink, useLink, whyNot } from "./links.ts";
import { becomeOwner, credentialsChanged, forgetRegistrant } from "./ownership.ts";
import { presentUser } from "./users.ts";
import type { Input, Output } from "./verbs.ts";
import { changes, row, type Work } from "./work.ts";

export const passwordResetStore = (sql: Sql): PasswordResetStore => ({
  requestReset: (input) => sql.driver.write(() => requestReset(sql, input)),
  reset: (input) => sql.driver.write(() => reset(sql, input)),
});

/**
 * Queues a reset, whoever causes it, as one that was requested by address alone. Its user is looked up when the
 * mail is sent: the work here is the same for any address, and if the address changes hands before then, its
 * new mailbox owner does not get a link into the former user's account.
 */
export function* queueReset(
  sql: Writing,
  mail: Pick<NewMail, "to" | "askedBy" | "now" | "dueOn">,
): Work<void> {
  yield* queueMail(sql, { ...mail, kind: "reset", userId: null, link: "reset" });
}

function* requestReset(sql: Sql, input: Input<"requestReset">): Output<"requestReset"> {
  const { address, askedBy, now, dueOn } = input;
  const to = { email: address.display, emailKey: address.key };
  yield* queueReset(sql, { to, askedBy, now, dueOn });
  yield* record(sql, { now, actor: "visitor", act: "reset-requested", userId: null });
}

function* reset(sql: Sql, input: Input<"reset">): Output<"reset"> {
  const { linkId, password, removesSince, now } = input;
  const found = yield* findLink(sql, linkId);
  if (found === undefined) return refused("unknown");
  const { link } = found;
  if (found.user === undefined) return refused(yield* whyNot(sql, linkId, now, "removed"));
  const { emailKey } = link;
  const userId = found.user.id;
  const prove = () => useLink(sql, link, now, userId);
  const owner = {
    userId,
    emailKey,
    via: "reset",
    actor: "mailbox-owner",
    detail: "reset",
    now,
  } as const;
  const isOwner = yield* owns(userId, emailKey);
  const won = isOwner ? yield* prove() : yield* becomeOwner(sql, owner, prove);
  if (!won.ok) {
    // A registration whose address belongs to somebody else has nothing to recover, and its link is not used
    // up.
    if (won.reason !== "address-taken") return won;
    return refused(yield* whyNot(sql, linkId, now, "address-taken"));
  }
  if (!isOwner) yield* forgetRegistrant(sql, userId, now);
  if (removesSince !== undefined) yield* removeRecentCredentials(userId, removesSince);
  const why = { link: "used", mail: "reset" } as const;
  yield* credentialsChanged(sql, { userId, password, by: "recovery", why, now });
  yield* keepByReset(sql, userId, now);
  yield* queueNotice(sql, {
    kind: "password-changed",
    userId,
    to: { email: link.email, emailKey },
    link: LOCK_ACCOUNT,
    now,
  });
  const detail = removesSince === undefined ? undefined : "removed what was added lately";
  yield* record(sql, { now, actor: "mailbox-owner", act: "password-reset", userId, detail });
  return done(yield* presentUser(userId));
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
 * Whoever sets a new password wants to keep the account. The link that would have cancelled the deletion ended
 * with all others, and whoever knew the old password may have been the one who asked for the deletion.
 */
function* keepByReset(sql: Sql, userId: string, now: number): Work<void> {
  const kept = yield* changes(
    "UPDATE users SET deletes_on = NULL WHERE id = ? AND deletes_on IS NOT NULL",
    userId,
  );
  if (kept === 1) yield* record(sql, { now, actor: "mailbox-owner", act: "kept", userId });
}
