// Copies a whole site from one database to another: its rows, in order, a batch at a time.
//
// The names of tables and columns in these statements come from the schema itself.

import {
  appliedMigrations,
  appliedOfFeatures,
  siteTables,
  type MigratedFeature,
} from "./migrate.ts";
import { changes, row, rows, type SqlDriver, type SqlValue, type Work } from "./work.ts";

/** An open database. */
export type Database = {
  readonly driver: SqlDriver;
  /** The site's own features, whose tables are copied too. */
  readonly features?: readonly MigratedFeature[] | undefined;
};

/** A table, its columns, and the columns of its key. */
export type Table = {
  readonly name: string;
  readonly columns: readonly string[];
  readonly key: readonly string[];
};

/** A row as its values, in the order of the table's columns. */
export type Row = readonly SqlValue[];

/** The key of the last row that was read; undefined before the first. */
export type Place = readonly SqlValue[] | undefined;

/** How far the copying of one table has come, as recorded in the target. */
export type Progressed = { readonly copied: number; readonly place: Place };

/** The state of a target. `foreign`: tables with the names of Postern's that none of its migrations made. */
export type TargetState =
  | { readonly kind: "empty" | "filled" | "foreign" }
  | { readonly kind: "unfinished"; readonly source: string };

/** SQLite refuses statements with more values than this. */
const VALUES_AT_ONCE = 10_000;

const ROWS_AT_ONCE = 500;

/** Every table of a migrated database that holds the site's data; later ones refer to earlier ones. */
export const tablesOf = (database: Database): Promise<readonly Table[]> =>
  database.driver.read(() => describeTables(database));

/** How many rows a table has. */
export const countRows = async ({ driver }: Database, { name }: Table): Promise<number> =>
  (
    await driver.read(() =>
      row<{ count: number }>(words("SELECT COUNT(*) AS count FROM", quoted(name))),
    )
  )?.count ?? 0;

/**
 * Identifies a source: when its migrations were applied, to the millisecond. Two copies of one file are the
 * same source.
 */
export async function markOf({ driver }: Database): Promise<string> {
  const applied = await driver.read(() => appliedMigrations());
  const ofFeatures = await driver.read(() => appliedOfFeatures());
  return [...applied, ...ofFeatures].map(([number, on]) => `${number}:${on}`).join(" ");
}

/** The state of a target. Changes nothing. */
export const targetState = (database: Database): Promise<TargetState> =>
  database.driver.read(() => lookAt(database));

/** Starts a copy: from here on, nothing but a copy may use the target. */
export const beginCopy = (
  { driver }: Database,
  source: string,
  tables: readonly Table[],
): Promise<void> => driver.write(() => begin(source, tables));

/** How far a table has come. */
export const progressed = ({ driver }: Database, table: Table): Promise<Progressed> =>
  driver.read(() => readProgress(table));

/** The next rows of a table in the order of its key; empty at its end. */
export const readRows = (
  { driver }: Database,
  table: Table,
  place: Place,
): Promise<readonly Row[]> => driver.read(() => nextRows(table, place));

/**
 * Writes rows, and the progress of the table, in one transaction: an interrupted copy continues exactly after
 * the last row that was written. False if another copy was faster.
 */
export const appendRows = (
  { driver }: Database,
  table: Table,
  batch: readonly Row[],
  before: number,
): Promise<boolean> => driver.write(() => append(table, batch, before));

/** Marks the copy as complete: from now on the target is a database like any other. */
export const endCopy = ({ driver }: Database): Promise<number> =>
  driver.write(() => changes("DELETE FROM copying"));

/** Empties a target whose copy is not finished, so that the copy can start again. */
export const discardCopy = ({ driver, features }: Database): Promise<void> =>
  driver.write(() => discard(features));

/** The key of a row. */
export const placeOf = ({ columns, key }: Table, values: Row): Place =>
  key.map((name) => values[columns.indexOf(name)] ?? null);

function* describeTables({ driver, features }: Database): Work<readonly Table[]> {
  const tables: Table[] = [];
  for (const name of siteTables(features)) {
    const columns = yield* rows<{ name: string; pk: number }>(driver.dialect.columns, name);
    const key = columns.filter(({ pk }) => pk > 0).toSorted((one, other) => one.pk - other.pk);
    if (key.length === 0) throw new Error(`The table ${name} has no primary key to go by.`);
    tables.push({
      name,
      columns: columns.map((each) => each.name),
      key: key.map((each) => each.name),
    });
  }
  return tables;
}

function* lookAt({ driver, features }: Database): Work<TargetState> {
  const there = yield* rows<{ name: string }>(driver.dialect.tables);
  const names = new Set(there.map(({ name }) => name));
  const ours = siteTables(features).filter((name) => names.has(name));
  if (ours.length > 0 && !names.has("migrations")) return { kind: "foreign" };
  if (names.has("copying")) {
    const line = yield* row<{ source: string }>("SELECT source FROM copying LIMIT 1");
    if (line !== undefined) return { kind: "unfinished", source: line.source };
  }
  for (const name of ours) {
    const any = yield* row(words("SELECT 1 AS one FROM", quoted(name), "LIMIT 1"));
    if (any !== undefined) return { kind: "filled" };
  }
  return { kind: "empty" };
}

function* begin(source: string, tables: readonly Table[]): Work<void> {
  for (const { name } of tables) {
    yield* changes(
      "INSERT INTO copying (name, source, copied, last_key) VALUES (?, ?, 0, NULL)",
      name,
      source,
    );
  }
}

function* readProgress({ name }: Table): Work<Progressed> {
  const line = yield* row<{ copied: number; last_key: string | null }>(
    "SELECT copied, last_key FROM copying WHERE name = ?",
    name,
  );
  const key = line?.last_key ?? null;
  return {
    copied: line?.copied ?? 0,
    place: key === null ? undefined : (JSON.parse(key) as SqlValue[]),
  };
}

function* nextRows(table: Table, place: Place): Work<readonly Row[]> {
  const order = table.key.map(quoted).join(", ");
  const sql = words(
    "SELECT",
    table.columns.map(quoted).join(", "),
    "FROM",
    quoted(table.name),
    place === undefined
      ? ""
      : words("WHERE", bracketed(order), ">", bracketed(marks(place.length))),
    "ORDER BY",
    order,
    "LIMIT ?",
  );
  const found = yield* rows<Record<string, SqlValue>>(sql, ...(place ?? []), batchSize(table));
  return found.map((line) => table.columns.map((column) => line[column] ?? null));
}

function* append(table: Table, batch: readonly Row[], before: number): Work<boolean> {
  const last = batch.at(-1);
  if (last === undefined) return true;
  const mine = yield* changes(
    "UPDATE copying SET copied = ?, last_key = ? WHERE name = ? AND copied = ?",
    before + batch.length,
    JSON.stringify(placeOf(table, last)),
    table.name,
    before,
  );
  if (mine === 0) return false;
  const line = bracketed(marks(table.columns.length));
  const sql = words(
    "INSERT INTO",
    quoted(table.name),
    bracketed(table.columns.map(quoted).join(", ")),
    "VALUES",
    batch.map(() => line).join(", "),
  );
  yield* changes(sql, ...batch.flat());
  return true;
}

function* discard(features: Database["features"]): Work<void> {
  for (const name of siteTables(features).toReversed())
    yield* changes(words("DELETE FROM", quoted(name)));
  yield* changes("DELETE FROM copying");
}

const batchSize = ({ columns }: Table): number =>
  Math.min(ROWS_AT_ONCE, Math.floor(VALUES_AT_ONCE / columns.length));

const quoted = (name: string): string => `"${name}"`;

const bracketed = (text: string): string => `(${text})`;

/** A list of `count` placeholders. */
const marks = (count: number): string => Array<string>(count).fill("?").join(", ");

const words = (...parts: readonly string[]): string => parts.filter(Boolean).join(" ");
