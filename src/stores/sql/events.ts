// Who is told of events, and the deliveries to them: claimed, tried, and settled by the receiver's answer.

import { writeTypes } from "../../domain/event.ts";
import type { Instant } from "../../domain/time.ts";
import type { ClaimedDelivery, EventStore, ReceiverHealth } from "../../ports/event-store.ts";
import { BATCH_SIZE, inBatches } from "./batches.ts";
import {
  DELIVERY,
  browseDeliveries,
  findDelivery,
  listDeliveries,
  toEvent,
  which,
  type DeliveryRow,
} from "./event-lists.ts";
import { endWaiting, listReceivers } from "./event-receivers.ts";
import { readOperatorHold } from "./operator-hold.ts";
import { record, type Sql } from "./shared-writes.ts";
import type { Input, Output } from "./verbs.ts";
import { changes, row, rows, type Work } from "./work.ts";

export const eventStore = (sql: Sql): EventStore => {
  const { driver } = sql;
  return {
    keepHandlers: (input) => driver.write(() => keepHandlers(sql, input)),
    retireHandlers: (input) => driver.write(() => retireHandlers(input)),
    listReceivers: () => driver.report(listReceivers),
    dueReceivers: (input) => driver.read(() => dueReceivers(input)),
    claimDeliveries: (input) => driver.write(() => claimDeliveries(sql, input)),
    renewDelivery: (input) => driver.write(() => renewDelivery(input)),
    releaseDelivery: (input) => driver.write(() => releaseDelivery(input)),
    settleDelivery: (input) => driver.write(() => settleDelivery(input)),
    listDeliveries: (page) => driver.report(() => listDeliveries(page)),
    browseDeliveries: (page) => driver.read(() => browseDeliveries(page)),
    findDelivery: (id) => driver.read(() => findDelivery(id)),
    retryDeliveries: (input) => inBatches(driver, () => retryDeliveries(sql, input)),
    countDead: () => driver.read(countDead),
    purgeDeliveries: ({ before }) => inBatches(driver, () => changes(PURGE, before)),
  };
};

/** A handler is written again about once a day, because nearly every transaction reads these rows. */
const SEEN_LATELY = 24 * 60 * 60 * 1000;

function* keepHandlers(
  { ids }: Sql,
  { handlers, now }: Input<"keepHandlers">,
): Output<"keepHandlers"> {
  for (const { name, types } of handlers) {
    yield* changes(
      `INSERT INTO event_receivers (id, kind, name, types, created_on, seen_on)
       VALUES (?, 'handler', ?, ?, ?, ?)
       ON CONFLICT (name) DO UPDATE SET types = excluded.types, seen_on = excluded.seen_on,
         off_on = NULL, off_why = NULL
       WHERE event_receivers.kind = 'handler' AND (event_receivers.types <> excluded.types
         OR event_receivers.off_on IS NOT NULL OR event_receivers.seen_on < ?)`,
      ids.link(),
      name,
      writeTypes(types),
      now,
      now,
      now - SEEN_LATELY,
    );
  }
  const webhooks = yield* rows<{ name: string }>(
    "SELECT name FROM event_receivers WHERE kind = 'webhook'",
  );
  const taken = new Set(webhooks.map(({ name }) => name));
  return handlers.map(({ name }) => name).filter((name) => taken.has(name));
}

function* retireHandlers({ seenBefore, now }: Input<"retireHandlers">): Output<"retireHandlers"> {
  const retired = yield* rows<{ id: string; name: string }>(
    `UPDATE event_receivers SET off_on = ?, off_why = 'not-registered'
     WHERE kind = 'handler' AND off_on IS NULL AND seen_on < ? RETURNING id, name`,
    now,
    seenBefore,
  );
  for (const { id } of retired) yield* endWaiting(id, "dead", "no process has this handler", now);
  return retired.map(({ name }) => name);
}

function* dueReceivers({ handlers, now }: Input<"dueReceivers">): Output<"dueReceivers"> {
  const found = yield* rows<Awaited<ReturnType<EventStore["dueReceivers"]>>[number]>(
    `SELECT id, kind, name, url FROM event_receivers
     WHERE off_on IS NULL AND EXISTS (SELECT 1 FROM event_deliveries
       WHERE event_deliveries.receiver_id = event_receivers.id AND due_on IS NOT NULL AND due_on <= ?)`,
    now,
  );
  return found.filter(({ kind, name }) => kind === "webhook" || handlers.includes(name));
}

const DUE = `SELECT id FROM event_deliveries
  WHERE receiver_id = ? AND due_on IS NOT NULL AND due_on <= ? ORDER BY due_on, id LIMIT ?`;

const CLAIM = `UPDATE event_deliveries SET state = 'sending', due_on = ?, fence = fence + 1, attempts = attempts + 1
  WHERE id IN (${DUE}) RETURNING ${DELIVERY}`;

/** If several processes claim at once, each gets deliveries that no other is about to claim. */
const CLAIM_UNLOCKED = CLAIM.replace(DUE, `${DUE} FOR UPDATE SKIP LOCKED`);

function* claimDeliveries(
  { driver }: Sql,
  { receivers, lease, now }: Input<"claimDeliveries">,
): Work<readonly ClaimedDelivery[]> {
  if ((yield* readOperatorHold()) !== null) return [];
  const sql = driver.dialect.skipLocked ? CLAIM_UNLOCKED : CLAIM;
  const until = now + lease;
  const claimed: ClaimedDelivery[] = [];
  for (const { count, ...receiver } of receivers) {
    const won = yield* rows<DeliveryRow>(sql, until, receiver.id, now, count);
    for (const each of won.toSorted((one, other) => (one.id < other.id ? -1 : 1))) {
      const { id, attempts, fence } = each;
      claimed.push({ id, event: toEvent(each), attempts, receiver, fence, claimedUntil: until });
    }
  }
  return claimed;
}

function* renewDelivery({ id, fence, lease, now }: Input<"renewDelivery">): Work<boolean> {
  const renewed = yield* changes(
    "UPDATE event_deliveries SET due_on = ? WHERE id = ? AND fence = ? AND state = 'sending'",
    now + lease,
    id,
    fence,
  );
  return renewed === 1;
}

function* releaseDelivery({ id, fence, now }: Input<"releaseDelivery">): Work<void> {
  yield* changes(
    `UPDATE event_deliveries SET state = CASE attempts WHEN 1 THEN 'waiting' ELSE 'retry' END,
       due_on = ?, attempts = attempts - 1
     WHERE id = ? AND fence = ? AND state = 'sending'`,
    now,
    id,
    fence,
  );
}

type Settled = { readonly user_id: string | null; readonly receiver_id: string };

const RETRY = `UPDATE event_deliveries SET state = ?, answer = ?, due_on = ?
  WHERE id = ? AND fence = ? AND state = 'sending' RETURNING user_id, receiver_id`;

const DEAD = `UPDATE event_deliveries SET state = ?, answer = ?, due_on = NULL, ended_on = ?
  WHERE id = ? AND fence = ? AND state = 'sending' RETURNING user_id, receiver_id`;

/** Once a deleted user's event is told, nothing personal is left of it. */
const DELIVERED = `UPDATE event_deliveries SET state = ?, answer = ?, due_on = NULL, ended_on = ?,
    email = CASE WHEN EXISTS (SELECT 1 FROM users WHERE users.id = event_deliveries.user_id)
      THEN email END,
    data = CASE WHEN user_id IS NULL OR EXISTS (SELECT 1 FROM users
      WHERE users.id = event_deliveries.user_id) THEN data ELSE '{}' END
  WHERE id = ? AND fence = ? AND state = 'sending' RETURNING user_id, receiver_id`;

const SETTLE = { retry: RETRY, dead: DEAD, delivered: DELIVERED };

function* settleDelivery(input: Input<"settleDelivery">): Output<"settleDelivery"> {
  const { id, fence, state, answer, dueOn, now } = input;
  const on = state === "retry" ? dueOn : now;
  const settled = yield* row<Settled>(SETTLE[state], state, answer, on, id, fence);
  if (settled === undefined) return undefined;
  if (state !== "retry") yield* letNextGo(settled, now);
  return yield* noteHealth(settled.receiver_id, state === "delivered", now);
}

/** The first of a user's deliveries that has not ended is due, and no other. */
function* letNextGo({ user_id, receiver_id }: Settled, now: Instant): Work<void> {
  if (user_id === null) return;
  const line = yield* row<{ id: string | null; due: number }>(LINE, user_id, receiver_id);
  if (line === undefined || line.id === null || line.due > 0) return;
  yield* changes("UPDATE event_deliveries SET due_on = ? WHERE id = ?", now, line.id);
}

/** A user's line at a receiver. Who else is due there is not looked at: they may be many. */
const LINE = `SELECT MIN(id) AS id, COUNT(due_on) AS due FROM event_deliveries
  WHERE user_id = ? AND receiver_id = ? AND ended_on IS NULL`;

/** Written only when it changes: many deliveries to one receiver are settled side by side. */
function* noteHealth(receiverId: string, isWell: boolean, now: Instant): Work<ReceiverHealth> {
  const failing = yield* row<{ failing_since: number; told_on: number | null }>(
    "SELECT failing_since, told_on FROM event_health WHERE receiver_id = ?",
    receiverId,
  );
  if (isWell) {
    if (failing !== undefined)
      yield* changes("DELETE FROM event_health WHERE receiver_id = ?", receiverId);
    return { failingSince: null, toldOn: null };
  }
  if (failing !== undefined)
    return { failingSince: failing.failing_since, toldOn: failing.told_on };
  yield* changes(
    `INSERT INTO event_health (receiver_id, failing_since) VALUES (?, ?)
     ON CONFLICT (receiver_id) DO NOTHING`,
    receiverId,
    now,
  );
  return { failingSince: now, toldOn: null };
}

function* retryDeliveries(
  writing: Sql,
  { actor, reason, now, ...query }: Input<"retryDeliveries">,
): Work<number> {
  const { sql, values } = which(query);
  const ended = query.states?.includes("delivered") ? "ended_on IS NOT NULL" : LOST;
  const retried = yield* rows<Settled>(
    [AGAIN, ended, "AND", sql, SOME_AT_ONCE].join(" "),
    now,
    ...values,
  );
  const lines = new Map(retried.map((each) => [`${each.user_id} ${each.receiver_id}`, each]));
  for (const line of lines.values()) yield* letNextGo(line, now);
  if (retried.length > 0) {
    const detail = reason === undefined ? `${retried.length}` : `${retried.length}: ${reason}`;
    yield* record(writing, {
      now,
      actor,
      act: "events-retried",
      userId: query.userId ?? null,
      detail,
    });
  }
  return retried.length;
}

const AGAIN = `UPDATE event_deliveries SET state = 'waiting', attempts = 0, ended_on = NULL,
    due_on = CASE WHEN user_id IS NULL THEN CAST(? AS BIGINT) END
  WHERE id IN (SELECT id FROM event_deliveries WHERE`;

const LOST = "state IN ('dead', 'missed')";

const SOME_AT_ONCE = `ORDER BY id LIMIT ${BATCH_SIZE}) RETURNING user_id, receiver_id`;

/** More are not counted: what matters is that there are any. */
const COUNTED = 1_000;

/** SQLite takes the index of what was lost only if its condition is there word by word. */
function* countDead(): Work<number> {
  const found = yield* row<{ dead: number }>(
    `SELECT COUNT(*) AS dead FROM (SELECT id FROM event_deliveries
       WHERE state IN ('dead', 'missed') AND state = 'dead' LIMIT ${COUNTED}) AS counted`,
  );
  return found?.dead ?? 0;
}

const PURGE = `DELETE FROM event_deliveries WHERE id IN
  (SELECT id FROM event_deliveries WHERE ended_on < ? ORDER BY ended_on LIMIT ${BATCH_SIZE})`;
