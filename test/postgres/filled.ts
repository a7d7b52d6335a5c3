// A database with rows in every table of the schema, whichever tables there are.

import { DatabaseSync, type SQLInputValue } from "node:sqlite";

export type Dump = Readonly<Record<string, readonly string[]>>;

type Column = {
  readonly name: string;
  readonly type: string;
  readonly notnull: number;
  readonly pk: number;
};

/** The tables of an SQLite file, from its schema. */
const tablesIn = (database: DatabaseSync): readonly string[] =>
  database
    .prepare("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY rowid")
    .all()
    .map(({ name }) => String(name))
    .filter(
      (name) =>
        !["migrations", "feature_migrations", "copying"].includes(name) &&
        !name.startsWith("sqlite_"),
    );

/** Adds rows to every table: each column by its type; every second nullable value is missing. */
export function fill(file: string, rows: number): void {
  const database = new DatabaseSync(file);
  database.exec("BEGIN");
  for (const table of tablesIn(database)) {
    const columns = database.prepare(`PRAGMA table_info(${table})`).all() as unknown as Column[];
    const parents = new Map(
      database
        .prepare(`PRAGMA foreign_key_list(${table})`)
        .all()
        .map(({ from, table: parent }) => [String(from), String(parent)]),
    );
    const insert = database.prepare(
      `INSERT INTO ${table} (${columns.map(({ name }) => name).join()}) VALUES (${columns.map(() => "?").join()})`,
    );
    for (let place = 0; place < rows; place += 1) {
      insert.run(
        ...columns.map((column) => valueOf(parents.get(column.name) ?? table, column, place)),
      );
    }
  }
  database.exec("COMMIT");
  database.close();
}

/** The key of row n is the same wherever it is referred to. Letters sort differently in different databases. */
function valueOf(table: string, column: Column, place: number): SQLInputValue {
  // One of a table at most.
  if (column.name === "is_open") return place === 1 ? 1 : null;
  const refersOrIsKey = column.pk > 0 || column.name === "user_id";
  if (column.notnull === 0 && !refersOrIsKey && place % 2 === 0) return null;
  if (column.type === "INTEGER") return column.pk > 0 ? place : place % 2;
  if (column.type === "BIGINT") return 1_763_816_700_000 + place;
  const of = refersOrIsKey ? table : `${table} ${column.name}`;
  const text = `${["a", "B", "é", "Z", "_"][place % 5]}-${of}-${place} “'; \\ ☃`;
  if (column.name === "fields") return JSON.stringify({ note: text });
  return column.name === "terms" ? JSON.stringify([{ version: text, acceptedOn: place }]) : text;
}

/** Everything in every table, each row as JSON, sorted. */
export function dumpOf(file: string): Dump {
  const database = new DatabaseSync(file, { readOnly: true });
  const dump = Object.fromEntries(
    tablesIn(database).map((table) => [
      table,
      linesOf(database.prepare(`SELECT * FROM ${table}`).all()),
    ]),
  );
  database.close();
  return dump;
}

/** The same of a PostgreSQL database. */
export async function dumpOfPostgres(url: string, tables: readonly string[]): Promise<Dump> {
  const { default: pg } = await import("pg");
  pg.types.setTypeParser(pg.types.builtins.INT8, Number);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const dump: Record<string, readonly string[]> = {};
  for (const table of tables) {
    dump[table] = linesOf((await client.query(`SELECT * FROM ${table}`)).rows);
  }
  await client.end();
  return dump;
}

const linesOf = (rows: readonly unknown[]): readonly string[] =>
  rows
    .map((row) =>
      JSON.stringify(
        Object.entries(row as object).toSorted(([one], [other]) => (one < other ? -1 : 1)),
      ),
    )
    .toSorted();
