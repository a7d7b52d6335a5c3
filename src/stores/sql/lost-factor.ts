// A lost second factor: asking for its removal, the wait, and its end.

import { LOCK_ACCOUNT } from "../../domain/lock.ts";
import { done, refused } from "../../domain/result.ts";
import type { SecondFactorPolicy } from "../../domain/second-factor-policy.ts";
import { days, type Instant } from "../../domain/time.ts";
import { isClosed, type User } from "../../domain/user.ts";
import type { FactorRemoval, LostFactorStore } from "../../ports/lost-factor-store.ts";
import { inBatches } from "./batches.ts";
import { hasSecond, removeSecondFactors } from "./credentials.ts";
import { LIVES } from "./email-change-reserved.ts";
import { endRemoval, keepFactor } from "./factor-removal.ts";
import { findOwnedLink, useLink } from "./links.ts";
import { REQUIRED_FROM } from "./log-in.ts";
import { logOut } from "./ownership.ts";
import { countNotice, queueNotice, record, type Sql } from "./shared-writes.ts";
import { presentUser } from "./users.ts";
import type { Input, Output } from "./verbs.ts";
import { changes, row, rows, type Work } from "./work.ts";

/** How many users one transaction tells, or takes the factor from. */
const AT_ONCE = 50;

export const lostFactorStore = (sql: Sql): LostFactorStore => ({
  findFactorRemoval: (userId) => sql.driver.read(() => findRemoval(userId)),
  requestFactorLoss: (input) => sql.driver.write(() => request(sql, input)),
  beginFactorRemoval: (input) => sql.driver.write(() => begin(sql, input)),
  stopFactorRemoval: (input) => sql.driver.write(() => stop(sql, input)),
  keepFactor: ({ userId, now }) => sql.driver.write(() => keepFactor(sql, userId, "user", now)),
  warnOfFactorRemovals: (now) => inBatches(sql.driver, () => warn(sql, now), AT_ONCE),
  removeDueFactors: (now, policy = "offered") =>
    inBatches(sql.driver, () => removeDue(sql, now, policy), AT_ONCE),
});

function* findRemoval(userId: string): Work<FactorRemoval | undefined> {
  const found = yield* row<{ asked_on: number; due_on: number }>(
    "SELECT asked_on, due_on FROM factor_removals WHERE user_id = ?",
    userId,
  );
  return found && { askedOn: found.asked_on, dueOn: found.due_on };
}

function* request(sql: Sql, input: Input<"requestFactorLoss">): Output<"requestFactorLoss"> {
  const { userId, limit, now } = input;
  const user = yield* presentUser(userId);
  const mayLose = user.confirmedOn !== null && !isClosed(user) && (yield* hasSecond(userId));
  if (!mayLose || (yield* findRemoval(userId)) !== undefined) return refused("not-needed");
  const counted = yield* countNotice(limit, "lose-factor", userId, now);
  if (!counted.allowed) return { ...refused("too-many"), retryOn: counted.retryOn };
  yield* queueNotice(sql, { kind: "lose-factor", userId, to: user, link: "lose-factor", now });
  yield* record(sql, { now, actor: "user", act: "factor-loss-asked", userId });
  return done(null);
}

function* begin(sql: Sql, input: Input<"beginFactorRemoval">): Output<"beginFactorRemoval"> {
  const { linkId, wait, now } = input;
  const found = yield* findOwnedLink(sql, linkId, now);
  if (!found.ok) return found;
  const { link, user } = found.value;
  const { id: userId } = user;
  if (user.deletesOn !== null || !(yield* hasSecond(userId))) return refused("removed");
  const won = yield* useLink(sql, link, now);
  if (!won.ok) return won;
  const begun = yield* changes(
    `INSERT INTO factor_removals (user_id, asked_on, warn_on, due_on) VALUES (?, ?, ?, ?)
     ON CONFLICT DO NOTHING`,
    userId,
    now,
    now + wait - Math.min(days(1), Math.floor(wait / 2)),
    now + wait,
  );
  if (begun === 1) {
    yield* tell(sql, user, "factor-removal-begun", now + wait, now);
    yield* record(sql, { now, actor: "mailbox-owner", act: "factor-removal-begun", userId });
  }
  const removal = yield* findRemoval(userId);
  if (removal === undefined) throw new Error("A wait vanished within its own transaction.");
  return done({ ...removal, user });
}

function* stop(sql: Sql, input: Input<"stopFactorRemoval">): Output<"stopFactorRemoval"> {
  const { linkId, now } = input;
  const found = yield* findOwnedLink(sql, linkId, now);
  if (!found.ok) return found;
  const { link, user } = found.value;
  const won = yield* useLink(sql, link, now);
  if (!won.ok) return won;
  yield* keepFactor(sql, user.id, "mailbox-owner", now);
  return done(user);
}

/**
 * Tells the mailbox, and each address that may still undo a change: its reader may be the owner. Every notice has its
 * own link that stops the wait.
 */
function* tell(
  sql: Sql,
  user: User,
  kind: "factor-removal-begun" | "factor-removal-soon",
  dueOn: Instant,
  now: Instant,
): Work<void> {
  const before = yield* rows<{ email: string; email_key: string }>(
    `SELECT DISTINCT email, email_key FROM links
     WHERE user_id = ? AND purpose = 'undo-change' AND email_key <> ? AND ${LIVES}`,
    user.id,
    user.emailKey,
    now,
  );
  const others = before.map(({ email, email_key: emailKey }) => ({ email, emailKey }));
  for (const to of [user, ...others]) {
    const about = `${dueOn}`;
    yield* queueNotice(sql, { kind, userId: user.id, to, link: "keep-factor", about, now });
  }
}

type WaitRow = {
  readonly user_id: string;
  readonly asked_on: number;
  readonly warn_on: number;
  readonly due_on: number;
};

/** The waits of users who are neither suspended nor to be deleted. */
const WAITS = `SELECT factor_removals.user_id, asked_on, warn_on, due_on
  FROM factor_removals JOIN users ON users.id = factor_removals.user_id
  WHERE users.disabled_on IS NULL AND users.deletes_on IS NULL`;

/** After an outage, the time between the warning and the end is as long as it is otherwise. */
function* warn(sql: Sql, now: Instant): Work<number> {
  const found = yield* rows<WaitRow>(
    `${WAITS} AND warned_on IS NULL AND warn_on <= ? ORDER BY warn_on LIMIT ${AT_ONCE}`,
    now,
  );
  for (const { user_id: userId, warn_on: warnOn, due_on: due } of found) {
    const dueOn = Math.max(due, now + due - warnOn);
    yield* changes(
      "UPDATE factor_removals SET warned_on = ?, due_on = ? WHERE user_id = ?",
      now,
      dueOn,
      userId,
    );
    yield* tell(sql, yield* presentUser(userId), "factor-removal-soon", dueOn, now);
  }
  return found.length;
}

/** Nothing is removed while a warning waits to be sent. */
function* removeDue(sql: Sql, now: Instant, policy: SecondFactorPolicy): Work<number> {
  const found = yield* rows<WaitRow>(
    `${WAITS} AND warned_on IS NOT NULL AND due_on <= ?
       AND NOT EXISTS (SELECT 1 FROM mails WHERE mails.user_id = factor_removals.user_id
         AND mails.kind = 'factor-removal-soon' AND mails.ended_on IS NULL)
     ORDER BY due_on LIMIT ${AT_ONCE}`,
    now,
  );
  for (const { user_id: userId, asked_on: askedOn } of found) {
    yield* endRemoval(userId, "removed", now);
    yield* removeSecondFactors(userId, askedOn, REQUIRED_FROM[policy]);
    yield* logOut(sql, userId, "credentials-changed", now);
    const to = yield* presentUser(userId);
    const kind = "factor-removal-done";
    yield* queueNotice(sql, { kind, userId, to, link: LOCK_ACCOUNT, now });
    yield* record(sql, { now, actor: "system", act: "factor-removal-done", userId });
  }
  return found.length;
}
