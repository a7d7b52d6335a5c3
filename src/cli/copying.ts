// Copies a site batch by batch. The target records the progress, and at the end both sides are compared to the
// last byte.

import { createHash } from "node:crypto";
import {
  appendRows,
  countRows,
  placeOf,
  progressed,
  readRows,
  type Database,
  type Place,
  type Row,
  type Table,
} from "../stores/sql/copy.ts";
import { Refused } from "./exit.ts";
import type { Progress } from "./progress.ts";

export type Ends = { readonly from: Database; readonly to: Database };

/**
 * The content of a table: how many rows, and a sum over everything in them that does not depend on their order.
 */
type Content = { readonly rows: number; readonly sum: bigint };

/** Counts all rows together, over all tables and interruptions. */
export type Counter = { add(rows: number): void };

/** Counts from zero, and shows the progress. */
export function counter(shown: Progress): Counter {
  let done = 0;
  return {
    add(rows) {
      done += rows;
      if (rows > 0) shown.at(done);
    },
  };
}

/** Copies what a table still lacks. Stops early, between two batches, when asked to. */
export async function copyTable(
  { from, to }: Ends,
  table: Table,
  counted: Counter,
  end: AbortSignal,
): Promise<void> {
  let { copied, place } = await progressed(to, table);
  counted.add(copied);
  while (!end.aborted) {
    const batch = await readRows(from, table, place);
    const last = batch.at(-1);
    if (last === undefined) return;
    if (!(await appendRows(to, table, batch, copied))) throw anotherCopy();
    copied += batch.length;
    place = placeOf(table, last);
    counted.add(batch.length);
  }
}

const anotherCopy = (): Refused =>
  new Refused("copied-twice", "Another `postern db copy` works on the same target. Let it finish.");

/** The number of rows of each table in the source. */
export async function countAll(
  database: Database,
  tables: readonly Table[],
): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  for (const table of tables) counts.set(table.name, await countRows(database, table));
  return counts;
}

/** Reads a table on both sides, and refuses if one row, or one byte of one, differs. */
export async function compareTable(
  { from, to }: Ends,
  table: Table,
  counted: Counter,
): Promise<number> {
  const [one, other] = [await contentOf(from, table, counted), await contentOf(to, table, counted)];
  if (one.rows === other.rows && one.sum === other.sum) return one.rows;
  const difference =
    one.rows === other.rows
      ? `${one.rows} rows on both sides, but not the same`
      : `${one.rows} rows in the source, ${other.rows} in the target`;
  throw new Refused(
    "differs",
    `The table ${table.name} differs: ${difference}. Somebody wrote meanwhile: stop every server on either database, and run this again with --restart.`,
  );
}

async function contentOf(database: Database, table: Table, counted: Counter): Promise<Content> {
  let [rows, sum, place] = [0, 0n, undefined as Place];
  for (;;) {
    const batch = await readRows(database, table, place);
    const last = batch.at(-1);
    if (last === undefined) return { rows, sum };
    for (const values of batch) sum += digestOf(values);
    rows += batch.length;
    place = placeOf(table, last);
    counted.add(batch.length);
  }
}

/**
 * Databases sort texts in different orders, so the comparison uses a sum of digests, which does not depend on
 * the order.
 */
const digestOf = (values: Row): bigint =>
  BigInt(`0x${createHash("sha256").update(JSON.stringify(values)).digest("hex")}`);
