// Writes and finds many rows with few statements. The names of tables and columns are constants of this folder.

import type { SqlValue, Work } from "./work.ts";

/** SQLite refuses statements with many more values, and each that it has prepared keeps room for all of its values. */
const VALUES_AT_ONCE = 4_000;

/** Adds rows to a table. */
export function* addRows(
  table: string,
  columns: readonly string[],
  added: readonly (readonly SqlValue[])[],
): Work<void> {
  const most = Math.floor(VALUES_AT_ONCE / columns.length);
  for (let at = 0; at < added.length;) {
    const some = added.slice(at, at + pieceOf(added.length - at, most));
    yield { sql: insertion(table, columns, some.length), values: some.flat() };
    at += some.length;
  }
}

/** The rows of a query that ends with "IN", for many values. */
export function* rowsIn<Row>(sql: string, values: readonly SqlValue[]): Work<readonly Row[]> {
  const found: Row[] = [];
  for (let at = 0; at < values.length;) {
    const some = values.slice(at, at + pieceOf(values.length - at, VALUES_AT_ONCE));
    const { rows } = yield { sql: [sql, bracketed(some.length)].join(" "), values: some };
    found.push(...(rows as readonly Row[]));
    at += some.length;
  }
  return found;
}

/** Statements are prepared once and kept: with powers of two, there are few of them. */
function pieceOf(left: number, most: number): number {
  let piece = 1;
  while (2 * piece <= Math.min(left, most)) piece *= 2;
  return piece;
}

const texts = new Map<string, string>();

function insertion(table: string, columns: readonly string[], count: number): string {
  const key = `${table} ${columns.join()} ${count}`;
  const known = texts.get(key);
  if (known !== undefined) return known;
  const line = bracketed(columns.length);
  const lines = Array<string>(count).fill(line).join(", ");
  const text = ["INSERT INTO", table, `(${columns.join(", ")})`, "VALUES", lines].join(" ");
  texts.set(key, text);
  return text;
}

const bracketed = (count: number): string => `(${Array<string>(count).fill("?").join(", ")})`;
