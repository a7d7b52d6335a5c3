// Points and lengths of time, as plain numbers of milliseconds with names that say which.

/** Milliseconds since 1970-01-01T00:00:00Z. Always taken from the clock port. */
export type Instant = number;

/** Milliseconds. */
export type Duration = number;

export const seconds = (count: number): Duration => count * 1_000;
export const minutes = (count: number): Duration => seconds(count * 60);
export const hours = (count: number): Duration => minutes(count * 60);
export const days = (count: number): Duration => hours(count * 24);

const UNITS = [
  { name: "day", length: days(1) },
  { name: "hour", length: hours(1) },
  { name: "minute", length: minutes(1) },
  { name: "second", length: seconds(1) },
] as const;

/** A duration in words, in the largest unit that says it exactly: "72 hours", "60 minutes", "1 day". */
export function inWords(duration: Duration): string {
  const days = duration % UNITS[0].length === 0 && duration >= 4 * UNITS[0].length;
  const candidates = days ? UNITS : UNITS.slice(1);
  const unit =
    candidates.find(({ name, length }) => {
      const count = duration / length;
      return Number.isInteger(count) && (name !== "hour" || count > 1);
    }) ?? UNITS[3];
  const count = Math.ceil(duration / unit.length);
  return `${count} ${unit.name}${count === 1 ? "" : "s"}`;
}
