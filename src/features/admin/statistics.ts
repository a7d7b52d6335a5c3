// The tutorial's cohort analysis (docs/lineage.md): of those who registered together, how many confirmed, how
// soon, and how.

import { later, startOf, type CalendarUnit } from "../../domain/calendar.ts";
import { days, hours, seconds, type Duration, type Instant } from "../../domain/time.ts";
import type { Uses } from "../../ports/context.ts";
import type { Registration } from "../../ports/admin-store.ts";

/** How many, of how many, and whether the number may still grow. */
export type Cell = {
  readonly count: number;
  /** As a share of all who are counted; null if there are none. */
  readonly rate: number | null;
  /** The number may still grow: more people may register, or some still have time to confirm. */
  readonly soFar: boolean;
};

export type Numbers = {
  readonly registered: number;
  readonly withinHour: Cell;
  readonly withinDay: Cell;
  readonly withinWeek: Cell;
  readonly ever: Cell;
  /** Half of those who confirmed took no longer than this; null if nobody has confirmed. */
  readonly median: Duration | null;
  readonly ninetieth: Duration | null;
  readonly ninetyNinth: Duration | null;
};

/** Those who registered in one day, week or month. */
export type Cohort = Numbers & {
  readonly startsOn: Instant;
  readonly endsOn: Instant;
  /** Whether more people may still join it. */
  readonly soFar: boolean;
  /** How many had confirmed at the age of one unit, of two, and so on; null if nobody can be that old yet. */
  readonly ages: readonly (Cell | null)[];
};

/** The traits by which registrations are grouped, besides time. */
export type Trait = "domain" | "resends" | "way";

/**
 * Those who share a trait. `name` is null for those whose trait is unknown, or who have no way. Only those who
 * confirmed have a way, so the shares of ways are shares of all who registered.
 */
export type Group = Numbers & { readonly name: string | null; readonly size: number };

/** How many confirmed after more than `from` and at most `to`. */
export type Step = { readonly from: Duration; readonly to: Duration; readonly count: number };

export type Statistics = {
  readonly by: CalendarUnit;
  readonly since: Instant;
  readonly now: Instant;
  /** Without gaps, from the first in which somebody registered; empty if nobody did. */
  readonly cohorts: readonly Cohort[];
  readonly total: Numbers;
  /** Each step is twice as long as the one before. */
  readonly steps: readonly Step[];
  /** Largest first. */
  readonly groups: readonly Group[];
};

/** How far back a view goes by default. */
const BACK: Readonly<Record<CalendarUnit, number>> = { day: 29, week: 25, month: 11 };

/** A month of age is thirty days, whichever month it is. */
const AGE: Readonly<Record<CalendarUnit, { readonly length: Duration; readonly most: number }>> = {
  day: { length: days(1), most: 14 },
  week: { length: days(7), most: 8 },
  month: { length: days(30), most: 6 },
};

/** The cohort analysis. `since` is rounded down to the start of its day, week or month. */
export async function readStatistics(
  { store, clock, settings }: Uses<"listRegistrations", "clock" | "settings">,
  wanted: { readonly by: CalendarUnit; readonly since?: Instant | undefined; readonly per?: Trait },
): Promise<Statistics> {
  const { by, per } = wanted;
  const now = clock.now();
  const since = startOf(by, wanted.since ?? later(by, startOf(by, now), -BACK[by]));
  const [all, cohorts, groups] = [newTally(), new Map<number, Tally>(), new Map<string, Tally>()];
  for await (const found of registrations(store, since)) {
    add(all, found);
    add(tallyFor(cohorts, startOf(by, found.registeredOn)), found);
    if (per !== undefined) add(tallyFor(groups, traitOf(found, per)), found);
  }
  const frame = { now, lifetime: settings.registration.lifetime };
  return {
    by,
    since,
    now,
    cohorts: cohortsFrom(cohorts, by, frame),
    total: numbers(all, { ...frame, openUntil: all.newest }),
    steps: stepsOf(all.delays),
    groups: groupsFrom(groups, per === "way" ? all : undefined, frame),
  };
}

const BATCH_SIZE = 20_000;

async function* registrations(
  store: Uses<"listRegistrations">["store"],
  since: Instant,
): AsyncGenerator<Registration> {
  for (let after: string | undefined; ;) {
    const page = await store.listRegistrations({ since, after, limit: BATCH_SIZE });
    yield* page;
    after = page.at(-1)?.id;
    if (page.length < BATCH_SIZE) return;
  }
}

/** What is kept of registrations while they are counted: only one number each. */
type Tally = { registered: number; newest: Instant; readonly delays: number[] };

const newTally = (): Tally => ({ registered: 0, newest: 0, delays: [] });

function tallyFor<Key>(tallies: Map<Key, Tally>, key: Key): Tally {
  const known = tallies.get(key);
  if (known !== undefined) return known;
  const made = newTally();
  tallies.set(key, made);
  return made;
}

function add(tally: Tally, { registeredOn, confirmedOn }: Registration): void {
  tally.registered += 1;
  tally.newest = Math.max(tally.newest, registeredOn);
  if (confirmedOn !== null) tally.delays.push(confirmedOn - registeredOn);
}

/** Not the name of a group: stands for those whose trait is unknown. */
const UNKNOWN = "";

function traitOf({ emailKey, resends, way }: Registration, per: Trait): string {
  if (per === "way") return way ?? UNKNOWN;
  if (per === "resends") return `${resends}`;
  return emailKey?.slice(emailKey.lastIndexOf("@") + 1) ?? UNKNOWN;
}

type Frame = { readonly now: Instant; readonly lifetime: Duration };

function cohortsFrom(
  tallies: ReadonlyMap<Instant, Tally>,
  by: CalendarUnit,
  frame: Frame,
): readonly Cohort[] {
  const found: Cohort[] = [];
  if (tallies.size === 0) return found;
  const last = Math.max(startOf(by, frame.now), ...tallies.keys());
  for (let start = Math.min(...tallies.keys()); start <= last; start = later(by, start, 1)) {
    const tally = tallies.get(start) ?? newTally();
    const endsOn = later(by, start, 1);
    found.push({
      startsOn: start,
      endsOn,
      soFar: endsOn > frame.now,
      ...numbers(tally, { ...frame, openUntil: endsOn }),
      ages: agesOf(tally, { startsOn: start, endsOn, by, now: frame.now }),
    });
  }
  return found;
}

function agesOf(
  { delays, registered }: Tally,
  cohort: { startsOn: Instant; endsOn: Instant; by: CalendarUnit; now: Instant },
): readonly (Cell | null)[] {
  const { startsOn, endsOn, now } = cohort;
  const { length, most } = AGE[cohort.by];
  return Array.from({ length: most }, (_, at) => {
    if (startsOn + at * length >= now) return null;
    const age = (at + 1) * length;
    return cell(atMost(delays, age), registered, endsOn + age > now);
  });
}

function numbers(
  { delays, registered }: Tally,
  { openUntil, now, lifetime }: Frame & { readonly openUntil: Instant },
): Numbers {
  const sorted = Float64Array.from(delays).sort();
  const within = (horizon: Duration): Cell =>
    cell(atMost(delays, horizon), registered, openUntil + horizon > now);
  return {
    registered,
    withinHour: within(hours(1)),
    withinDay: within(days(1)),
    withinWeek: within(days(7)),
    // A registration is removed after its lifetime, and then nobody in the cohort can confirm any more.
    ever: cell(delays.length, registered, openUntil + lifetime > now),
    median: quantile(sorted, 50),
    ninetieth: quantile(sorted, 90),
    ninetyNinth: quantile(sorted, 99),
  };
}

const cell = (count: number, of: number, soFar: boolean): Cell => ({
  count,
  rate: of === 0 ? null : count / of,
  soFar,
});

const atMost = (delays: readonly number[], horizon: Duration): number =>
  delays.reduce((found, delay) => (delay <= horizon ? found + 1 : found), 0);

/** The nearest-rank percentile: always a measured value, never one between two. */
const quantile = (sorted: Float64Array, percent: number): number | null =>
  sorted[Math.max(0, Math.ceil((sorted.length * percent) / 100) - 1)] ?? null;

/** `all`: the total for the shares, if it is not each group's own. */
function groupsFrom(
  tallies: ReadonlyMap<string, Tally>,
  all: Tally | undefined,
  frame: Frame,
): readonly Group[] {
  return [...tallies]
    .map(([name, tally]) => ({
      name: name === UNKNOWN ? null : name,
      size: tally.registered,
      ...numbers(
        { ...tally, registered: (all ?? tally).registered },
        { ...frame, openUntil: (all ?? tally).newest },
      ),
    }))
    .toSorted(
      (one, other) => other.size - one.size || ((one.name ?? "~") < (other.name ?? "~") ? -1 : 1),
    );
}

const FIRST_STEP = seconds(15);

/** From the first step in which somebody confirmed to the last. */
function stepsOf(delays: readonly number[]): readonly Step[] {
  const counts = new Map<number, number>();
  for (const delay of delays) {
    const at = Math.max(0, Math.ceil(Math.log2(delay / FIRST_STEP)));
    counts.set(at, (counts.get(at) ?? 0) + 1);
  }
  const [first, last] = [Math.min(...counts.keys()), Math.max(...counts.keys())];
  const steps: Step[] = [];
  for (let at = first; at <= last; at += 1) {
    const from = at === 0 ? 0 : FIRST_STEP * 2 ** (at - 1);
    steps.push({ from, to: FIRST_STEP * 2 ** at, count: counts.get(at) ?? 0 });
  }
  return steps;
}
