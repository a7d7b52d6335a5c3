// What is wrong with a record, by a reason to count.

import type { WrongRecord } from "../domain/user-record.ts";
import type { RowProblem } from "./readers/row.ts";

/** Reasons to count by. Most files have some rows without an address. */
export function problemOf({ field, problem }: WrongRecord): RowProblem {
  const detail = `${field} ${problem}`.trim();
  if (field === "email")
    return { reason: problem === "is missing" ? "no-address" : "wrong-address", detail };
  return {
    reason: /unit right|is not a time/.test(problem) ? "wrong-time" : "wrong-field",
    detail,
  };
}
