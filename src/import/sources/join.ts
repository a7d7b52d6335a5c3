// Joins the tables of a document: what belongs to a user is put into the user's row.

import { foldTable } from "../names.ts";
import { broken, type FileRow } from "../readers/row.ts";
import { plain } from "./row.ts";
import type { Tables } from "./source.ts";

/** So many rows are kept in memory until the document's end. */
const MOST_KEPT = 500_000;

type Kept = { readonly line: number; readonly value: object };

/**
 * Rows of the main table, each with a list of the rows of every other table that names it. Rows that say no table pass as
 * they are: whoever has more users than fit in memory exports one row for each, with those lists in it.
 */
export async function* joined(
  rows: AsyncIterable<FileRow>,
  tables: Tables,
): AsyncIterable<FileRow> {
  const main: Kept[] = [];
  const parts = new Map(
    Object.entries(tables.parts).map(([name, column]) => [
      foldTable(name),
      { name, column, byUser: new Map<string, object[]>() },
    ]),
  );
  let kept = 0;
  for await (const row of rows) {
    if ("problem" in row || row.table === undefined) {
      yield row;
      continue;
    }
    kept += 1;
    if (kept > MOST_KEPT) {
      yield broken(row.line, TOO_MANY);
      return;
    }
    const table = foldTable(row.table);
    const part = parts.get(table);
    const { value } = row;
    if (table === foldTable(tables.main)) main.push({ line: row.line, value });
    else if (part !== undefined) {
      const user = keyOf(value[part.column]);
      const theirs = part.byUser.get(user);
      if (theirs === undefined) part.byUser.set(user, [value]);
      else theirs.push(value);
    }
  }
  for (const { line, value } of main) {
    const keys = (tables.keys ?? ["id"]).map((key) => keyOf(Reflect.get(value, key)));
    const own = [...parts.values()].map(({ name, byUser }) => {
      const key = keys.find((each) => each !== "" && byUser.has(each));
      return [name, key === undefined ? [] : byUser.get(key)] as const;
    });
    yield { line, value: { ...value, ...Object.fromEntries(own) } };
  }
}

const TOO_MANY = `is after ${MOST_KEPT} others in several tables: export one row for each user instead`;

/** How another table names a user: by an id, or by a natural key, which is a list of one. */
const keyOf = (value: unknown): string => {
  const bare = plain(Array.isArray(value) && value.length === 1 ? (value[0] as unknown) : value);
  return typeof bare === "string" || typeof bare === "number" ? `${bare}` : "";
};
