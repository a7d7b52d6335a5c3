// What a database is called: to open it, and in words that hold no password.

import { existsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { openDriver } from "../server/open.ts";
import type { SqlDriver } from "../stores/sql/work.ts";

/** The file of a SQLite database; undefined for others, and for one in memory. */
export function sqliteFile(url: string): string | undefined {
  const path = /^sqlite:(.+)$/.exec(url)?.[1];
  return path === ":memory:" ? undefined : path;
}

export const isPostgres = (url: string): boolean => /^postgres(ql)?:/.test(url);

/** A SQLite database that is not there yet. PostgreSQL says so by itself. */
export const isMissing = (url: string): boolean => {
  const file = sqliteFile(url);
  return file !== undefined && !existsSync(file);
};

/** The URL without the password that may stand in it, as a host name or as an option. */
export const withoutPassword = (url: string): string =>
  url.replace(/(\/\/[^:/@]*):.*@/, "$1@").replace(/([?&]password=)[^&]*/, "$1");

/** A driver over the database that an operator named, whatever state it is in. */
export function openNamed(url: string): Promise<SqlDriver> {
  const file = sqliteFile(url);
  const dataFolder = file === undefined ? undefined : dirname(resolve(file));
  return openDriver({ database: url, dataFolder });
}

/** A word as the shell of a terminal takes it. */
export const quoted = (word: string): string =>
  /^[\w./:@%+=,-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
