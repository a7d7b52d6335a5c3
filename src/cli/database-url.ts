// Names of databases: to open one, and to show it without its password.

import { existsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { openDriver } from "../server/open.ts";
import type { SqlDriver } from "../stores/sql/work.ts";

/** The file of an SQLite database; undefined for others, and for one in memory. */
export function sqliteFile(url: string): string | undefined {
  const path = /^sqlite:(.+)$/.exec(url)?.[1];
  return path === ":memory:" ? undefined : path;
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
export function openNamed(url: string): Promise<SqlDriver> {
  const file = sqliteFile(url);
  const dataFolder = file === undefined ? undefined : dirname(resolve(file));
  return openDriver({ database: url, dataFolder });
}

/** A word quoted for a shell. */
export const quoted = (word: string): string =>
  /^[\w./:@%+=,-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
