// The tutorial's cohort analysis (docs/lineage.md): of those who registered together, how many confirmed, how
// soon, and how.

import { later, startOf, type CalendarUnit } from "../../domain/calendar.ts";
import {
  addCounts,
  confirmedIn,
  confirmedWithin,
  noCounts,
  timeUntil,
  type Counts,
  type Dimension,
  type People,
} from "../../domain/cohorts.ts";
import { days, hours, type Duration, type Instant } from "../../domain/time.ts";
import type { Mark } from "../../ports/cohort-mark-store.ts";
import type { Uses } from "../../ports/context.ts";
import { frameOf, perValue, readCounts, type Frame } from "./counts.ts";
import { groupsOf, stepsOf, type Group, type Step } from "./groups.ts";

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
  /** How many had a confirmation mail handed over, opened it (or typed its code), and logged in after confirming. */
  readonly handedOver: number;
  readonly opened: number;
  readonly returned: number;
  readonly withinHour: Cell;
  readonly withinDay: Cell;
  readonly withinWeek: Cell;
  readonly ever: Cell;
  /** Half of those who confirmed took no longer than this; null if nobody has confirmed. */
  readonly median: Duration | null;
  readonly ninetieth: Duration | null;
  readonly ninetyNinth: Duration | null;
  /** After this time, half of all who registered had confirmed; null if fewer have. */
  readonly untilHalf: Duration | null;
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
export type Trait = Exclude<Dimension, "all">;

export type Statistics = {
  readonly by: CalendarUnit;
  /** The zone of the days, weeks and months. */
  readonly zone: string;
  readonly since: Instant;
  readonly now: Instant;
  /** Whether everybody is counted: not while people are counted anew. */
  readonly complete: boolean;
  /** How many are not in these numbers because an operator confirmed them. */
  readonly excluded: number;
  /** Without gaps, from the first in which somebody registered; empty if nobody did. */
  readonly cohorts: readonly Cohort[];
  readonly total: Numbers;
  readonly steps: readonly Step[];
  /** What operators marked in this time, oldest first. */
  readonly marks: readonly Mark[];
  /** For each trait that was asked for, those who share it, largest first. */
  readonly groups: Readonly<Partial<Record<Trait, readonly Group[]>>>;
};

/** How far back a view goes by default. */
const BACK: Readonly<Record<CalendarUnit, number>> = { day: 29, week: 25, month: 11 };

/** A month of age is thirty days, whichever month it is. */
const AGE: Readonly<Record<CalendarUnit, { readonly length: Duration; readonly most: number }>> = {
  day: { length: days(1), most: 14 },
  week: { length: days(7), most: 8 },
  month: { length: days(30), most: 6 },
};

export type WantedStatistics = {
  readonly by: CalendarUnit;
  readonly since?: Instant | undefined;
  readonly per?: readonly Trait[] | undefined;
  /** Default: the zone of the site. */
  readonly zone?: string | undefined;
  /** Counts also those whom an operator confirmed. */
  readonly withOperators?: boolean | undefined;
};

/** The cohort analysis. `since` is rounded down to the start of its day, week or month. */
export async function readStatistics(
  context: Uses<"readCohorts" | "cohortsReach" | "listMarks", "clock" | "settings">,
  wanted: WantedStatistics,
): Promise<Statistics> {
  const { store, clock, settings } = context;
  const { by, per = [], withOperators, zone = settings.timeZone } = wanted;
  const now = clock.now();
  const first = startOf(by, now, zone);
  const since =
    wanted.since === undefined
      ? later(by, first, -BACK[by], zone)
      : startOf(by, wanted.since, zone);
  const { first: began, complete } = await store.cohortsReach();
  const frame = frameOf({ by, zone, since: Math.max(since, began ?? since), now });
  const people: readonly People[] = withOperators ? BOTH : ["themselves"];
  const counted = await readCounts(store, { people, dimension: "all", frame });
  const cut = firstWith(counted);
  const all = sumOf(counted);
  const rules = { now, lifetime: settings.registration.lifetime };
  const open = { ...rules, openUntil: Math.min(now, newestIn(counted, frame)) };
  const groups: Partial<Record<Trait, readonly Group[]>> = {};
  for (const trait of per) {
    groups[trait] = groupsOf(
      await perValue(store, { people, dimension: trait, frame }),
      trait,
      // Only those who confirmed have a way, so its share can only be a share of all.
      (counts) => numbersOf(trait === "way" ? { ...counts, n: all.n } : counts, open),
    );
  }
  const others = await readCounts(store, { people: ["by-operator"], dimension: "all", frame });
  return {
    by,
    zone,
    since,
    now,
    complete,
    excluded: withOperators ? 0 : sumOf(others).n,
    cohorts: counted
      .slice(cut)
      .map((counts, at) => cohortOf(counts, { at: at + cut, frame, by }, rules)),
    total: numbersOf(all, open),
    steps: stepsOf(all),
    marks: await store.listMarks({ since: frame.bounds[cut] ?? now }),
    groups,
  };
}

const BOTH: readonly People[] = ["themselves", "by-operator"];

const firstWith = (counted: readonly Counts[]): number => {
  const at = counted.findIndex(({ n }) => n > 0);
  return at === -1 ? counted.length : at;
};

/** When the last cohort with somebody in it ends. */
const newestIn = (counted: readonly Counts[], { bounds }: Frame): Instant =>
  bounds[counted.findLastIndex(({ n }) => n > 0) + 1] ?? 0;

function sumOf(counted: readonly Counts[]): Counts {
  const sum = noCounts();
  for (const counts of counted) addCounts(sum, counts);
  return sum;
}

type Rules = { readonly now: Instant; readonly lifetime: Duration };

function cohortOf(
  counts: Counts,
  { at, frame, by }: { readonly at: number; readonly frame: Frame; readonly by: CalendarUnit },
  rules: Rules,
): Cohort {
  const [startsOn, endsOn] = [frame.bounds[at]!, frame.bounds[at + 1]!];
  return {
    startsOn,
    endsOn,
    soFar: endsOn > rules.now,
    ...numbersOf(counts, { ...rules, openUntil: endsOn }),
    ages: agesOf(counts, { startsOn, endsOn, by, now: rules.now }),
  };
}

function agesOf(
  counts: Counts,
  cohort: { startsOn: Instant; endsOn: Instant; by: CalendarUnit; now: Instant },
): readonly (Cell | null)[] {
  const { startsOn, endsOn, now } = cohort;
  const { length, most } = AGE[cohort.by];
  return Array.from({ length: most }, (_, at) => {
    if (startsOn + at * length >= now) return null;
    const age = (at + 1) * length;
    return cell(confirmedWithin(counts, age), counts.n, endsOn + age > now);
  });
}

function numbersOf(
  counts: Counts,
  { openUntil, now, lifetime }: Rules & { readonly openUntil: Instant },
): Numbers {
  const confirmed = confirmedIn(counts);
  const within = (horizon: Duration): Cell =>
    cell(confirmedWithin(counts, horizon), counts.n, openUntil + horizon > now);
  const quantile = (percent: number) => timeUntil(counts, Math.ceil((confirmed * percent) / 100));
  return {
    registered: counts.n,
    handedOver: counts.h,
    opened: counts.o,
    returned: counts.r,
    withinHour: within(hours(1)),
    withinDay: within(days(1)),
    withinWeek: within(days(7)),
    // A registration is removed after its lifetime, and then nobody in the cohort can confirm any more.
    ever: cell(confirmed, counts.n, openUntil + lifetime > now),
    median: quantile(50),
    ninetieth: quantile(90),
    ninetyNinth: quantile(99),
    untilHalf: timeUntil(counts, Math.ceil(counts.n / 2)),
  };
}

const cell = (count: number, of: number, soFar: boolean): Cell => ({
  count,
  rate: of === 0 ? null : count / of,
  soFar,
});

export type { Group, Step };
