// How SQLite finds the rows of a statement, for tests that no table is read from its beginning to its end.

import type { DatabaseSync } from "node:sqlite";

/** Every statement that is prepared from now on. */
export function listen(database: DatabaseSync): readonly string[] {
  const texts: string[] = [];
  const prepare = database.prepare.bind(database);
  database.prepare = (sql) => {
    texts.push(sql);
    return prepare(sql);
  };
  return texts;
}

export const planOf = (database: DatabaseSync, sql: string): readonly string[] =>
  database
    .prepare(`EXPLAIN QUERY PLAN ${sql}`)
    .all(...Array.from({ length: sql.split("?").length - 1 }, () => null))
    .map(({ detail }) => String(detail));
