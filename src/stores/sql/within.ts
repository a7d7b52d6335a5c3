// A driver inside a transaction of the host's: everything runs there, and the host begins and ends it.

import type { SqlDriver } from "./work.ts";

/** `run` runs work in the transaction, in a savepoint of its own. */
export const driverWithin = (
  dialect: SqlDriver["dialect"],
  run: SqlDriver["report"],
): SqlDriver => ({
  dialect,
  read: run,
  report: run,
  write: run,
  admit: run,
  alter: run,
  check: async () => [],
  script: () => Promise.reject(new Error("Tables are not changed in a host's transaction.")),
  close: async () => undefined,
});
