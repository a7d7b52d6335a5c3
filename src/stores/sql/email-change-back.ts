// What the mailbox that an account is moved away from can do: stop the change, report that a stranger asked for
// it, undo it.
//
// Whoever had an account first keeps it: if several mailboxes have a link to undo a change, the oldest one
// wins, whatever was changed later.

import type { Link } from "../../domain/link.ts";
import { askedFactors, distrustedSince } from "../../domain/lock.ts";
import { done, refused } from "../../domain/result.ts";
import type { Instant } from "../../domain/time.ts";
import type { User } from "../../domain/user.ts";
import { announce } from "./announce.ts";
import { listCredentials, useCredential } from "./credentials.ts";
import { endLinks, endLinksFor } from "./endings.ts";
import { queueNotice, record, type Sql } from "./shared-writes.ts";
import { findOwnedLink, giveLinkBack, useLink } from "./links.ts";
import { lock } from "./lock.ts";
import { moveOwner } from "./ownership.ts";
import { LIVES } from "./email-change-reserved.ts";
import { presentUser } from "./users.ts";
import type { Input, Output } from "./verbs.ts";
import { changes, row, type Work } from "./work.ts";

/**
 * Of two pending changes, only the newest counts, and the mails of the older one are no longer sent. The links
 * that stop a change stay valid once they were mailed: a thief who asks again, or cancels, must not take the
 * first notice's link from the owner.
 */
export function* endPendingChange(sql: Sql, userId: string, now: number): Work<number> {
  yield* changes(
    `UPDATE links SET ended_on = ?, ended_why = 'replaced'
     WHERE user_id = ? AND purpose = 'stop-change' AND ended_on IS NULL AND minted_on IS NULL`,
    now,
    userId,
  );
  return yield* endLinks(
    sql,
    userId,
    "session",
    { link: "replaced", mail: "change-replaced" },
    now,
  );
}

export function* stopEmailChange(
  sql: Sql,
  { linkId, now }: Input<"stopEmailChange">,
): Output<"stopEmailChange"> {
  const found = yield* findOwnedLink(sql, linkId, now);
  if (!found.ok) return found;
  const { link, user } = found.value;
  const won = yield* useLink(sql, link, now);
  if (!won.ok) return won;
  yield* endPendingChange(sql, user.id, now);
  yield* endLinksFor(user.id, "stop-change", "replaced", now);
  yield* record(sql, {
    now,
    actor: "mailbox-owner",
    act: "email-change-stopped",
    userId: user.id,
  });
  return done(user);
}

export function* undoEmailChange(
  sql: Sql,
  input: Input<"undoEmailChange">,
): Output<"undoEmailChange"> {
  const { linkId, now } = input;
  const found = yield* findOwnedLink(sql, linkId, now);
  if (!found.ok) return found;
  const { link, user } = found.value;
  const won = yield* useLink(sql, link, now);
  if (!won.ok) return won;
  if (!(yield* factorStands(user.id, link, input))) {
    yield* giveLinkBack(link);
    return refused("factor-needed");
  }
  const isBack = user.emailKey === link.emailKey || (yield* moveOwner(sql, user, link, now));
  if (!isBack) {
    yield* giveLinkBack(link);
    return refused("address-taken");
  }
  yield* lock(sql, { ...input, userId: user.id, link, why: "email-change-undone" });
  yield* goBack(sql, { user, to: link, since: link.createdOn, now });
  if (user.emailKey !== link.emailKey) {
    const data = { cause: "email-change-undone", before: user.email };
    yield* announce(sql, { type: "user.email-changed", userId: user.id, data, now });
  }
  return done(yield* presentUser(user.id));
}

/** Whether a factor was shown, as far as one is asked for. It is used up. */
function* factorStands(
  userId: string,
  link: Link,
  { shown, now, ...rules }: Input<"undoEmailChange">,
): Work<boolean> {
  const asked = askedFactors(yield* listCredentials(userId), distrustedSince(link, rules, now));
  if (asked.length === 0) return true;
  if (shown === undefined || !asked.some(({ id }) => id === shown.credentialId)) return false;
  return yield* useCredential(userId, shown, undefined, now);
}

/** Since when an address has had a link to undo a change, if one lives: the time of the oldest. */
export function* wayBackSince(
  userId: string,
  emailKey: string,
  now: Instant,
): Work<Instant | undefined> {
  const found = yield* row<{ since: number | null }>(
    `SELECT MIN(created_on) AS since FROM links
     WHERE user_id = ? AND email_key = ? AND purpose = 'undo-change' AND ${LIVES}`,
    userId,
    emailKey,
    now,
  );
  return found?.since ?? undefined;
}

type GoingBack = {
  readonly user: User;
  readonly to: Pick<Link, "email" | "emailKey">;
  readonly since: Instant;
  readonly now: Instant;
};

/**
 * A user returns to an address that has an undo link, by using it or by a confirmed move there. Everything that
 * was changed since is undone as well: no mailbox in between has, or gets, a link to undo a change or to lock the
 * account. The address that loses the user is told (I9).
 */
export function* goBack(sql: Sql, { user, to, since, now }: GoingBack): Work<void> {
  yield* changes(
    END_LATER.replace(":purposes", sql.kinds.purposes.wayBack),
    now,
    user.id,
    to.emailKey,
    since,
  );
  if (user.emailKey === to.emailKey) return;
  yield* queueNotice(sql, {
    kind: "change-undone",
    userId: user.id,
    to: user,
    about: to.email,
    now,
  });
}

const END_LATER = `UPDATE links SET ended_on = ?, ended_why = 'replaced'
  WHERE user_id = ? AND purpose IN (:purposes) AND ended_on IS NULL
    AND email_key <> ? AND created_on > ?`;
