// Times of users, as JSON has them: in the past, what was read in the wrong unit is noticed here.

import type { Read } from "./shape.ts";
import { days, type Instant } from "./time.ts";

/** Before this, nobody had an account on a site: such a time was read in the wrong unit. */
const EARLIEST: Instant = Date.UTC(1995, 0, 1);

/**
 * What is wrong with a time in somebody's past; undefined if nothing is. A day is allowed for clocks that are ahead.
 */
function timeProblem(instant: Instant, now: Instant): string | undefined {
  if (instant >= EARLIEST && instant <= now + days(1)) return undefined;
  const year = new Date(instant).getUTCFullYear();
  if (Number.isNaN(year)) return "is not a time";
  return instant < EARLIEST
    ? `is in the year ${year}, before 1995: is its unit right?`
    : `is in the future, in the year ${year}: is its unit right?`;
}

const ISO = /^\d{4}-\d\d-(\d\d)T\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/;

/** How times of a user's past are read, and those that may be in the future. */
export type TimesOf = { readonly past: Read<Instant>; readonly any: Read<Instant> };

const anyTime: Read<Instant> = (value) => {
  const day = typeof value === "string" ? ISO.exec(value)?.[1] : undefined;
  const instant = day === undefined ? Number.NaN : Date.parse(value as string);
  // Date.parse makes 2 March of 30 February.
  const isReal = !Number.isNaN(instant) && isDay((value as string).slice(0, 10), Number(day));
  return isReal
    ? { value: instant }
    : { at: "", problem: 'is not a time like "2026-11-29T23:57:21.000Z"' };
};

const anyInstant: Read<Instant> = (value) =>
  typeof value === "number" && !Number.isNaN(new Date(value).getTime())
    ? { value }
    : { at: "", problem: "is not a time" };

const timesOf = (any: Read<Instant>, now: Instant): TimesOf => ({
  any,
  past(value) {
    const found = any(value);
    const problem = "value" in found ? timeProblem(found.value, now) : undefined;
    return problem === undefined ? found : { at: "", problem };
  },
});

export const time = (now: Instant): TimesOf => timesOf(anyTime, now);

/** The same for a record whose times are read already. */
export const instant = (now: Instant): TimesOf => timesOf(anyInstant, now);

const isDay = (date: string, day: number): boolean =>
  new Date(`${date}T00:00:00Z`).getUTCDate() === day;
