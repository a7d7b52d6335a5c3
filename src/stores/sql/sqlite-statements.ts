// The handle that a driver is given, and its statements, each prepared once.

import type { Naming } from "./naming.ts";
import type { Outcome, SqlValue, Statement } from "./work.ts";

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

/** Statements are constant texts: each is prepared once, and kept. */
export function preparedOnce(
  database: SqliteDatabase,
  { text }: Pick<Naming, "text">,
): (statement: Statement) => Outcome {
  const kept = new Map<string, Kept>();
  return ({ sql, values, isOne }) => {
    let known = kept.get(sql);
    if (known === undefined) kept.set(sql, (known = prepared(database, text(sql))));
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
