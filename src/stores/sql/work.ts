// A unit of work: a generator that yields statements and is given their outcomes.
//
// Written this way, the same code runs on both kinds of engine. SQLite answers at once, so a whole transaction
// runs synchronously and no other request can come in between; PostgreSQL is awaited statement by statement. A
// feature's SQL does not know which of the two it runs on.

import type { Instant } from "../../domain/time.ts";
import type { StoreWait } from "../../ports/store.ts";

/** The types of a value for a `?`: those that SQLite and PostgreSQL share. */
export type SqlValue = string | number | null;

/** One statement, and the values of its `?`. */
export type Statement = {
  readonly sql: string;
  readonly values: readonly SqlValue[];
  /** Only the first row is wanted. */
  readonly isOne?: true;
};

/** The result of a statement. */
export type Outcome = { readonly rows: readonly unknown[]; readonly changes: number };

/**
 * Work in one transaction: it yields statements and returns a value. It may be run again if it lost a race, so
 * it must have no other effects.
 */
export type Work<Value> = Generator<Statement, Value, Outcome>;

/**
 * Where engines differ. All other statements use the SQL that SQLite and PostgreSQL share: `?` for values, `ON
 * CONFLICT`, `RETURNING`, `CAST`, row values, partial indexes, and 0 and 1 for false and true. The driver of an
 * engine that writes one of these differently translates the text when it prepares it.
 */
export type Dialect = {
  /** Whether writers work side by side and can claim rows with FOR UPDATE SKIP LOCKED. */
  readonly skipLocked: boolean;
  /** Whether texts are compared by the rules of a language, except where a statement says `COLLATE BINARY`. */
  readonly collates?: true;
  /** A query that returns the `name` of every table. */
  readonly tables: string;
  /**
   * A query that returns each column of the table `?` in order: its `name`, and `pk`, its place in the primary
   * key from 1 on, or 0.
   */
  readonly columns: string;
  /**
   * A query that returns one row: the name and version of the `engine`, how many `bytes` the database takes, and about how
   * many rows `users`, `mails` and `audit` have, without counting them.
   */
  readonly facts?: string;
};

/** What a server reports about itself. */
export type ServerFacts = {
  readonly now: Instant;
  /** Whether what is committed survives a power cut. */
  readonly fsync: boolean;
  /** For example, 170002 for 17.2. */
  readonly version: number;
};

/** What a host gives for its open transaction: the handle or the client that it is open on. What it is, the engine knows. */
export type HostTransaction = object;

/**
 * Everything that an SQL engine has to provide. Statements are constant texts, so a driver may prepare each
 * once and keep it.
 */
export type SqlDriver = {
  readonly dialect: Dialect;
  /** Runs work that only looks up a few rows: requests wait for it, and nothing may delay it. */
  read<Value>(work: () => Work<Value>): Promise<Value>;
  /** Runs work that only reads and may read much: lists, counts and sums for operators. */
  report<Value>(work: () => Work<Value>): Promise<Value>;
  /**
   * Runs work in one durable transaction: when the promise resolves, it is on the disk. With `"none"`, it
   * rejects with `StoreUnavailable` at once if it would have to wait for another program that writes.
   */
  write<Value>(work: () => Work<Value>, patience?: "none"): Promise<Value>;
  /** Like `write`, for logins: no other work delays it, however long that waits for a lock. */
  admit<Value>(work: () => Work<Value>, patience?: "none"): Promise<Value>;
  /**
   * Like `write`, for work whose reads need no protection: no other transaction runs again because of it. It has to lock
   * what it decides by, by writing it. Missing if the engine has no such thing; then it is written like all else.
   */
  aside?<Value>(work: () => Work<Value>): Promise<Value>;
  /** Like `write`, for changes of the schema, which may take as long as going through a whole table. */
  alter<Value>(work: () => Work<Value>): Promise<Value>;
  /**
   * Checks, without writing, whether a write would succeed; throws `StoreUnavailable` if not. Resolves with
   * what has to wait for a while but is no reason to send requests elsewhere.
   */
  check(): Promise<readonly StoreWait[]>;
  /** The time of the database's own clock; missing if it has none. */
  now?(): Promise<Instant>;
  /** What its server reports about itself; missing if there is no server. */
  inspect?(): Promise<ServerFacts>;
  /**
   * Locks the database for this process alone until it is closed: no other process can write to it or open it.
   * False if another one has it open. Missing if a server decides who may connect.
   */
  takeAlone?(): Promise<boolean>;
  /**
   * The same driver inside a transaction that a host has open: it runs everything there, each piece of work in a
   * savepoint, and neither begins nor ends it. Throws for what is no transaction of this engine. Missing if the engine has
   * no such thing.
   */
  within?(transaction: HostTransaction): SqlDriver;
  /** Runs a script of statements without values, for migrations. */
  script(sql: string): Promise<void>;
  close(): Promise<void>;
};

/**
 * All rows of a query. Values are passed for its `?`, in order, and never put into the text.
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
