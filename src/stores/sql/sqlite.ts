// SQLite through node:sqlite: one connection, durable commits, group commit.

import type { Duration } from "../../domain/time.ts";
import { StoreUnavailable, type StoreTrouble } from "../../ports/store.ts";
import type { Dialect, Outcome, SqlDriver, SqlValue, Statement, Work } from "./work.ts";

/** The part of `node:sqlite`'s DatabaseSync that is used. */
export type SqliteDatabase = {
  exec(sql: string): void;
  prepare(sql: string): SqliteStatement;
  close(): void;
};

/** The part of a prepared statement that is used. */
export type SqliteStatement = {
  all(...values: SqlValue[]): unknown[];
  get(...values: SqlValue[]): unknown;
  columns(): { readonly name: string }[];
  setReturnArrays(enabled: boolean): void;
  run(...values: SqlValue[]): { changes: number | bigint };
};

type Row = Record<string, SqlValue | undefined>;

/** What is known about a statement once it is prepared: `columns` only for one that returns rows. */
type Kept = {
  readonly statement: SqliteStatement;
  readonly columns: readonly string[];
  readonly blank: Readonly<Row>;
};

type Pending = { run(): void; resolve(): void; reject(error: unknown): void };

/** How long a write waits for another process that writes: how many tries, and the pause between them. */
export type Patience = { readonly tries: number; readonly pause: Duration };

const PATIENCE: Patience = { tries: 100, pause: 50 };

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
  tables: "SELECT name FROM sqlite_master WHERE type = 'table'",
  columns: "SELECT name, pk FROM pragma_table_info(?) ORDER BY cid",
};

// SQLite can leave the write-ahead log only if no other connection is open, so this statement shows whether the
// connection is alone.
const ALONE =
  "PRAGMA journal_mode = DELETE; PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT";

/**
 * A driver over an opened database.
 *
 * All writes that are requested within one turn of the event loop share one commit, each in its own savepoint:
 * a promise resolves only after the commit that holds its work is on the disk, and work that throws undoes only
 * itself. Under load this multiplies the writes per second without giving up any durability.
 *
 * While another process writes, as the command line does beside a server, writes wait together without blocking
 * the event loop, and everything else continues. After five seconds they are `StoreUnavailable`.
 */
export function sqliteDriver(database: SqliteDatabase, patience: Patience = PATIENCE): SqlDriver {
  database.exec(SETTINGS);
  database.exec(HARDLY_WAITS);
  const execute = preparedOnce(database);
  const inNextCommit = groupCommit(database, patience);

  function sweep<Value>(work: () => Work<Value>): Value {
    const steps = work();
    let step = steps.next();
    while (step.done !== true) step = steps.next(execute(step.value));
    return step.value;
  }

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
    dialect: DIALECT,
    read,
    report: read,
    write,
    admit: write,
    alter: write,
    async check() {
      try {
        // Takes the write lock for a moment; if another process has it now, that one writes, so writes work.
        database.exec("BEGIN IMMEDIATE");
        rollBack(database);
      } catch (error) {
        if (!isLocked(error)) throw toStoreError(error);
      }
      return [];
    },
    takeAlone: async () => takeAlone(database),
    script: async (sql) => runScript(database, sql),
    close: async () => database.close(),
  };
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
  database.exec(WAITS);
  try {
    database.exec(sql);
  } finally {
    database.exec(HARDLY_WAITS);
  }
}

/** Commits together what is written in one turn of the event loop, and what joins while it has to wait. */
function groupCommit(
  database: SqliteDatabase,
  { tries: most, pause }: Patience,
): (write: Pending, tries?: number) => void {
  let waiting: (Pending & { tries: number })[] = [];

  function commit(): void {
    try {
      database.exec("BEGIN IMMEDIATE");
    } catch (error) {
      return isLocked(error) ? waitForLock(error) : rejectAll(takeAll(), error);
    }
    const batch = takeAll();
    try {
      for (const each of batch) each.run();
      database.exec("COMMIT");
    } catch (error) {
      rollBack(database);
      return rejectAll(batch, error);
    }
    for (const each of batch) each.resolve();
  }

  function takeAll(): readonly Pending[] {
    const batch = waiting;
    waiting = [];
    return batch;
  }

  /** Writes that have waited long enough are refused; the others try again, with whatever joins them. */
  function waitForLock(error: unknown): void {
    for (const each of waiting) each.tries -= 1;
    const given = waiting.filter((each) => each.tries <= 0);
    waiting = waiting.filter((each) => each.tries > 0);
    rejectAll(given, error);
    if (waiting.length > 0) setTimeout(commit, pause);
  }

  return (write, tries = most) => {
    if (waiting.length === 0) setImmediate(commit);
    waiting.push({ ...write, tries });
  };
}

function rejectAll(batch: readonly Pending[], error: unknown): void {
  for (const each of batch) each.reject(toStoreError(error));
}

/** Statements are constant texts: each is prepared once, and kept. */
function preparedOnce(database: SqliteDatabase): (statement: Statement) => Outcome {
  const kept = new Map<string, Kept>();
  return ({ sql, values, isOne }) => {
    let known = kept.get(sql);
    if (known === undefined) kept.set(sql, (known = prepared(database, sql)));
    const { statement } = known;
    if (known.columns.length === 0)
      return { rows: [], changes: Number(statement.run(...values).changes) };
    if (isOne) {
      const first = statement.get(...values) as readonly SqlValue[] | undefined;
      return { rows: first === undefined ? [] : [withNames(known, first)], changes: 0 };
    }
    const found = statement.all(...values) as (readonly SqlValue[])[];
    return { rows: found.map((row) => withNames(known, row)), changes: 0 };
  };
}

/**
 * Rows are read as arrays and get their names here: node:sqlite's own way to make an object of each row is slow
 * and costs as much as the look-up itself. Each row starts as a copy of a blank one: an object that gets more
 * than twenty properties one by one becomes a slow dictionary.
 */
function prepared(database: SqliteDatabase, sql: string): Kept {
  const statement = database.prepare(sql);
  const columns = statement.columns().map(({ name }) => name);
  if (columns.length > 0) statement.setReturnArrays(true);
  return { statement, columns, blank: Object.fromEntries(columns.map((name) => [name, null])) };
}

function withNames({ columns, blank }: Kept, values: readonly SqlValue[]): Row {
  const row = { ...blank };
  for (let at = 0; at < columns.length; at += 1) row[columns[at]!] = values[at];
  return row;
}

/** One writer's part of a group commit. Its own failure is kept back until the group is committed or fails. */
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
        settle = () => reject(toStoreError(error));
      }
      database.exec("RELEASE writer");
    },
    resolve: () => settle(),
    reject,
  };
}

/** Leaves no transaction open; a failed commit (for example, on a full disk) may already have ended it. */
function rollBack(database: SqliteDatabase): void {
  try {
    database.exec("ROLLBACK");
  } catch {
    // SQLite rolled back by itself: there is nothing left to undo.
  }
}

/** Another connection is writing. */
const isLocked = (error: unknown): boolean => LOCKED.has(codeOf(error));

const BUSY = 5;

const LOCKED = new Set([BUSY, 6]);

// Busy, locked, out of memory, read-only, I/O, full, cannot open: not the statement's fault.
const UNAVAILABLE = new Set([5, 6, 7, 8, 10, 13, 14]);

const TROUBLE: Readonly<Record<number, StoreTrouble>> = {
  5: "busy",
  6: "busy",
  7: "full",
  8: "read-only",
  13: "full",
};

/** Distinguishes a store that cannot be used now from a mistake in a statement. */
function toStoreError(error: unknown): unknown {
  if (!UNAVAILABLE.has(codeOf(error))) return error;
  const reason = TROUBLE[codeOf(error)] ?? "unreachable";
  return new StoreUnavailable("The database cannot be used now.", { cause: error, reason });
}

/** The primary code of an SQLite error; 0 for any other error. */
function codeOf(error: unknown): number {
  const code = (error as { errcode?: unknown }).errcode;
  return typeof code === "number" ? code & 0xff : 0;
}
