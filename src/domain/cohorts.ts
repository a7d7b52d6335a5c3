// What is counted of people who registered: in quarter hours, which every time zone divides into its days.

import type { ConfirmedVia } from "./user.ts";
import { days, hours, minutes, seconds, type Duration, type Instant } from "./time.ts";

export const QUARTER: Duration = minutes(15);

/** The facts of one person that are counted. */
export type Person = {
  readonly registeredOn: Instant;
  readonly confirmedOn: Instant | null;
  readonly way: ConfirmedVia | null;
  /** Null if it is not known: after a rebuild, that of people who were removed. */
  readonly domain: string | null;
  readonly language: string | null;
  readonly source: string | null;
  /** How often the confirmation mail was asked for again by the user or on the user's behalf. */
  readonly resends: number;
  /** A mail server took a confirmation mail. */
  readonly handedOver: boolean;
  /** The link in such a mail was opened. */
  readonly opened: boolean;
  /** Logged in after having confirmed. */
  readonly returned: boolean;
};

/** How people are told apart. `all` has one value, "". */
export type Dimension = "all" | "domain" | "resends" | "way" | "language" | "source";

export const DIMENSIONS: readonly Dimension[] = [
  "all",
  "domain",
  "resends",
  "way",
  "language",
  "source",
];

/**
 * Whom an operator confirmed has proven nothing, and is counted apart from those who confirmed `themselves`. So is who was
 * imported from a system that does not say when they confirmed: their two times are the same.
 */
export type People = "themselves" | "by-operator";

export const peopleOf = ({ way, registeredOn, confirmedOn }: Person): People =>
  way === "admin" || (way === "import" && confirmedOn === registeredOn)
    ? "by-operator"
    : "themselves";

/** Stands for those whose value is not known, or who have none. */
export const NO_VALUE = "";

/** Stands for the domains that have no row of their own. It is no domain. */
export const OTHER_DOMAINS = "*";

/** So many, or more. */
export const MOST_RESENDS = 10;

/** The value of a person in a dimension. */
export function valueIn(dimension: Dimension, person: Person): string {
  if (dimension === "all") return NO_VALUE;
  if (dimension === "resends") return `${Math.min(person.resends, MOST_RESENDS)}`;
  return person[dimension] ?? NO_VALUE;
}

/**
 * The counts of some people: how many registered, how many had a mail handed over, opened its link and came back, and how
 * many confirmed, by the step of their delay. As short as it is because it is stored for each quarter hour.
 */
export type Counts = {
  n: number;
  h: number;
  o: number;
  r: number;
  readonly d: Record<number, number>;
};

export const noCounts = (): Counts => ({ n: 0, h: 0, o: 0, r: 0, d: {} });

/** Adds one person, or takes one away. */
export function addPerson(counts: Counts, person: Person, times: 1 | -1): void {
  counts.n += times;
  if (person.handedOver) counts.h += times;
  if (person.opened) counts.o += times;
  if (person.returned) counts.r += times;
  if (person.confirmedOn === null) return;
  addStep(counts.d, stepOf(person.confirmedOn - person.registeredOn), times);
}

export function addCounts(counts: Counts, more: Counts): void {
  counts.n += more.n;
  counts.h += more.h;
  counts.o += more.o;
  counts.r += more.r;
  for (const [step, count] of Object.entries(more.d)) addStep(counts.d, Number(step), count);
}

function addStep(steps: Record<number, number>, step: number, count: number): void {
  const sum = (steps[step] ?? 0) + count;
  if (sum === 0) delete steps[step];
  else steps[step] = sum;
}

export const confirmedIn = ({ d }: Counts): number =>
  Object.values(d).reduce((sum, count) => sum + count, 0);

/**
 * Where the steps of delays end, in milliseconds. About a quarter longer each, and exact at each age that is asked for:
 * hours, days, weeks, and months of thirty days. Stored counts are numbered by it: only append to it.
 */
const ENDS: readonly Duration[] = [
  ...[1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30, 40, 50].map(seconds),
  ...[1, 1.25, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30, 40, 50].map(minutes),
  ...[1, 1.25, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10, 12, 14, 16, 18, 20, 22].map(hours),
  ...[1, 1.25, 1.5, 2, 2.5, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14].map(days),
  ...[16, 18, 21, 24, 28, 30, 35, 42, 49, 56, 60, 70, 80, 90, 105, 120, 135, 150, 165, 180].map(
    days,
  ),
];

/** The step of a delay: longer than the end of the one before, and at most as long as its own. */
export function stepOf(delay: Duration): number {
  let [low, high] = [0, ENDS.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ENDS[middle]! < delay) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Where a step begins and ends. The last one has no end. */
export const stepBounds = (step: number): { readonly from: Duration; readonly to: Duration } => ({
  from: ENDS[step - 1] ?? 0,
  to: ENDS[step] ?? Infinity,
});

/** How many confirmed within a time, which is the end of a step. */
export const confirmedWithin = ({ d }: Counts, within: Duration): number =>
  Object.entries(d).reduce(
    (sum, [step, count]) => (stepBounds(Number(step)).to <= within ? sum + count : sum),
    0,
  );

/**
 * The time after which so many had confirmed; null if fewer have. Within a step, people are taken to be spread evenly.
 */
export function timeUntil({ d }: Counts, wanted: number): Duration | null {
  let before = 0;
  for (const step of Object.keys(d)
    .map(Number)
    .toSorted((one, other) => one - other)) {
    const count = d[step]!;
    if (before + count >= wanted && wanted > 0) {
      const { from, to } = stepBounds(step);
      const end = to === Infinity ? from : to;
      return Math.round(from + ((end - from) * (wanted - before)) / count);
    }
    before += count;
  }
  return null;
}
