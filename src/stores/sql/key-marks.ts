// With which secrets a database was used: see domain/key-mark.ts.

import type { KeyMarkStore } from "../../ports/key-mark-store.ts";
import { record, type Sql } from "./shared-writes.ts";
import type { Input, Output } from "./verbs.ts";
import { changes, rows, type Work } from "./work.ts";

export const keyMarkStore = (sql: Sql): KeyMarkStore => ({
  keepKeyMarks: (input) => sql.driver.write(() => keepKeyMarks(input)),
  listKeyMarks: () => sql.driver.read(listKeyMarks),
  acceptKeyMarks: (input) => sql.driver.write(() => acceptKeyMarks(sql, input)),
});

function* listKeyMarks(): Work<readonly string[]> {
  const sql = "SELECT mark FROM key_marks ORDER BY noted_on, mark";
  return (yield* rows<{ mark: string }>(sql)).map(({ mark }) => mark);
}

function* keepKeyMarks({ marks, now }: Input<"keepKeyMarks">): Output<"keepKeyMarks"> {
  const stored = yield* listKeyMarks();
  if (stored.length > 0 && !stored.some((mark) => marks.includes(mark))) return false;
  yield* replace(stored, marks, now);
  return true;
}

/** Writes only what differs, so that every further start only reads. */
function* replace(stored: readonly string[], marks: readonly string[], now: number): Work<void> {
  for (const mark of stored.filter((each) => !marks.includes(each)))
    yield* changes("DELETE FROM key_marks WHERE mark = ?", mark);
  for (const mark of marks.filter((each) => !stored.includes(each)))
    yield* changes("INSERT INTO key_marks (mark, noted_on) VALUES (?, ?)", mark, now);
}

function* acceptKeyMarks(sql: Sql, { marks, actor, now }: Input<"acceptKeyMarks">): Work<void> {
  yield* replace(yield* listKeyMarks(), marks, now);
  yield* record(sql, { now, actor, act: "secret-accepted", userId: null, detail: undefined });
}
