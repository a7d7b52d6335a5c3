// SQLite through node:sqlite: one connection, durable commits, group commit.

import { StoreUnavailable } from "../../ports/store.ts";
import type { Outcome, SqlDriver, SqlValue, Work } from "./work.ts";

/** The part of `node:sqlite`'s DatabaseSync that is used. */
export type SqliteDatabase = {
  exec(sql: string): void;
  prepare(sql: string): SqliteStatement;
  close(): void;
};
type SqliteStatement = {
  all(...values: SqlValue[]): unknown[];
  columns(): { readonly name: string }[];
  setReturnArrays(enabled: boolean): void;
  run(...values: SqlValue[]): { changes: number | bigint };
};

/** What is known of a text once it is prepared: `columns` only of one that gives rows. */
type Kept = { readonly statement: SqliteStatement; readonly columns: readonly string[] };

type Pending = { run(): void; resolve(): void; reject(error: unknown): void };

// synchronous=FULL makes every commit survive a power cut; the busy time lets the command line
// work on the file of a running server, and comes first: two processes may open a new file at once.
const SETTINGS = `
  PRAGMA busy_timeout = 5000;
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  PRAGMA foreign_keys = ON;
  PRAGMA trusted_schema = OFF;
  PRAGMA temp_store = MEMORY;
  PRAGMA cache_size = -32768;
`;

/**
 * A driver over an opened database.
 *
 * All writes that are asked for within one turn of the event loop share one commit, each in its
 * own savepoint: a promise resolves only after the commit that holds its work is on the disk, and
 * one that throws undoes nothing but itself. Under load this multiplies the writes per second
 * without giving up any durability.
 */
export function sqliteDriver(database: SqliteDatabase): SqlDriver {
  database.exec(SETTINGS);
  const execute = preparedOnce(database);
  let pending: Pending[] = [];

  function sweep<Value>(work: () => Work<Value>): Value {
    const steps = work();
    let step = steps.next();
    while (step.done !== true) step = steps.next(execute(step.value.sql, step.value.values));
    return step.value;
  }

  function commit(): void {
    const batch = pending;
    pending = [];
    try {
      database.exec("BEGIN IMMEDIATE");
      for (const each of batch) each.run();
      database.exec("COMMIT");
    } catch (error) {
      rollBack(database);
      for (const each of batch) each.reject(named(error));
      return;
    }
    for (const each of batch) each.resolve();
  }

  async function read<Value>(work: () => Work<Value>): Promise<Value> {
    try {
      return sweep(work);
    } catch (error) {
      throw named(error);
    }
  }

  return {
    skipLocked: false,
    read,
    report: read,
    write: <Value>(work: () => Work<Value>) =>
      new Promise<Value>((resolve, reject) => {
        if (pending.length === 0) setImmediate(commit);
        pending.push(inSavepoint(database, () => sweep(work), resolve, reject));
      }),
    script: async (sql) => database.exec(sql),
    close: async () => database.close(),
  };
}

/** Statements are constant texts: each is prepared once, and kept. */
function preparedOnce(
  database: SqliteDatabase,
): (sql: string, values: readonly SqlValue[]) => Outcome {
  const kept = new Map<string, Kept>();
  return (sql, values) => {
    let known = kept.get(sql);
    if (known === undefined) kept.set(sql, (known = prepared(database, sql)));
    const { statement, columns } = known;
    if (columns.length === 0)
      return { rows: [], changes: Number(statement.run(...values).changes) };
    const found = statement.all(...values) as (readonly SqlValue[])[];
    return { rows: found.map((row) => withNames(columns, row)), changes: 0 };
  };
}

/**
 * Rows come as arrays and get their names here: node:sqlite makes an object of each row by its own
 * slow way, which costs as much as the look-up itself.
 */
function prepared(database: SqliteDatabase, sql: string): Kept {
  const statement = database.prepare(sql);
  const columns = statement.columns().map(({ name }) => name);
  if (columns.length > 0) statement.setReturnArrays(true);
  return { statement, columns };
}

function withNames(columns: readonly string[], values: readonly SqlValue[]): unknown {
  const row: Record<string, SqlValue | undefined> = {};
  for (let at = 0; at < columns.length; at += 1) row[columns[at]!] = values[at];
  return row;
}

/** One writer's part of a group commit. Its own failure is kept back until the group is decided. */
function inSavepoint<Value>(
  database: SqliteDatabase,
  act: () => Value,
  resolve: (value: Value) => void,
  reject: (error: unknown) => void,
): Pending {
  let settle = (): void => reject(new Error("This write never ran."));
  return {
    run() {
      database.exec("SAVEPOINT writer");
      try {
        const value = act();
        settle = () => resolve(value);
      } catch (error) {
        database.exec("ROLLBACK TO writer");
        settle = () => reject(named(error));
      }
      database.exec("RELEASE writer");
    },
    resolve: () => settle(),
    reject,
  };
}

/** Leaves no transaction open; a failed commit (a full disk, say) may already have ended it. */
function rollBack(database: SqliteDatabase): void {
  try {
    database.exec("ROLLBACK");
  } catch {
    // SQLite rolled back by itself: there is nothing left to undo.
  }
}

// Busy, locked, out of memory, read-only, I/O, full, cannot open: not the statement's fault.
const UNAVAILABLE = new Set([5, 6, 7, 8, 10, 13, 14]);

/** Tells a store that cannot be used now from a mistake in a statement. */
function named(error: unknown): unknown {
  const code = (error as { errcode?: unknown }).errcode;
  if (typeof code !== "number" || !UNAVAILABLE.has(code & 0xff)) return error;
  return new StoreUnavailable("The database cannot be used now.", { cause: error });
}
