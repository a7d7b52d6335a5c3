// Points and lengths of time, as plain numbers of milliseconds with names that say which.

/** Milliseconds since 1970-01-01T00:00:00Z. Always taken from the clock port. */
export type Instant = number;

/** Milliseconds. */
export type Duration = number;

export const seconds = (count: number): Duration => count * 1_000;
export const minutes = (count: number): Duration => seconds(count * 60);
export const hours = (count: number): Duration => minutes(count * 60);
export const days = (count: number): Duration => hours(count * 24);

/** Largest first; `from` is where people begin to count in that unit: "72 hours", but "7 days". */
const UNITS = [
  { name: "day", length: days(1), from: days(4) },
  { name: "hour", length: hours(1), from: hours(2) },
  { name: "minute", length: minutes(1), from: minutes(1) },
] as const;

/**
 * A duration in words, exact to the second: "7 days", "72 hours", "60 minutes", "90 seconds".
 * A part of a second counts as a whole one, so that nobody is told to come back too early.
 */
export function inWords(duration: Duration): string {
  const unit = UNITS.find(({ length, from }) => duration >= from && duration % length === 0);
  const { name, length } = unit ?? { name: "second", length: seconds(1) };
  const count = Math.ceil(duration / length);
  return `${count} ${name}${count === 1 ? "" : "s"}`;
}

/**
 * How long ago something was, in the largest unit that fits: "just now", "5 minutes ago", "3 days ago".
 * Exact to no more than that unit, so the exact time has to stand beside it.
 */
export function ago(instant: Instant, now: Instant): string {
  const passed = now - instant;
  const unit = UNITS.find(({ length }) => passed >= length);
  if (unit === undefined) return "just now";
  const count = Math.floor(passed / unit.length);
  return `${count} ${unit.name}${count === 1 ? "" : "s"} ago`;
}

/** A time for people, and the same for the `datetime` attribute of `<time>`. */
export type FormattedTime = { readonly text: string; readonly iso: string };

/**
 * "22 November 2026, 14:05 (UTC+1)": 24 hours, the month in letters and the offset spelled out, so
 * that it means the same to every reader of a mail, wherever that is read.
 * `timeZone` is an IANA name from the operator's configuration; throws RangeError on any other.
 */
export function formatTime(instant: Instant, timeZone = "UTC"): FormattedTime {
  const part = partsOf(instant, timeZone);
  const offset = part("timeZoneName").replace("GMT", "UTC").replace(/[+]0$/, "");
  const text = `${dateOf(part)}, ${part("hour")}:${part("minute")} (${offset})`;
  return { text, iso: new Date(instant).toISOString() };
}

/** The first whole minute from `instant` on: whoever is told to come back then never comes too early. */
export const wholeMinute = (instant: Instant): Instant =>
  Math.ceil(instant / minutes(1)) * minutes(1);

/** "22 November 2026", the day it is then in `timeZone`. */
export const formatDate = (instant: Instant, timeZone = "UTC"): string =>
  dateOf(partsOf(instant, timeZone));

type Part = (type: Intl.DateTimeFormatPartTypes) => string;

const dateOf = (part: Part): string => `${part("day")} ${part("month")} ${part("year")}`;

function partsOf(instant: Instant, timeZone: string): Part {
  const parts = formatFor(timeZone).formatToParts(instant);
  return (type) => parts.find((part) => part.type === type)!.value;
}

/** Making one costs some fifty times as much as using one. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatFor(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    day: "numeric",
    month: "long",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZoneName: "shortOffset",
  });
  formats.set(timeZone, format);
  return format;
}

const WORDS = /^(\d+)\s*(second|minute|hour|day)s?$/;

const LENGTHS = { second: seconds(1), minute: minutes(1), hour: hours(1), day: days(1) };

/** Reads "72 hours", "10 minutes", "7 days"; undefined for anything else, and for no time at all. */
export function parseDuration(text: string): Duration | undefined {
  const found = WORDS.exec(text.trim().toLowerCase());
  if (found === null) return undefined;
  return Number(found[1]) * LENGTHS[found[2] as keyof typeof LENGTHS] || undefined;
}

/** Whether clocks are so far apart that it is worth a word: more than a few seconds. */
export const isFelt = (apart: Duration): boolean => Math.abs(apart) > seconds(5);
