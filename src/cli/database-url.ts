// Names of databases: to open one, and to show it without its password.

import { existsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { openDriver } from "../server/open.ts";
import { parseSqliteUrl } from "../server/sqlite-url.ts";
import type { MigratedFeature } from "../stores/sql/migrate.ts";
import { namingIn, type Naming } from "../stores/sql/naming.ts";
import { dialectIn, type SqliteDatabase } from "../stores/sql/sqlite.ts";
import type { SqlDriver } from "../stores/sql/work.ts";

/** The file of an SQLite database; undefined for others, and for one in memory. */
export function sqliteFile(url: string): string | undefined {
  const file = parseSqliteUrl(url)?.file;
  return file === ":memory:" ? undefined : file;
}

export const isPostgres = (url: string): boolean => /^postgres(ql)?:/.test(url);

/** An SQLite database that does not exist yet. PostgreSQL reports that by itself. */
export const isMissing = (url: string): boolean => {
  const file = sqliteFile(url);
  return file !== undefined && !existsSync(file);
};

/** The URL without its password, which may be before the host name or in an option. */
export const withoutPassword = (url: string): string =>
  url.replace(/(\/\/[^:/@]*):.*@/, "$1@").replace(/([?&]password=)[^&]*/, "$1");

/** A driver over the database that an operator named, whatever state it is in. */
export function openNamed(
  url: string,
  features: readonly MigratedFeature[] = [],
): Promise<SqlDriver> {
  const file = sqliteFile(url);
  const dataFolder = file === undefined ? undefined : dirname(resolve(file));
  return openDriver({ database: url, dataFolder, features });
}

/** A word quoted for a shell. */
export const quoted = (word: string): string =>
  /^[\w./:@%+=,-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;

/** What the tables of an SQLite database are called. */
export const namingOf = (url: string, features: readonly MigratedFeature[] = []): Naming =>
  namingIn(parseSqliteUrl(url)?.place ?? {}, features);

/** The tables of Postern's in an SQLite file, by the names that statements use. */
export const tablesIn = (file: SqliteDatabase, naming: Naming): ReadonlySet<string> =>
  new Set(
    (file.prepare(dialectIn(naming).tables).all() as { name: string }[]).map(({ name }) => name),
  );
