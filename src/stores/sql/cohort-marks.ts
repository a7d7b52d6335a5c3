// What operators mark in the pictures of the cohorts.

import type { CohortMarkStore } from "../../ports/cohort-mark-store.ts";
import { record, type Sql } from "./shared-writes.ts";
import type { Input, Output } from "./verbs.ts";
import { changes, rows } from "./work.ts";

export const cohortMarkStore = (sql: Sql): CohortMarkStore => ({
  addMark: (input) => sql.driver.write(() => addMark(sql, input)),
  removeMarks: (input) => sql.driver.write(() => removeMarks(sql, input)),
  listMarks: (input) => sql.driver.read(() => listMarks(input)),
});

const MARKS_KEPT = 500;
const MARKS_SHOWN = 20;

function* addMark(sql: Sql, { happenedOn, text, actor, now }: Input<"addMark">): Output<"addMark"> {
  const id = sql.ids.ordered(now);
  yield* changes(
    "INSERT INTO cohort_marks (id, happened_on, said) VALUES (?, ?, ?)",
    id,
    happenedOn,
    text,
  );
  yield* changes(
    `DELETE FROM cohort_marks WHERE id IN (SELECT id FROM cohort_marks
       ORDER BY happened_on DESC, id DESC LIMIT 100 OFFSET ${MARKS_KEPT})`,
  );
  yield* record(sql, { now, actor, act: "cohort-mark-added", userId: null, detail: text });
}

function* removeMarks(sql: Sql, { text, actor, now }: Input<"removeMarks">): Output<"removeMarks"> {
  const removed = yield* changes("DELETE FROM cohort_marks WHERE said = ?", text);
  if (removed > 0)
    yield* record(sql, { now, actor, act: "cohort-mark-removed", userId: null, detail: text });
  return removed;
}

function* listMarks({ since }: Input<"listMarks">): Output<"listMarks"> {
  const found = yield* rows<{ happened_on: number; said: string }>(
    `SELECT happened_on, said FROM cohort_marks
     WHERE happened_on >= ? ORDER BY happened_on DESC, id DESC LIMIT ${MARKS_SHOWN}`,
    since,
  );
  return found
    .map(({ happened_on, said }) => ({ happenedOn: happened_on, text: said }))
    .toReversed();
}
