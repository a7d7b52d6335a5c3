// Long lists are read page by page: the rows after a certain place, never "rows 200 to 220".

import type { Instant } from "./time.ts";

/** A place in a list that is ordered by time, newest first, and by id within one moment. */
export type Place = { readonly on: Instant; readonly id: string };

/** Rows of a list, and the place after which it continues; null at its end. */
export type Page<Row> = { readonly rows: readonly Row[]; readonly next: Place | null };

/** How many rows a page shows: as many as a person can look through. */
export const ROWS_ON_A_PAGE = 20;

/** To how many a page counts what it does not list. */
export const MOST_COUNTED = 1_000;

/** The place before every row of every list. */
export const BEGINNING: Place = { on: Number.MAX_SAFE_INTEGER, id: "" };

/** Makes a page from the first rows after a place, one more than the page needs. */
export function pageOf<Row>(
  found: readonly Row[],
  wanted: number,
  placeOf: (row: Row) => Place,
): Page<Row> {
  const rows = found.slice(0, wanted);
  const last = rows.at(-1);
  return { rows, next: last === undefined || found.length <= wanted ? null : placeOf(last) };
}

/** A place as text for a URL. It reveals nothing that the list does not show. */
export const cursorOf = ({ on, id }: Place): string => `${on}.${id}`;

/** An id of a delivery of an event has 73 characters. */
const CURSOR = /^(\d{1,15})\.([\w-]{1,80})$/;

/** Reads a cursor; undefined for any other text. A made-up cursor only shows the rows after it. */
export function parseCursor(text: string): Place | undefined {
  const [, on, id] = CURSOR.exec(text) ?? [];
  return on === undefined || id === undefined ? undefined : { on: Number(on), id };
}

/** A path with what is set of these values. */
export function pathWith(path: string, values: Readonly<Record<string, string>>): string {
  const set = Object.entries(values).filter(([, value]) => value !== "");
  return set.length === 0 ? path : `${path}?${new URLSearchParams(set).toString()}`;
}
