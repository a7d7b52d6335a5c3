// How values are sent to pg, and those of an answer become JavaScript values: by the driver itself, whatever a host has told
// its pool or pg.

import type { SqlValue } from "./work.ts";

/** What pg asks how to read a column: `oid` is PostgreSQL's number of its type. */
export type PostgresTypes = {
  getTypeParser(oid: number): (text: string) => string | number | boolean;
};

/** BIGINT, SMALLINT, INTEGER, OID, REAL, DOUBLE PRECISION and NUMERIC, by their numbers in pg_type. */
const NUMBERS: ReadonlySet<number> = new Set([20, 21, 23, 26, 700, 701, 1700]);
const BOOLEAN = 16;

const asIs = (text: string): string => text;
const isTrue = (text: string): boolean => text === "t";

/**
 * Numbers are numbers and everything else is text, as on SQLite. Milliseconds and counts fit into a number for the next
 * 285,000 years. Each query says so for itself, so a pool may be shared with a host that reads BIGINT as text or BigInt.
 */
export const readAsValues: PostgresTypes = {
  getTypeParser: (oid) => (NUMBERS.has(oid) ? Number : oid === BOOLEAN ? isTrue : asIs),
};

/**
 * PostgreSQL has no text with a NUL, and refuses a statement with one. So it becomes the character that stands for what
 * cannot be shown: whoever looks for such a text finds nothing, and no page of theirs breaks.
 */
export const asPostgresTexts = (values: readonly SqlValue[]): SqlValue[] =>
  values.map((value) =>
    typeof value === "string" && value.includes("\0") ? value.replaceAll("\0", "\uFFFD") : value,
  );
