// How far the counting of the cohorts is, and one process at a time that counts.

import { changes, row, type SqlDriver, type Work } from "./work.ts";

/**
 * Runs work in one transaction, one after the other in all processes. Nothing else touches the tables of the cohorts but to
 * add news, so its reads need no more protection, and no transaction of a user or of a host runs again because of it.
 */
export function alone<Value>(driver: SqlDriver, work: () => Work<Value>): Promise<Value> {
  const locked = function* (): Work<Value> {
    yield* changes("UPDATE cohort_state SET name = name WHERE name = 'build'");
    return yield* work();
  };
  return driver.aside === undefined ? driver.write(locked) : driver.aside(locked);
}

export function* readState<Value>(name: string): Work<Value | undefined> {
  const sql = "SELECT value FROM cohort_state WHERE name = ?";
  const found = yield* row<{ value: string }>(sql, name);
  return found && (JSON.parse(found.value) as Value);
}

export const writeState = (name: string, value: unknown): Work<number> =>
  changes(
    `INSERT INTO cohort_state (name, value) VALUES (?, ?)
     ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
    name,
    JSON.stringify(value),
  );
