// What the lists of the console have in common: dates in the URL, and the rows of a file.

import { dayIn, startOfDate } from "../../domain/calendar.ts";
import { done, refused, type Refused, type Result } from "../../domain/result.ts";
import { days, type Instant } from "../../domain/time.ts";

/** How many rows a file has at most. */
export const ROWS_IN_A_FILE = 10_000;

/** So many rows are read at once, and so often: with a filter that few rows match, a file may end before it is full. */
const ROWS_AT_ONCE = 1_000;
const MOST_READS = 60;

/** Rows of a list, and the place after which it goes on; null at its end. */
export type Part<Row> = { readonly rows: readonly Row[]; readonly next: string | null };

/** Reads as many rows as a file may have. */
export const fileOf = <Row>(
  after: string | undefined,
  read: (limit: number, after: string | undefined) => Promise<Part<Row>>,
): Promise<Part<Row>> => partUpTo(ROWS_IN_A_FILE, after, read);

/** Reads so many rows, page by page, unless that takes too many pages. Others have their turn between two pages. */
export async function partUpTo<Row>(
  most: number,
  after: string | undefined,
  read: (limit: number, after: string | undefined) => Promise<Part<Row>>,
): Promise<Part<Row>> {
  const rows: Row[] = [];
  let place = after;
  for (let reads = 0; reads < MOST_READS && rows.length < most; reads += 1) {
    const part = await read(Math.min(ROWS_AT_ONCE, most - rows.length), place);
    rows.push(...part.rows);
    if (part.next === null) return { rows, next: null };
    place = part.next;
    await new Promise((resolve) => setImmediate(resolve));
  }
  return { rows, next: place ?? null };
}

/** From the beginning of one day to the end of another. */
export type Span = { readonly since: Instant | undefined; readonly until: Instant | undefined };

export type DateRefusal = Refused<
  "date-format" | "dates-reversed",
  { readonly field: "since" | "until" }
>;

/** The days that were typed, in the time zone of the site. */
export function spanIn(
  typed: { readonly since: string; readonly until: string },
  zone: string,
): Result<Span, DateRefusal> {
  const [since, until] = [dateIn(typed.since), dateIn(typed.until)];
  if (since === null) return { ...refused("date-format"), field: "since" };
  if (until === null) return { ...refused("date-format"), field: "until" };
  if (since !== undefined && until !== undefined && since > until)
    return { ...refused("dates-reversed"), field: "until" };
  return done({
    since: since === undefined ? undefined : startOfDate(since, zone),
    until: until === undefined ? undefined : startOfDate(until + days(1), zone),
  });
}

/** "2026-11-22", as the instant at which it begins in UTC; null for what is no date. */
function dateIn(text: string): Instant | undefined | null {
  if (text === "") return undefined;
  const on = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  // Some engines read 30 February as 2 March.
  return Number.isNaN(on) || dayIn(on, "UTC") !== text ? null : on;
}
