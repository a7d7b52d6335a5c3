// Long lists are read a page at a time: what stands behind a place, and never "the 200th to the 220th".

import type { Instant } from "./time.ts";

/** A place in a list that is ordered by time, the newest first, and by id within one moment. */
export type Place = { readonly on: Instant; readonly id: string };

/** Rows of a list, and the place behind which it goes on; null at its end. */
export type Page<Row> = { readonly rows: readonly Row[]; readonly next: Place | null };

/** How many rows a page shows: as many as a person looks through. */
export const ROWS_ON_A_PAGE = 20;

/** Nothing in any list stands before this place. */
export const BEGINNING: Place = { on: Number.MAX_SAFE_INTEGER, id: "" };

/** A page out of the first rows behind a place, of which one more than wanted was asked for. */
export function pageOf<Row>(
  found: readonly Row[],
  wanted: number,
  placeOf: (row: Row) => Place,
): Page<Row> {
  const rows = found.slice(0, wanted);
  const last = rows.at(-1);
  return { rows, next: last === undefined || found.length <= wanted ? null : placeOf(last) };
}

/** A place as it stands in a URL. It tells nothing that the list itself does not. */
export const cursorOf = ({ on, id }: Place): string => `${on}.${id}`;

const CURSOR = /^(\d{1,15})\.([\w-]{1,64})$/;

/** Reads a cursor; undefined for text that is none. One that is made up shows what stands behind it. */
export function parseCursor(text: string): Place | undefined {
  const [, on, id] = CURSOR.exec(text) ?? [];
  return on === undefined || id === undefined ? undefined : { on: Number(on), id };
}
