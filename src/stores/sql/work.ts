// A unit of work: a generator that yields statements and is given their outcomes.
//
// Written this way, the same code runs on both kinds of engine. SQLite answers at once, so a whole
// transaction is one synchronous sweep and no other request can slip in between; PostgreSQL is
// awaited statement by statement. A feature's SQL never learns which of the two it is.

import type { Instant } from "../../domain/time.ts";
import type { StoreWait } from "../../ports/store.ts";

/** What a `?` may stand for: the types that SQLite and PostgreSQL share. */
export type SqlValue = string | number | null;

/** One statement, and the values of its `?`. */
export type Statement = {
  readonly sql: string;
  readonly values: readonly SqlValue[];
  /** Whether no more than the first row is wanted. */
  readonly isOne?: true;
};

/** What came of a statement. */
export type Outcome = { readonly rows: readonly unknown[]; readonly changes: number };

/** Work in one transaction: it yields statements and returns a value. It may be run again when it lost a race, so it does nothing else. */
export type Work<Value> = Generator<Statement, Value, Outcome>;

/**
 * What an engine does in its own way. All other statements are in the SQL that SQLite and PostgreSQL share: `?` for
 * values, `ON CONFLICT`, `RETURNING`, `CAST`, row values, partial indexes, and 0 and 1 for no and yes. The driver of an
 * engine that says one of these otherwise translates the text when it prepares it.
 */
export type Dialect = {
  /** Whether writers work side by side and can claim rows with FOR UPDATE SKIP LOCKED. */
  readonly skipLocked: boolean;
  /** Gives the `name` of every table. */
  readonly tables: string;
  /** Gives each column of the table `?` in order: its `name`, and `pk`, its place in the primary key from 1 on, or 0. */
  readonly columns: string;
};

/** What a server says of itself. */
export type ServerFacts = {
  readonly now: Instant;
  /** Whether what is committed survives a power cut. */
  readonly fsync: boolean;
  /** Like 170002 for 17.2. */
  readonly version: number;
};

/**
 * What an SQL engine has to bring, all of it. Statements are constant texts, so a driver may prepare each once and
 * keep it.
 */
export type SqlDriver = {
  readonly dialect: Dialect;
  /** Runs work that only looks a few rows up: what requests wait for, and nothing holds up. */
  read<Value>(work: () => Work<Value>): Promise<Value>;
  /** Runs work that only reads and may read much: lists, counts and sums for operators. */
  report<Value>(work: () => Work<Value>): Promise<Value>;
  /**
   * Runs work in one durable transaction: when the promise resolves, it is on the disk. With `"none"`
   * it is `StoreUnavailable` at once where it would have to wait for another program that writes.
   */
  write<Value>(work: () => Work<Value>, patience?: "none"): Promise<Value>;
  /** As `write`, for what lets people in: no other work holds it up, however long that waits for a lock. */
  admit<Value>(work: () => Work<Value>, patience?: "none"): Promise<Value>;
  /** As `write`, for changes of the schema, which may take as long as it takes to go through a table. */
  alter<Value>(work: () => Work<Value>): Promise<Value>;
  /**
   * Looks, without writing, whether a write would be taken; throws `StoreUnavailable` where it would
   * not. Resolves with what has to wait for a while and is no reason to send people elsewhere.
   */
  check(): Promise<readonly StoreWait[]>;
  /** The time of the database's own clock; missing where it has none. */
  now?(): Promise<Instant>;
  /** What its server says of itself; missing where there is no server. */
  inspect?(): Promise<ServerFacts>;
  /**
   * Takes the database for oneself alone until it is closed: another process can neither write nor open it.
   * False where somebody has it open. Missing where a server decides who comes in.
   */
  takeAlone?(): Promise<boolean>;
  /** Runs a script of statements without values, for migrations. */
  script(sql: string): Promise<void>;
  close(): Promise<void>;
};

/**
 * All rows of a query. Values stand for its `?`, in order; never in the text.
 *
 * @example
 * ```ts
 * function* work(sql: Sql, user: User): Work<readonly string[]> {
 *   const found = yield* rows<{ words: string }>("SELECT words FROM greetings WHERE user_id = ?", user.id);
 *   return found.map(({ words }) => words);
 * }
 * ```
 */
export function* rows<Row>(sql: string, ...values: SqlValue[]): Work<readonly Row[]> {
  const outcome = yield { sql, values };
  return outcome.rows as readonly Row[];
}

/**
 * The first row of a query, or undefined.
 *
 * @example
 * ```ts
 * function* work(sql: Sql, user: User): Work<boolean> {
 *   return (yield* row("SELECT words FROM greetings WHERE user_id = ?", user.id)) !== undefined;
 * }
 * ```
 */
export function* row<Row>(sql: string, ...values: SqlValue[]): Work<Row | undefined> {
  const outcome = yield { sql, values, isOne: true };
  return (outcome.rows as readonly Row[])[0];
}

/**
 * How many rows a statement changed. Guarded writes are decided by this number.
 *
 * @example
 * ```ts
 * function* work(sql: Sql, user: User): Work<boolean> {
 *   const added = "INSERT INTO greetings (user_id, words) VALUES (?, ?)";
 *   return (yield* changes(added, user.id, "Good day.")) === 1;
 * }
 * ```
 */
export function* changes(sql: string, ...values: SqlValue[]): Work<number> {
  const outcome = yield { sql, values };
  return outcome.changes;
}
