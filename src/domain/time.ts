// Points in time and durations, as plain numbers of milliseconds.

/** Milliseconds since 1970-01-01T00:00:00Z. Always taken from the clock port. */
export type Instant = number;

/** An instant as it is written in JSON. */
export function iso(instant: Instant): string;
export function iso(instant: Instant | null): string | null;
export function iso(instant: Instant | null): string | null {
  return instant === null ? null : new Date(instant).toISOString();
}

/** Milliseconds. */
export type Duration = number;

/**
 * The given number of seconds, in milliseconds.
 *
 * @example
 * ```ts
 * seconds(30); // → 30000
 * ```
 */
export const seconds = (count: number): Duration => count * 1_000;

/**
 * The given number of minutes, in milliseconds.
 *
 * @example
 * ```ts
 * minutes(30); // → 1800000
 * ```
 */
export const minutes = (count: number): Duration => seconds(count * 60);

/**
 * The given number of hours, in milliseconds.
 *
 * @example
 * ```ts
 * hours(30); // → 108000000
 * ```
 */
export const hours = (count: number): Duration => minutes(count * 60);

/**
 * The given number of days, in milliseconds.
 *
 * @example
 * ```ts
 * days(30); // → 2592000000
 * ```
 */
export const days = (count: number): Duration => hours(count * 24);

/** Largest first; `from` is where people start to count in that unit: "72 hours", but "7 days". */
const UNITS = [
  { unit: "day", length: days(1), from: days(4) },
  { unit: "hour", length: hours(1), from: hours(2) },
  { unit: "minute", length: minutes(1), from: minutes(1) },
] as const;

/** A number of units. */
export type Count = { readonly unit: "day" | "hour" | "minute" | "second"; readonly count: number };

/**
 * A duration in the unit that people count it in, exact to the second: 7 days, 72 hours, 60 minutes, 90
 * seconds. Part of a second counts as a whole one, so that nobody is told to come back too early.
 */
export function counted(duration: Duration): Count {
  const found = UNITS.find(({ length, from }) => duration >= from && duration % length === 0);
  const { unit, length } = found ?? { unit: "second" as const, length: seconds(1) };
  return { unit, count: Math.ceil(duration / length) };
}

/** A duration in the largest unit that fits, rounded to that unit; undefined if none fits. */
export function roughly(duration: Duration): Count | undefined {
  const found = UNITS.find(({ length }) => duration >= length);
  return found && { unit: found.unit, count: Math.floor(duration / found.length) };
}

/** The first whole minute at or after `instant`: whoever is told to come back then never comes too early. */
export const wholeMinute = (instant: Instant): Instant =>
  Math.ceil(instant / minutes(1)) * minutes(1);

const WORDS = /^(\d+)\s*(second|minute|hour|day)s?$/;

const LENGTHS = { second: seconds(1), minute: minutes(1), hour: hours(1), day: days(1) };

/**
 * Reads "90 seconds", "10 minutes", "72 hours", "7 days" as milliseconds; undefined for anything else, and for
 * a duration of zero.
 *
 * @example
 * ```ts
 * parseDuration("72 hours"); // → 259200000
 * parseDuration("soon"); // → undefined
 * ```
 */
export function parseDuration(text: string): Duration | undefined {
  const found = WORDS.exec(text.trim().toLowerCase());
  if (found === null) return undefined;
  return Number(found[1]) * LENGTHS[found[2] as keyof typeof LENGTHS] || undefined;
}

/** Whether two clocks differ by enough to mention it: more than a few seconds. */
export const isFelt = (apart: Duration): boolean => Math.abs(apart) > seconds(5);
