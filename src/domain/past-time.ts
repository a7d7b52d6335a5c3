// Times in the past of users, as JSON has them: what was read in the wrong unit is noticed here.

import type { Read } from "./shape.ts";
import { days, type Instant } from "./time.ts";

/** Before this, nobody had an account on a site: such a time was read in the wrong unit. */
const EARLIEST: Instant = Date.UTC(1995, 0, 1);

/**
 * What is wrong with a time in somebody's past; undefined if nothing is. A day is allowed for clocks that are ahead.
 */
export function timeProblem(instant: Instant, now: Instant): string | undefined {
  if (instant >= EARLIEST && instant <= now + days(1)) return undefined;
  const year = new Date(instant).getUTCFullYear();
  if (Number.isNaN(year)) return "is not a time";
  return instant < EARLIEST
    ? `is in the year ${year}, before 1995: is its unit right?`
    : `is in the future, in the year ${year}: is its unit right?`;
}

const ISO = /^\d{4}-\d\d-(\d\d)T\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/;

type ReadTime = (now: Instant) => Read<Instant>;

export const time: ReadTime = (now) => (value) => {
  const day = typeof value === "string" ? ISO.exec(value)?.[1] : undefined;
  const instant = day === undefined ? Number.NaN : Date.parse(value as string);
  // Date.parse makes 2 March of 30 February.
  const isReal = !Number.isNaN(instant) && isDay((value as string).slice(0, 10), Number(day));
  if (!isReal) return { at: "", problem: 'is not a time like "2026-11-29T23:57:21.000Z"' };
  const problem = timeProblem(instant, now);
  return problem === undefined ? { value: instant } : { at: "", problem };
};

/** The same for a record whose times are read already. */
export const instant: ReadTime = (now) => (value) => {
  const problem = typeof value === "number" ? timeProblem(value, now) : "is not a time";
  return problem === undefined ? { value: value as Instant } : { at: "", problem };
};

const isDay = (date: string, day: number): boolean =>
  new Date(`${date}T00:00:00Z`).getUTCDate() === day;
