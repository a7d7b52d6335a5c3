// Where the tables are, and what they are called there: in a database that is the host's as well, Postern's tables have a
// prefix or a schema of their own. Statements say `users` everywhere; a driver renames them when it prepares them.

import { allTables, type MigratedFeature } from "./migrate.ts";
import type { Dialect } from "./work.ts";

/** A place for tables beside those of others. */
export type TablePlace = {
  /**
   * How the names of the tables begin, as in `auth_`: a small letter, then small letters, digits and underscores, up to
   * 20 characters.
   * @default no prefix
   */
  readonly prefix?: string;
  /**
   * PostgreSQL only: the schema that holds the tables. It is made if it is missing.
   * @default the first schema of the connection's search path, mostly `public`
   */
  readonly schema?: string;
};

/** What a driver does to each statement before it prepares it. */
export type Naming = {
  text(sql: string): string;
  /** What makes the place, before the first table is made in it. */
  readonly makesPlace: string;
  dialect(dialect: Dialect): Dialect;
};

export const AS_WRITTEN: Naming = {
  text: (sql) => sql,
  makesPlace: "",
  dialect: (dialect) => dialect,
};

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
  return {
    text,
    makesPlace: schema === undefined ? "" : makeSchema(schema),
    dialect: (dialect) => ({ ...dialect, ...catalogue(dialect, prefix, schema) }),
  };
}

/** CREATE SCHEMA IF NOT EXISTS would need the right to make one, also where it is there. */
const makeSchema = (schema: string): string =>
  `DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_namespace WHERE nspname = '${schema}')
    THEN CREATE SCHEMA "${schema}"; END IF; END $$;`;

/** The same questions about the tables of this place, by the names that statements use. */
function catalogue(
  { tables, columns }: Dialect,
  prefix: string,
  schema: string | undefined,
): Pick<Dialect, "tables" | "columns"> {
  const inSchema = (sql: string): string =>
    schema === undefined ? sql : sql.replaceAll("current_schema()", `'${schema}'`);
  return {
    tables: `SELECT substr(name, ${prefix.length + 1}) AS name FROM (${inSchema(tables)}) AS named
      WHERE substr(name, 1, ${prefix.length}) = '${prefix}'`,
    columns: inSchema(columns).replace("?", `'${prefix}' || CAST(? AS TEXT)`),
  };
}

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
