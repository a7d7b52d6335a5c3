// The numbers of the cohort analysis in words, for its pages, pictures and tables.

import { dayIn, type CalendarUnit } from "../../domain/calendar.ts";
import { MOST_RESENDS, OTHER_DOMAINS } from "../../domain/cohorts.ts";
import { ownNameOf } from "../../domain/language-choice.ts";
import type { Language } from "../../domain/language.ts";
import { days, hours, minutes, seconds, type Duration } from "../../domain/time.ts";
import { percent } from "../../ui/charts/chart.ts";
import { copy } from "./copy.ts";
import type { Cell, Statistics, Trait } from "./statistics.ts";

/** Largest first. */
const UNITS = [
  { name: "days", length: days(1) },
  { name: "hours", length: hours(1) },
  { name: "minutes", length: minutes(1) },
  { name: "seconds", length: seconds(1) },
] as const;

const NOTHING = "—";

/** How numbers are said in a language. */
export function numbersIn(language: Language) {
  const { numbers: words, groups } = language.words(copy);
  const noValue = {
    domain: groups.removed,
    resends: NOTHING,
    way: groups.notConfirmed,
    language: groups.noLanguage,
    source: groups.noSource,
  } as const;
  const ways: Readonly<Record<string, string>> = groups;
  return {
    count: (number: number): string => words.figure({ number }),
    /** "3 min", "14 h": as exact as an overview needs. */
    briefly(duration: Duration | null): string {
      if (duration === null) return NOTHING;
      const unit = UNITS.find(({ length }) => duration >= 2 * length || duration === length);
      const { name, length } = unit ?? UNITS[3];
      return words[name]({ number: Math.round(duration / length) });
    },
    /** "72 %", or "72 %…" if it may still grow. */
    share: ({ rate, soFar }: Cell): string =>
      rate === null ? NOTHING : `${percent(rate)}${soFar ? "…" : ""}`,
    shareOf: (share: string, number: number): string => words.shareOf({ share, number }),
    span(from: Duration, to: Duration): string {
      if (to === Infinity) return words.moreThan({ from: this.briefly(from) });
      if (from === 0) return words.upTo({ to: this.briefly(to) });
      return words.fromTo({ from: this.briefly(from), to: this.briefly(to) });
    },
    /** The name of a group in a table or a chart. */
    group(per: Trait, name: string | null): string {
      if (name === OTHER_DOMAINS) return groups.otherDomains;
      if (name === null) return noValue[per];
      if (per === "way") return ways[name] ?? name;
      if (per === "language") return ownNameOf(name);
      return per === "resends" && Number(name) === MOST_RESENDS ? `${name}+` : name;
    },
  };
}

/** "2026-11-16", or "2026-11" of a month: the same in every language, and in the order of time. */
export const periodOf = (
  { by, zone }: { readonly by: CalendarUnit; readonly zone: string },
  { startsOn }: Statistics["cohorts"][number],
): string => dayIn(startsOn, zone).slice(0, by === "month" ? 7 : 10);
