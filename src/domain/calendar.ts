// Days, weeks and months in a time zone: where each begins and where the next one begins.

import { days, type Instant } from "./time.ts";

export type CalendarUnit = "day" | "week" | "month";

/** A date of a calendar, as an instant at which it begins in UTC. */
type CalendarDate = Instant;

/** Weeks begin on Mondays, and 1970-01-01 was a Thursday. */
const WEEK_SHIFT = days(3);

/** The beginning of the day, week or month that contains an instant, in an IANA time zone. */
export function startOf(unit: CalendarUnit, instant: Instant, zone: string): Instant {
  return beginning(firstDate(unit, dateOf(instant, zone)), zone);
}

/** The beginning of the unit that is `count` units later, or earlier if `count` is negative. */
export function later(unit: CalendarUnit, start: Instant, count: number, zone: string): Instant {
  return beginning(laterDate(unit, dateOf(start, zone), count), zone);
}

/** Reads "2026-11-22"; undefined for everything else. The date is the instant at which it begins in UTC. */
export function parseDate(text: string): Instant | undefined {
  const instant = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : NaN;
  // Some engines read the 31st of a month with 30 days as the 1st of the next month.
  const isDate = !Number.isNaN(instant) && new Date(instant).toISOString().startsWith(text);
  return isDate ? instant : undefined;
}

/** When a date begins in the zone. The date is given as the instant at which it begins in UTC. */
export const startOfDate = (date: Instant, zone: string): Instant => beginning(date, zone);

/** Whether it is the name of a time zone, such as Europe/Berlin. An offset, such as +01:00, is none: it knows no summer time. */
export function isTimeZone(name: string): boolean {
  if (name === "UTC") return true; // the default: asking Intl would load all time zones
  if (!/^[a-z]/i.test(name)) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** "2026-11-22": the date of an instant in the zone. */
export const dayIn = (instant: Instant, zone: string): string =>
  new Date(dateOf(instant, zone)).toISOString().slice(0, 10);

function firstDate(unit: CalendarUnit, date: CalendarDate): CalendarDate {
  if (unit === "day") return date;
  if (unit === "week") return floorTo(date + WEEK_SHIFT, days(7)) - WEEK_SHIFT;
  const day = new Date(date);
  return Date.UTC(day.getUTCFullYear(), day.getUTCMonth(), 1);
}

function laterDate(unit: CalendarUnit, date: CalendarDate, count: number): CalendarDate {
  if (unit !== "month") return date + count * days(unit === "day" ? 1 : 7);
  const day = new Date(date);
  return Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + count, 1);
}

const floorTo = (instant: Instant, length: number): Instant =>
  Math.floor(instant / length) * length;

/**
 * The first instant of a date. Where clocks change at midnight, that is not always 00:00: the hour may be skipped, or come
 * twice.
 */
function beginning(date: CalendarDate, zone: string): Instant {
  if (zone === "UTC") return date;
  const [before, after] = [date - days(1), date + days(1)].map(
    (near) => date - offsetAt(near, zone),
  );
  const candidates = [before!, after!].toSorted((one, other) => one - other);
  return candidates.find((instant) => dateOf(instant, zone) === date) ?? before!;
}

const dateOf = (instant: Instant, zone: string): CalendarDate =>
  floorTo(instant + offsetAt(instant, zone), days(1));

const MOST_FORMATS = 1_000;

const formats = new Map<string, Intl.DateTimeFormat>();

/** How far the clocks of a zone are ahead of UTC at an instant. */
function offsetAt(instant: Instant, zone: string): number {
  if (zone === "UTC") return 0;
  const format =
    formats.get(zone) ??
    new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      calendar: "gregory",
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
    });
  // People can write the name of a zone in many ways.
  if (formats.size > MOST_FORMATS) formats.clear();
  formats.set(zone, format);
  const parts = new Map<string, number>(
    format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]),
  );
  const read = (type: string): number => parts.get(type) ?? 0;
  const local = Date.UTC(
    read("year"),
    read("month") - 1,
    read("day"),
    read("hour"),
    read("minute"),
  );
  return local - floorTo(instant, 60_000);
}
