// Days, weeks and months in UTC: where each begins and where the next one begins.

import { days, type Duration, type Instant } from "./time.ts";

export type CalendarUnit = "day" | "week" | "month";

/** Weeks begin on Mondays, and 1970-01-01 was a Thursday. */
const WEEK_SHIFT = days(3);

/** The beginning of the day, week or month that contains an instant. */
export function startOf(unit: CalendarUnit, instant: Instant): Instant {
  if (unit === "day") return floor(instant, days(1));
  if (unit === "week") return floor(instant + WEEK_SHIFT, days(7)) - WEEK_SHIFT;
  const date = new Date(instant);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1);
}

/** The beginning of the unit that is `count` units later, or earlier if `count` is negative. */
export function later(unit: CalendarUnit, start: Instant, count: number): Instant {
  if (unit !== "month") return start + count * days(unit === "day" ? 1 : 7);
  const date = new Date(start);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + count, 1);
}

const floor = (instant: Instant, length: Duration): Instant =>
  Math.floor(instant / length) * length;
