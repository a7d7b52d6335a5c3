// An operator holds all mails and events: nothing is claimed until somebody releases them.

import type { OperatorHold } from "../../ports/outbox-store.ts";
import { record, type Sql } from "./shared-writes.ts";
import type { Input } from "./verbs.ts";
import { changes, row, type Work } from "./work.ts";

export function* readOperatorHold(): Work<OperatorHold | null> {
  const held = yield* row<OperatorHold>(
    "SELECT since, actor, reason FROM operator_hold WHERE id = 1",
  );
  return held ?? null;
}

export function* holdSending(sql: Sql, input: Input<"holdSending">): Work<boolean> {
  const { actor, reason, now } = input;
  const held = yield* changes(
    "INSERT INTO operator_hold (id, since, actor, reason) VALUES (1, ?, ?, ?) ON CONFLICT DO NOTHING",
    now,
    actor,
    reason,
  );
  if (held === 0) return false;
  yield* record(sql, { now, actor, act: "sending-held", userId: null, detail: reason });
  return true;
}

export function* resumeSending(sql: Sql, input: Input<"resumeSending">): Work<boolean> {
  const { actor, reason, now } = input;
  if ((yield* changes("DELETE FROM operator_hold WHERE id = 1")) === 0) return false;
  yield* record(sql, { now, actor, act: "sending-resumed", userId: null, detail: reason });
  return true;
}
