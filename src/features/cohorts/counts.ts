// Sums the counted quarter hours up to the days, weeks or months of a time zone.

import { later, startOf, type CalendarUnit } from "../../domain/calendar.ts";
import {
  addCounts,
  noCounts,
  QUARTER,
  type Counts,
  type Dimension,
  type People,
} from "../../domain/cohorts.ts";
import { days, type Instant } from "../../domain/time.ts";
import type { CohortStore, CountedDay } from "../../ports/cohort-store.ts";

/** Where units begin, in order, and where the last one ends. */
export type Frame = { readonly bounds: readonly Instant[] };

/** The units from the one that contains `since` to the one that contains `now`. */
export function frameOf(wanted: {
  readonly by: CalendarUnit;
  readonly zone: string;
  readonly since: Instant;
  readonly now: Instant;
}): Frame {
  const { by, zone, since, now } = wanted;
  const bounds = [startOf(by, since, zone)];
  while (bounds.at(-1)! <= now) {
    const next = later(by, bounds.at(-1)!, 1, zone);
    // A zone may have left out a day when it crossed the date line.
    bounds.push(next > bounds.at(-1)! ? next : later(by, bounds.at(-1)!, 2, zone));
  }
  return { bounds };
}

type Wanted = {
  readonly people: readonly People[];
  readonly dimension: Dimension;
  readonly frame: Frame;
};

const readDays = (
  store: Pick<CohortStore, "readCohorts">,
  { people, dimension, frame: { bounds } }: Wanted,
): Promise<readonly CountedDay[]> =>
  store.readCohorts({
    people,
    dimension,
    from: bounds[0]!,
    to: bounds.at(-1)!,
    // Only in these days does a quarter hour say more than the day.
    inQuarters: bounds.filter((bound) => bound % days(1) !== 0),
  });

/** The counts of each unit. */
export async function readCounts(
  store: Pick<CohortStore, "readCohorts">,
  wanted: Wanted,
): Promise<readonly Counts[]> {
  const { bounds } = wanted.frame;
  const found = bounds.slice(1).map(noCounts);
  for (const day of await readDays(store, wanted)) {
    for (const { on, counts } of partsOf(day)) {
      const at = unitAt(bounds, on);
      if (at !== undefined) addCounts(found[at]!, counts);
    }
  }
  return found;
}

/** The counts of each value in all units together. */
export async function perValue(
  store: Pick<CohortStore, "readCohorts">,
  wanted: Wanted,
): Promise<ReadonlyMap<string, Counts>> {
  const { bounds } = wanted.frame;
  const ends = { bounds: [bounds[0]!, bounds.at(-1)!] };
  const found = new Map<string, Counts>();
  for (const day of await readDays(store, { ...wanted, frame: ends })) {
    for (const { on, counts } of partsOf(day)) {
      if (on < bounds[0]! || on >= bounds.at(-1)!) continue;
      if (!found.has(day.value)) found.set(day.value, noCounts());
      addCounts(found.get(day.value)!, counts);
    }
  }
  return found;
}

/** The counts of a day, whole or in quarter hours. */
const partsOf = ({ day, total, quarters }: CountedDay) =>
  quarters === undefined
    ? [{ on: day, counts: total }]
    : Object.entries(quarters).map(([at, counts]) => ({ on: day + Number(at) * QUARTER, counts }));

function unitAt(bounds: readonly Instant[], on: Instant): number | undefined {
  let [low, high] = [0, bounds.length - 1];
  if (on < bounds[0]! || on >= bounds[high]!) return undefined;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (bounds[middle]! <= on) low = middle;
    else high = middle;
  }
  return low;
}
