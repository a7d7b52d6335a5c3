// Times as other systems write them. The unit is fixed for each source; none is guessed.

import { hours, minutes, type Duration, type Instant } from "../../domain/time.ts";

/** A date and a time in letters, or a number since 1970 of seconds, milliseconds, or days. */
export const TIME_UNITS = ["text", "s", "ms", "days"] as const;

export type TimeUnit = (typeof TIME_UNITS)[number];

const LENGTHS: Readonly<Record<Exclude<TimeUnit, "text">, number>> = {
  s: 1_000,
  ms: 1,
  days: 86_400_000,
};

/** 2019-05-06, with a time, a fraction of a second, and a zone: as databases, Python, Ruby and JavaScript write it. */
const TEXT =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(?: ?(Z|UTC|[+-]\d\d(?::?\d\d)?))?)?$/i;

/** Reads a time; a problem in words if it is none, or in another unit. A text without a zone is UTC. */
export function readTime(value: unknown, unit: TimeUnit): Instant | string {
  if (value instanceof Date) return value.getTime();
  const text = String(value).trim();
  if (unit === "text") {
    const instant = fromText(text);
    if (instant !== undefined) return instant;
    return /^-?\d+(?:\.\d+)?$/.test(text)
      ? 'is a number: say its unit, as "times": "s" or "ms" in the parameters'
      : "is not a time";
  }
  if (!/^-?\d{1,16}(?:\.\d+)?$/.test(text)) return `is not a number of ${unit}`;
  return Math.round(Number(text) * LENGTHS[unit]);
}

function fromText(text: string): Instant | undefined {
  const found = TEXT.exec(text);
  if (found === null) return undefined;
  const parts = found.slice(1, 7).map((part: string | undefined) => Number(part ?? 0));
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts;
  const isReal = day > 0 && day <= daysIn(year, month);
  if (!isReal || hour > 23 || minute > 59 || second > 59) return undefined;
  const thousandths = Number((found[7] ?? "").padEnd(3, "0").slice(0, 3));
  const instant = Date.UTC(year, month - 1, day, hour, minute, second, thousandths);
  return instant - ahead(found[8]);
}

/** How many days a month has; none, if there is no such month. */
const daysIn = (year: number, month: number): number =>
  month >= 1 && month <= 12 ? new Date(Date.UTC(year, month, 0)).getUTCDate() : 0;

/** How far a zone is ahead of UTC: "+02", "-0330", "+05:45". */
function ahead(zone = "Z"): Duration {
  if (/^[zu]/i.test(zone)) return 0;
  const digits = zone.slice(1).replace(":", "").padEnd(4, "0");
  const length = hours(Number(digits.slice(0, 2))) + minutes(Number(digits.slice(2)));
  return zone.startsWith("-") ? -length : length;
}
