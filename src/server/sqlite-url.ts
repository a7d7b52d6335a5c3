// Reads the URL of an SQLite database: sqlite:PATH, and a prefix for its tables if it is shared.

import type { TablePlace } from "../stores/sql/naming.ts";

/** A file, or `:memory:`; and what its tables are called. */
export type SqliteAddress = { readonly file: string; readonly place: Pick<TablePlace, "prefix"> };

/** Undefined for a URL of another kind. */
export function parseSqliteUrl(url: string): SqliteAddress | undefined {
  const found = /^sqlite:(?<file>.+?)(?:\?prefix=(?<prefix>[^?=&]*))?$/s.exec(url)?.groups;
  if (found === undefined) return undefined;
  return { file: found["file"] ?? "", place: { prefix: found["prefix"] ?? "" } };
}
