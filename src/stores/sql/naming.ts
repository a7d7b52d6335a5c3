// Where the tables are, and what they are called there: in a database that is the host's as well, Postern's tables have a
// prefix or a schema of their own. Statements say `users` everywhere; a driver renames them when it prepares them.

import { allTables, type MigratedFeature } from "./migrate.ts";

/** A place for tables beside those of others. */
export type TablePlace = {
  /**
   * How the names of the tables begin, as in `auth_`: a small letter, then small letters, digits and underscores, up to
   * 20 characters.
   * @default no prefix
   */
  readonly prefix?: string;
  /**
   * The schema that holds the tables, where a database has schemas. It is made if it is missing.
   * @default the first schema of the connection's search path, mostly `public`
   */
  readonly schema?: string;
};

/** What a driver does to each statement before it prepares it, and to its questions about the tables that there are. */
export type Naming = {
  readonly prefix: string;
  readonly schema: string | undefined;
  text(sql: string): string;
};

export const AS_WRITTEN: Naming = { prefix: "", schema: undefined, text: (sql) => sql };

const PREFIX = /^[a-z][a-z0-9_]{0,19}$/;
const SCHEMA = /^[a-z_][a-z0-9_]{0,62}$/;

/** Throws for a name that would need quotes. */
export function namingIn(
  { prefix = "", schema }: TablePlace,
  features: readonly MigratedFeature[] = [],
): Naming {
  if (prefix === "" && schema === undefined) return AS_WRITTEN;
  const odd = oddPlace({ prefix, ...(schema === undefined ? {} : { schema }) });
  if (odd !== undefined) throw new TypeError(odd);
  const text = renamer(allTables(features), prefix, schema === undefined ? "" : `"${schema}".`);
  return { prefix, schema, text };
}

/** The tables of a place among all that `tables` lists, by the names that statements use. */
export const namesIn = (tables: string, { prefix }: Naming): string =>
  NAMED.replace(":tables", tables)
    .replace(":start", `${prefix.length + 1}`)
    .replace(":length", `${prefix.length}`)
    .replace(":prefix", prefix);

const NAMED = `SELECT substr(name, :start) AS name FROM (:tables) AS named
  WHERE substr(name, 1, :length) = ':prefix'`;

/** What is wrong with a place, in words; undefined if nothing is. */
export function oddPlace({ prefix = "", schema }: TablePlace): string | undefined {
  if (prefix !== "" && !PREFIX.test(prefix)) return oddName("prefix", "auth_");
  return schema === undefined || SCHEMA.test(schema) ? undefined : oddName("schema", "auth");
}

const oddName = (option: string, example: string): string =>
  `${option}: use small letters, digits and underscores, like ${example}; a letter comes first`;

/** A text in quotes, or a name. */
const PART = /'(?:[^']|'')*'|(")?\b(?!(?:IF|NOT|EXISTS)\b)([a-z_][a-z0-9_]*)\b\1/gi;
const BEFORE_A_TABLE = /\b(?:FROM|JOIN|INTO|UPDATE|TABLE|EXISTS|REFERENCES|ON)\s*$/i;
const BEFORE_AN_INDEX = /\bINDEX\s+(?:IF\s+(?:NOT\s+)?EXISTS\s+)?$/i;
const DROPS = /\bDROP\s+INDEX\s+(?:IF\s+EXISTS\s+)?$/i;

/**
 * A name is a table's where a table is expected, and before the dot of a column; elsewhere it may be a column of that name.
 * An index is in the schema of its table, and only named with it where it is dropped.
 */
function renamer(
  tables: ReadonlySet<string>,
  prefix: string,
  schema: string,
): (sql: string) => string {
  return (sql) =>
    sql.replace(PART, (part, q = "", name: string | undefined, at: number) => {
      if (name === undefined) return part;
      const before = sql.slice(Math.max(0, at - 40), at);
      const after = sql[at + part.length];
      if (BEFORE_AN_INDEX.test(before))
        return `${DROPS.test(before) ? schema : ""}${q}${prefix}${name}${q}`;
      if (!tables.has(name) || before.endsWith(".")) return part;
      if (after === ".") return `${q}${prefix}${name}${q}`;
      return BEFORE_A_TABLE.test(before) ? `${schema}${q}${prefix}${name}${q}` : part;
    });
}
