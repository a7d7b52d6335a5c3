// The figures of the last days, each beside that of the time before, and where confirmations fell.

import { later, startOf } from "../../domain/calendar.ts";
import {
  addCounts,
  confirmedIn,
  confirmedWithin,
  NO_VALUE,
  noCounts,
  OTHER_DOMAINS,
  QUARTER,
  timeUntil,
  type Counts,
  type People,
} from "../../domain/cohorts.ts";
import { days, hours, type Duration, type Instant } from "../../domain/time.ts";
import type { Uses } from "../../ports/context.ts";
import { perValue, readCounts } from "./counts.ts";

/** Of those who registered in a span, how many have confirmed, and in what time half of those did. */
export type Figures = {
  readonly registered: number;
  readonly confirmed: number;
  /** Null if nobody registered. */
  readonly rate: number | null;
  /** Null if nobody confirmed. */
  readonly median: Duration | null;
};

/** The figures from the beginning of a day until now, and those of the same length of time just as many days earlier. */
export type SpanFigures = Figures & { readonly days: number; readonly before: Figures };

export type RecentFigures = {
  /** The zone in which days begin. */
  readonly zone: string;
  /** Whether everybody is counted. */
  readonly complete: boolean;
  readonly spans: readonly SpanFigures[];
};

/** Today, the last week, the last month: with today, which is not over. */
const SPANS = [1, 7, 30] as const;

const THEMSELVES: readonly People[] = ["themselves"];

const quarterAt = (instant: Instant): Instant => Math.ceil(instant / QUARTER) * QUARTER;

/** Reads the counts of sixty days at once, however many people there are. */
export async function readFigures({
  store,
  clock,
  settings,
}: Uses<"readCohorts" | "cohortsReach", "clock" | "settings">): Promise<RecentFigures> {
  const { timeZone: zone } = settings;
  const now = clock.now();
  const today = startOf("day", now, zone);
  const end = later("day", today, 1, zone);
  const parts = SPANS.map((count) => {
    const from = later("day", today, 1 - count, zone);
    const earlier = later("day", today, 1 - 2 * count, zone);
    // As much of that time as has passed of this one: half a day is not compared with a whole one.
    return { count, from, earlier, until: Math.min(from, quarterAt(earlier + now - from)) };
  });
  const all = parts.flatMap(({ from, earlier, until }) => [from, earlier, until]);
  const bounds = [...new Set([...all, end])].toSorted((one, other) => one - other);
  const counted = await readCounts(store, {
    people: THEMSELVES,
    dimension: "all",
    frame: { bounds },
  });
  const between = (from: Instant, to: Instant): Figures => {
    const sum = noCounts();
    for (const [at, counts] of counted.entries())
      if (bounds[at]! >= from && bounds[at]! < to) addCounts(sum, counts);
    return figuresOf(sum);
  };
  const { complete } = await store.cohortsReach();
  return {
    zone,
    complete,
    spans: parts.map(({ count, from, earlier, until }) => ({
      days: count,
      ...between(from, end),
      before: between(earlier, until),
    })),
  };
}

function figuresOf(counts: Counts): Figures {
  const confirmed = confirmedIn(counts);
  return {
    registered: counts.n,
    confirmed,
    rate: counts.n === 0 ? null : confirmed / counts.n,
    median: timeUntil(counts, Math.ceil(confirmed / 2)),
  };
}

/** A mail domain whose people confirm much less often than they did. Shares of those who registered. */
export type FallenDomain = {
  readonly domain: string;
  readonly before: number;
  readonly now: number;
  /** When the time begins in which it fell. */
  readonly since: Instant;
};

/** So many people it takes, before and now: fewer say nothing about a domain. */
const FEWEST = 20;

/** By so much it has to fall, and so many standard errors, or it is no more than chance. */
const LEAST_FALL = 0.2;
const LEAST_ERRORS = 3;

const MOST_DOMAINS = 5;

/**
 * The domains that fell in the last seven days (UTC, with today), compared with the 28 days before, those that fell most first. Who registered in
 * the last hour has not had the time, so only confirmations within an hour are compared.
 */
export async function fallenDomains({
  store,
  clock,
}: Uses<"readCohorts", "clock">): Promise<readonly FallenDomain[]> {
  const end = quarterAt(clock.now() - hours(1));
  // Between two days, so that whole days are read, and quarter hours only of today.
  const since = Math.floor(end / days(1)) * days(1) - days(6);
  const read = (from: Instant, to: Instant) =>
    perValue(store, {
      people: THEMSELVES,
      dimension: "domain",
      frame: { bounds: [from, to] },
    });
  const [earlier, lately] = [await read(since - days(28), since), await read(since, end)];
  return [...lately]
    .flatMap(([domain, counts]) => {
      const before = earlier.get(domain);
      return before === undefined || !hasFallen(before, counts)
        ? []
        : [{ domain, before: shareOf(before), now: shareOf(counts), since }];
    })
    .filter(({ domain }) => domain !== NO_VALUE && domain !== OTHER_DOMAINS)
    .toSorted((one, other) => other.before - other.now - (one.before - one.now))
    .slice(0, MOST_DOMAINS);
}

const shareOf = (counts: Counts): number => confirmedWithin(counts, hours(1)) / counts.n;

function hasFallen(before: Counts, now: Counts): boolean {
  if (before.n < FEWEST || now.n < FEWEST) return false;
  const fall = shareOf(before) - shareOf(now);
  const all =
    (confirmedWithin(before, hours(1)) + confirmedWithin(now, hours(1))) / (before.n + now.n);
  const error = Math.sqrt(all * (1 - all) * (1 / before.n + 1 / now.n));
  return fall >= LEAST_FALL && fall >= LEAST_ERRORS * error;
}
