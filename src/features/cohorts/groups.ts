// People who share a trait, and how long people took, in steps that fit on a page.

import {
  addCounts,
  confirmedWithin,
  noCounts,
  NO_VALUE,
  OTHER_DOMAINS,
  type Counts,
} from "../../domain/cohorts.ts";
import { days, hours, minutes, seconds, type Duration } from "../../domain/time.ts";
import type { Numbers, Trait } from "./statistics.ts";

/**
 * Those who share a trait. `name` is null for those whose trait is unknown, or who have none. Only those who
 * confirmed have a way, so the shares of ways are shares of all who registered. `*` stands for all domains that are too
 * small to be shown, or to be counted, on their own.
 */
export type Group = Numbers & { readonly name: string | null; readonly size: number };

/** A domain with fewer people says more about them than about the domain. */
const SMALLEST_DOMAIN = 20;

export function groupsOf(
  found: ReadonlyMap<string, Counts>,
  per: Trait,
  numbersOf: (counts: Counts) => Numbers,
): readonly Group[] {
  const shown = per === "domain" ? withoutSmall(found) : found;
  return [...shown]
    .filter(([, { n }]) => n > 0)
    .map(([name, counts]) => ({
      name: name === NO_VALUE ? null : name,
      size: counts.n,
      ...numbersOf(counts),
    }))
    .toSorted(
      (one, other) =>
        Number(one.name === OTHER_DOMAINS) - Number(other.name === OTHER_DOMAINS) ||
        other.size - one.size ||
        ((one.name ?? "~") < (other.name ?? "~") ? -1 : 1),
    );
}

function withoutSmall(found: ReadonlyMap<string, Counts>): ReadonlyMap<string, Counts> {
  const shown = new Map<string, Counts>();
  const others = noCounts();
  for (const [name, counts] of found) {
    if (name !== NO_VALUE && (counts.n < SMALLEST_DOMAIN || name === OTHER_DOMAINS)) {
      addCounts(others, counts);
    } else shown.set(name, counts);
  }
  return others.n === 0 ? shown : shown.set(OTHER_DOMAINS, others);
}

/** How many confirmed after more than `from` and at most `to`. */
export type Step = { readonly from: Duration; readonly to: Duration; readonly count: number };

/** About twice as long each, in numbers that people use. */
const ENDS: readonly Duration[] = [
  ...[15, 30].map(seconds),
  ...[1, 2, 4, 8, 15, 30].map(minutes),
  ...[1, 2, 4, 8, 16].map(hours),
  ...[1.5, 3, 7, 14, 30, 60, 120].map(days),
  Infinity,
];

/** From the first step in which somebody confirmed to the last. */
export function stepsOf(counts: Counts): readonly Step[] {
  const until = ENDS.map((end) => confirmedWithin(counts, end));
  const all = ENDS.map((to, at) => ({
    from: ENDS[at - 1] ?? 0,
    to,
    count: until[at]! - (until[at - 1] ?? 0),
  }));
  const has = ({ count }: Step): boolean => count > 0;
  return all.slice(Math.max(0, all.findIndex(has)), all.findLastIndex(has) + 1);
}

/** How far people came, from registering on. */
export const funnelOf = ({ registered, handedOver, opened, ever, returned }: Numbers) =>
  [
    { step: "registered", count: registered },
    { step: "handedOver", count: handedOver },
    { step: "opened", count: opened },
    { step: "confirmed", count: ever.count },
    { step: "loggedInAgain", count: returned },
  ] as const;
