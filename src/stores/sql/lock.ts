// Locks an account for whoever reads its mailbox, or read it before.

import type { Link } from "../../domain/link.ts";
import { distrustedSince, LOCK_ACCOUNT, type LockRules } from "../../domain/lock.ts";
import { done } from "../../domain/result.ts";
import type { Instant } from "../../domain/time.ts";
import type { LockStore } from "../../ports/lock-store.ts";
import { removeRecentCredentials } from "./credentials.ts";
import { findOwnedLink, useLink } from "./links.ts";
import { credentialsChanged } from "./ownership.ts";
import { queueReset } from "./password-reset.ts";
import { record, type Sql } from "./shared-writes.ts";
import { presentUser } from "./users.ts";
import type { Input, Output } from "./verbs.ts";
import { changes, type Work } from "./work.ts";

export const lockStore = (sql: Sql): LockStore => ({
  lockAccount: (input) => sql.driver.write(() => lockAccount(sql, input)),
});

function* lockAccount(sql: Sql, input: Input<"lockAccount">): Output<"lockAccount"> {
  const { linkId, now } = input;
  const found = yield* findOwnedLink(sql, linkId, now);
  if (!found.ok) return found;
  const { link, user } = found.value;
  const won = yield* useLink(sql, link, now);
  if (!won.ok) return won;
  yield* lock(sql, { ...input, userId: user.id, link, why: "account-locked" });
  return done(yield* presentUser(user.id));
}

type Locking = LockRules & {
  readonly userId: string;
  /** The link that was used. */
  readonly link: Link;
  /** The act, for the audit log and the mails that end. */
  readonly why: string;
  readonly now: Instant;
};

/**
 * Takes an account away from everybody who is in it. Only the reader of its mailbox gets in again, by the reset that
 * is mailed. That reset is not counted in the mailbox's budget: the reader of a mail caused it, and each link allows
 * only one.
 */
export function* lock(sql: Sql, { userId, link, why, now, ...rules }: Locking): Work<void> {
  yield* changes(
    "UPDATE users SET email_frozen_until = ?, deletes_on = NULL WHERE id = ?",
    now + rules.freeze,
    userId,
  );
  yield* removeRecentCredentials(userId, distrustedSince(link, rules, now));
  const ends = { link: "replaced", mail: why } as const;
  yield* credentialsChanged(sql, { userId, password: null, by: "recovery", why: ends, now });
  yield* endLocks(link, now);
  yield* queueReset(sql, { to: yield* presentUser(userId), now });
  yield* record(sql, { now, actor: "mailbox-owner", act: why, userId });
}

/**
 * The other mails of the same mailbox have nothing more to lock. Those that another mailbox got later could have been
 * a thief's; those that it got before are an owner's, maybe ([decision 67](../../../docs/decisions/README.md)).
 */
function* endLocks({ userId, emailKey, createdOn }: Link, now: Instant): Work<void> {
  yield* changes(
    `UPDATE links SET ended_on = ?, ended_why = 'replaced'
     WHERE user_id = ? AND purpose = ? AND ended_on IS NULL AND (email_key = ? OR created_on > ?)`,
    now,
    userId,
    LOCK_ACCOUNT,
    emailKey,
    createdOn,
  );
}
