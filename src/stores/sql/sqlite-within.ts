// Work in a transaction that a host has open on an SQLite handle: it begins and ends it, and a savepoint keeps what fails
// from leaving a half behind.

import { undoSavepoint } from "./sqlite-commits.ts";
import { toStoreError } from "./sqlite-failures.ts";
import type { SqliteDatabase } from "./sqlite-statements.ts";
import { driverWithin } from "./within.ts";
import type { SqlDriver, Work } from "./work.ts";

/** Everything runs at once: nothing of it waits for another turn of the event loop. */
export function sqliteWithin(
  database: SqliteDatabase,
  dialect: SqlDriver["dialect"],
  sweep: <Value>(work: () => Work<Value>) => Value,
): SqlDriver {
  async function run<Value>(work: () => Work<Value>): Promise<Value> {
    requireTransaction(database);
    database.exec("SAVEPOINT postern");
    try {
      const value = sweep(work);
      database.exec("RELEASE postern");
      return value;
    } catch (error) {
      const why = toStoreError(error);
      undoSavepoint(database, "ROLLBACK TO postern; RELEASE postern", why);
      throw why;
    }
  }

  return driverWithin(dialect, run);
}

/** A savepoint outside of a transaction would begin one, which nobody would end. */
function requireTransaction(database: SqliteDatabase): void {
  try {
    database.exec("BEGIN; COMMIT"); // fails at once where a transaction is open
  } catch {
    return;
  }
  throw new TypeError("postern.within: begin a transaction on this handle first: BEGIN IMMEDIATE");
}
