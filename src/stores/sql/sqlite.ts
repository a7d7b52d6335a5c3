// SQLite through node:sqlite: one connection, durable commits, group commit.

import { groupCommit, inSavepoint, PATIENCE, rollBack, type Patience } from "./sqlite-commits.ts";
import { BUSY, codeOf, mustWait, toStoreError } from "./sqlite-failures.ts";
import { preparedOnce, type SqliteDatabase } from "./sqlite-statements.ts";
import { sqliteWithin } from "./sqlite-within.ts";
import { AS_WRITTEN, namesIn, type Naming } from "./naming.ts";
import type { Dialect, Outcome, SqlDriver, Statement, Work } from "./work.ts";

export type { SqliteDatabase, SqliteStatement } from "./sqlite-statements.ts";

/** SQLite itself waits in the only thread: long when nobody else is served yet, and otherwise hardly at all. */
const [WAITS, HARDLY_WAITS] = ["PRAGMA busy_timeout = 5000", "PRAGMA busy_timeout = 10"];

// synchronous=FULL makes every commit survive a power cut. The waiting time is set first: two processes may
// open a new file at once.
const SETTINGS = `
  ${WAITS};
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  PRAGMA foreign_keys = ON;
  PRAGMA trusted_schema = OFF;
  PRAGMA temp_store = MEMORY;
  PRAGMA cache_size = -32768;
`;

const DIALECT: Dialect = {
  skipLocked: false,
  // Names of tables differ by more than upper and lower case here.
  tables: "SELECT lower(name) AS name FROM sqlite_master WHERE type IN ('table', 'view')",
  columns: "SELECT name, pk FROM pragma_table_info(?) ORDER BY cid",
  facts: `SELECT 'SQLite ' || sqlite_version() AS engine, page_count * page_size AS bytes,
      (SELECT MAX(rowid) FROM users) AS users, (SELECT MAX(rowid) FROM mails) AS mails,
      (SELECT MAX(rowid) FROM audit) AS audit
    FROM pragma_page_count(), pragma_page_size()`,
};

/** What is asked about the tables of a place. */
export const dialectIn = (naming: Naming): Dialect => ({
  ...DIALECT,
  tables: namesIn(DIALECT.tables, naming),
  columns: DIALECT.columns.replace("?", `'${naming.prefix}' || ?`),
});

// SQLite can leave the write-ahead log only if no other connection is open, so this statement shows whether the
// connection is alone.
const ALONE =
  "PRAGMA journal_mode = DELETE; PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT";

/**
 * A driver over an opened database.
 *
 * All writes that are requested within one turn of the event loop, or in the next few while more come, share one
 * commit, each in its own savepoint: a promise resolves only after the commit that holds its work is on the disk, and
 * work that throws undoes only itself. Under load this multiplies the writes per second without giving up any durability.
 *
 * While another process writes, as the command line does beside a server, writes wait together without blocking
 * the event loop, and everything else continues. After five seconds they are `StoreUnavailable`. They wait in the same
 * way for a transaction that a host has opened on the handle itself: it is the host's, and never joined or ended here.
 */
export function sqliteDriver(
  database: SqliteDatabase,
  patience: Patience = PATIENCE,
  naming: Naming = AS_WRITTEN,
): SqlDriver {
  refuseOpenTransaction(database);
  database.exec(SETTINGS);
  database.exec(HARDLY_WAITS);
  const sweep = sweeper(preparedOnce(database, naming));
  const inNextCommit = groupCommit(database, patience);

  async function read<Value>(work: () => Work<Value>): Promise<Value> {
    try {
      return sweep(work);
    } catch (error) {
      throw toStoreError(error);
    }
  }

  const write = <Value>(work: () => Work<Value>, waits?: "none"): Promise<Value> =>
    new Promise<Value>((resolve, reject) => {
      const tries = waits === "none" ? 1 : undefined;
      inNextCommit(
        inSavepoint(database, () => sweep(work), resolve, reject),
        tries,
      );
    });

  return {
    dialect: dialectIn(naming),
    read,
    report: read,
    write,
    admit: write,
    alter: write,
    check: async () => checkWrites(database),
    within(given) {
      const hosts = given as SqliteDatabase;
      if (typeof hosts.exec !== "function" || typeof hosts.prepare !== "function")
        throw new TypeError(NO_HANDLE);
      return sqliteWithin(
        hosts,
        dialectIn(naming),
        hosts === database ? sweep : sweeper(preparedOnce(hosts, naming)),
      );
    },
    takeAlone: async () => takeAlone(database),
    script: async (sql) => runScript(database, naming.text(sql)),
    close: async () => database.close(),
  };
}

const NO_HANDLE =
  "postern.within: give the DatabaseSync of node:sqlite that the transaction is open on";

type Sweep = <Value>(work: () => Work<Value>) => Value;

/** Runs work to its end, at once. */
const sweeper =
  (execute: (statement: Statement) => Outcome): Sweep =>
  (work) => {
    const steps = work();
    let step = steps.next();
    while (step.done !== true) step = steps.next(execute(step.value));
    return step.value;
  };

function checkWrites(database: SqliteDatabase): readonly [] {
  try {
    // Takes the write lock for a moment; if somebody else has it now, that one writes, so writes work.
    database.exec("BEGIN IMMEDIATE");
    rollBack(database);
  } catch (error) {
    if (!mustWait(error)) throw toStoreError(error);
  }
  return [];
}

function takeAlone(database: SqliteDatabase): boolean {
  try {
    runScript(database, ALONE);
    return true;
  } catch (error) {
    if (codeOf(error) === BUSY) return false;
    throw error;
  }
}

/** Runs statements that may wait for another program. */
function runScript(database: SqliteDatabase, sql: string): void {
  refuseOpenTransaction(database);
  database.exec(WAITS);
  try {
    database.exec(sql);
  } finally {
    database.exec(HARDLY_WAITS);
  }
}

/** Within a transaction, settings have no effect, and a script would be part of what the host may still undo. */
function refuseOpenTransaction(database: SqliteDatabase): void {
  try {
    database.exec("BEGIN; COMMIT"); // takes no lock, and ends at the first that fails
  } catch (error) {
    throw toStoreError(error);
  }
}
