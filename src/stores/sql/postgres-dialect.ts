// What PostgreSQL is asked about its tables, in the schema that holds Postern's.

import { namesIn, type Naming } from "./naming.ts";
import type { Dialect } from "./work.ts";

const DIALECT: Dialect = {
  skipLocked: true,
  collates: true,
  // information_schema does not list what this user may not touch, whose name is taken nevertheless.
  tables: `SELECT c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = current_schema() AND c.relkind IN ('r', 'p', 'v', 'm', 'f')`,
  columns: `SELECT c.column_name AS name, COALESCE(k.ordinal_position, 0) AS pk
    FROM information_schema.columns c
    LEFT JOIN information_schema.table_constraints t
      ON t.table_schema = c.table_schema AND t.table_name = c.table_name
      AND t.constraint_type = 'PRIMARY KEY'
    LEFT JOIN information_schema.key_column_usage k
      ON k.table_schema = c.table_schema AND k.table_name = c.table_name
      AND k.constraint_name = t.constraint_name AND k.column_name = c.column_name
    WHERE c.table_schema = current_schema() AND c.table_name = ?
    ORDER BY c.ordinal_position`,
  // Rows are what the planner believes of the table that a row is in: -1 before the first ANALYZE.
  facts: `SELECT 'PostgreSQL ' || current_setting('server_version') AS engine,
    pg_database_size(current_database()) AS bytes,
    (SELECT NULLIF(CAST(reltuples AS BIGINT), -1) FROM pg_class
      WHERE oid = (SELECT users.tableoid FROM users LIMIT 1)) AS users,
    (SELECT NULLIF(CAST(reltuples AS BIGINT), -1) FROM pg_class
      WHERE oid = (SELECT mails.tableoid FROM mails LIMIT 1)) AS mails,
    (SELECT NULLIF(CAST(reltuples AS BIGINT), -1) FROM pg_class
      WHERE oid = (SELECT audit.tableoid FROM audit LIMIT 1)) AS audit`,
};

/** What is asked about the tables of a place. */
export function dialectIn(naming: Naming): Dialect {
  const { prefix, schema } = naming;
  const inSchema = (sql: string): string =>
    schema === undefined ? sql : sql.replaceAll("current_schema()", `'${schema}'`);
  return {
    ...DIALECT,
    tables: namesIn(inSchema(DIALECT.tables), naming),
    columns: inSchema(DIALECT.columns).replace("?", `'${prefix}' || CAST(? AS TEXT)`),
  };
}

/**
 * Makes the schema that is missing, before the first table. CREATE SCHEMA IF NOT EXISTS would need the right to make one
 * also where it is there.
 */
export const makesPlace = ({ schema }: Naming): string =>
  schema === undefined ? "" : MAKE.replaceAll(":schema", schema);

const MAKE = `DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_namespace WHERE nspname = ':schema')
  THEN CREATE SCHEMA ":schema"; END IF; END $$;`;

/**
 * `?` becomes `$1`, `$2`, … Postern's statements contain no question mark with another meaning. The order of bytes is
 * called "C" here.
 */
export function numbered(sql: string): string {
  let count = 0;
  return sql.replaceAll("COLLATE BINARY", 'COLLATE "C"').replace(/\?/g, () => `$${(count += 1)}`);
}
