// Times as other systems write them. The unit is fixed for each source; none is guessed.

import type { Instant } from "../../domain/time.ts";

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
  const [, year, month, day, hour = "00", minute = "00", second = "00", fraction = ""] = found;
  const iso = `${year}-${month}-${day}T${hour}:${minute}:${second}.${fraction.padEnd(3, "0").slice(0, 3)}`;
  const instant = Date.parse(`${iso}${zoneOf(found[8])}`);
  // Date.parse makes 2 March of 30 February.
  const isReal = new Date(`${year}-${month}-${day}T00:00Z`).getUTCDate() === Number(day);
  return isReal && !Number.isNaN(instant) ? instant : undefined;
}

function zoneOf(zone = "Z"): string {
  if (/^(?:Z|UTC)$/i.test(zone)) return "Z";
  const digits = zone.slice(1).replace(":", "").padEnd(4, "0");
  return `${zone[0]}${digits.slice(0, 2)}:${digits.slice(2)}`;
}
