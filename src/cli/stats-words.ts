// The numbers of registrations on the terminal, as tables.

import { english } from "../domain/language.ts";
import { groupName } from "../features/cohorts/formats.ts";
import { numbersIn, periodOf } from "../features/cohorts/numbers-pages.ts";
import type { Cell, Group, Numbers, Statistics, Trait } from "../features/cohorts/statistics.ts";
import { table, type Column } from "./output.ts";

const { briefly } = numbersIn(english);

const NUMBERS_COLUMNS: readonly Column[] = [
  "1 h",
  "24 h",
  "7 d",
  "in all",
  "median",
  "90 %",
  "99 %",
].map((title) => ({ title, right: true }));

const numbersCells = (numbers: Numbers): readonly string[] => [
  share(numbers.withinHour),
  share(numbers.withinDay),
  share(numbers.withinWeek),
  share(numbers.ever),
  briefly(numbers.median),
  briefly(numbers.ninetieth),
  briefly(numbers.ninetyNinth),
];

const COHORT_TITLES = { day: "day", week: "week from", month: "month" } as const;

const titleOf = ({ by, zone }: Statistics): string => `${COHORT_TITLES[by]} (${zone})`;

/** A line for each cohort, and one for all of them. */
export function cohortsTable(found: Statistics): string {
  const { cohorts, total } = found;
  const columns: Column[] = [
    { title: titleOf(found), style: "cyan" },
    { title: "registered", right: true },
    ...NUMBERS_COLUMNS,
    { title: "" },
  ];
  return table(columns, [
    ...cohorts.map((cohort) => [
      periodOf(found, cohort),
      `${cohort.registered.toLocaleString("en")}${mark(cohort.soFar)}`,
      ...numbersCells(cohort),
      bar(cohort),
    ]),
    ["all", `${total.registered.toLocaleString("en")} `, ...numbersCells(total), bar(total)],
  ]);
}

export const LEGEND =
  "confirmed within: █ 1 hour  ▓ 24 hours  ▒ 7 days  ░ later or never  · still has time;  … so far";

/** How many had confirmed by each age: what may still change is marked, what cannot exist yet is left out. */
export function agesTable(found: Statistics): string {
  const { by, cohorts } = found;
  const most = Math.max(...cohorts.map(({ ages }) => ages.filter(Boolean).length));
  const unit = { day: "d", week: "w", month: "mo" }[by];
  const columns: Column[] = [
    { title: titleOf(found), style: "cyan" },
    { title: "registered", right: true },
    ...Array.from({ length: most }, (_, at) => ({
      title: `${at + 1} ${unit} `,
      right: true as const,
    })),
  ];
  return table(
    columns,
    cohorts.map((cohort) => [
      periodOf(found, cohort),
      `${cohort.registered.toLocaleString("en")}${mark(cohort.soFar)}`,
      ...cohort.ages.slice(0, most).map((age) => (age === null ? "" : share(age))),
    ]),
  );
}

const GROUP_TITLES: Readonly<Record<Trait, string>> = {
  domain: "domain",
  resends: "mails asked for again",
  way: "way",
  language: "language",
  source: "source",
};

export function groupsTable(groups: readonly Group[], per: Trait): string {
  const columns: Column[] = [
    { title: GROUP_TITLES[per], style: "cyan" },
    { title: per === "way" ? "users" : "registered", right: true },
    ...NUMBERS_COLUMNS,
  ];
  return table(
    columns,
    groups.map((group) => [
      groupName(group, per),
      group.size.toLocaleString("en"),
      ...numbersCells(group),
    ]),
  );
}

export const GROUP_LEGEND = "share confirmed within that time;  … so far";

/** Only those who confirmed have a way, so the share of a way can only be a share of all. */
export const WAY_LEGEND = "share of all who registered;  … so far";

const mark = (soFar: boolean): string => (soFar ? "…" : " ");

/** "72 % ", or "72 %…" if it may still grow. */
const share = ({ rate, soFar }: Cell): string =>
  rate === null ? "— " : `${Math.round(rate * 100)} %${mark(soFar)}`;

const WIDTH = 24;

/** Cumulative, so that rounding never makes a bar longer or shorter than the others. */
function bar({ registered, withinHour, withinDay, withinWeek }: Numbers): string {
  if (registered === 0) return "";
  const ends = [withinHour.count, withinDay.count, withinWeek.count, registered].map((part) =>
    Math.round((part / registered) * WIDTH),
  );
  return ["█", "▓", "▒", withinWeek.soFar ? "·" : "░"]
    .map((sign, at) => sign.repeat((ends[at] ?? 0) - (ends[at - 1] ?? 0)))
    .join("");
}
