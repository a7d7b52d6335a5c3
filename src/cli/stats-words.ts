// The numbers of registrations on the terminal: as tables, as JSON, and for spreadsheets.

import { dayIn } from "../domain/calendar.ts";
import { OTHER_DOMAINS } from "../domain/cohorts.ts";
import type { Cell, Cohort, Group, Numbers, Statistics } from "../features/cohorts/statistics.ts";
import { days, hours, minutes, seconds, type Duration } from "../domain/time.ts";
import { csv } from "./csv.ts";
import { iso, table, type Column } from "./output.ts";

const inSeconds = (duration: Duration | null): number | null =>
  duration === null ? null : Math.round(duration / seconds(1));

const rounded = (rate: number | null): number | null =>
  rate === null ? null : Math.round(rate * 10_000) / 10_000;

const cellJson = (cell: Cell) => ({ ...cell, rate: rounded(cell.rate) });

const numbersJson = (numbers: Numbers) => ({
  registered: numbers.registered,
  confirmed: numbers.ever.count,
  withinHour: cellJson(numbers.withinHour),
  withinDay: cellJson(numbers.withinDay),
  withinWeek: cellJson(numbers.withinWeek),
  ever: cellJson(numbers.ever),
  medianSeconds: inSeconds(numbers.median),
  ninetiethSeconds: inSeconds(numbers.ninetieth),
  ninetyNinthSeconds: inSeconds(numbers.ninetyNinth),
  untilHalfSeconds: inSeconds(numbers.untilHalf),
  handedOver: numbers.handedOver,
  opened: numbers.opened,
  loggedInAgain: numbers.returned,
});

/** Everything that was counted, for programs; groups only if they were asked for. */
export const statisticsJson = (found: Statistics, per: string | undefined, most: number) => ({
  by: found.by,
  zone: found.zone,
  since: iso(found.since),
  now: iso(found.now),
  complete: found.complete,
  excludedConfirmedByOperator: found.excluded,
  cohorts: found.cohorts.map((cohort) => ({
    startsOn: iso(cohort.startsOn),
    endsOn: iso(cohort.endsOn),
    soFar: cohort.soFar,
    ...numbersJson(cohort),
    ages: cohort.ages.map((age) => age && cellJson(age)),
  })),
  total: numbersJson(found.total),
  steps: found.steps.map(({ from, to, count }) => ({
    fromSeconds: inSeconds(from),
    toSeconds: to === Infinity ? null : inSeconds(to),
    confirmed: count,
  })),
  ...(per !== undefined && {
    per,
    groups: found.groups
      .slice(0, most)
      .map((group) => ({ [per]: group.name, size: group.size, ...numbersJson(group) })),
    moreGroups: Math.max(0, found.groups.length - most),
  }),
});

const NUMBERS_HEADING =
  "registered confirmed within_1h within_24h within_7d median_seconds p90_seconds p99_seconds so_far".split(
    " ",
  );

const numbersLine = (numbers: Numbers, isOpen: boolean) => [
  numbers.registered,
  numbers.ever.count,
  numbers.withinHour.count,
  numbers.withinDay.count,
  numbers.withinWeek.count,
  inSeconds(numbers.median),
  inSeconds(numbers.ninetieth),
  inSeconds(numbers.ninetyNinth),
  [
    isOpen && "registered",
    numbers.ever.soFar && "confirmed",
    numbers.withinHour.soFar && "within_1h",
    numbers.withinDay.soFar && "within_24h",
    numbers.withinWeek.soFar && "within_7d",
  ]
    .filter(Boolean)
    .join(" "),
];

export const cohortsCsv = ({ by, zone, cohorts }: Statistics): string =>
  csv(
    [by, ...NUMBERS_HEADING],
    cohorts.map((cohort) => [dayOf(cohort, zone), ...numbersLine(cohort, cohort.soFar)]),
  );

export const groupsCsv = (groups: readonly Group[], per: string): string =>
  csv(
    [per, "size", ...NUMBERS_HEADING],
    groups.map((group) => [nameOf(group, per), group.size, ...numbersLine(group, false)]),
  );

export const agesCsv = ({ by, zone, cohorts }: Statistics): string =>
  csv(
    [by, "registered", "age", "confirmed", "so_far"],
    cohorts.flatMap((cohort) =>
      cohort.ages.flatMap((age, at) =>
        age === null
          ? []
          : [[dayOf(cohort, zone), cohort.registered, at + 1, age.count, age.soFar] as const],
      ),
    ),
  );

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

const GROUP_TITLES: Readonly<Record<string, string>> = {
  domain: "domain",
  resends: "mails asked for again",
  way: "way",
  language: "language",
  source: "source",
};

export function groupsTable(groups: readonly Group[], per: string): string {
  const columns: Column[] = [
    { title: GROUP_TITLES[per] ?? per, style: "cyan" },
    { title: per === "way" ? "users" : "registered", right: true },
    ...NUMBERS_COLUMNS,
  ];
  return table(
    columns,
    groups.map((group) => [
      nameOf(group, per),
      group.size.toLocaleString("en"),
      ...numbersCells(group),
    ]),
  );
}

export const GROUP_LEGEND = "share confirmed within that time;  … so far";

/** Only those who confirmed have a way, so the share of a way can only be a share of all. */
export const WAY_LEGEND = "share of all who registered;  … so far";

/** Groups without a name: those who did not confirm have no way, and of some who were removed no address is known. */
const nameOf = ({ name }: Group, per: string): string =>
  name === OTHER_DOMAINS ? "(other domains)" : (name ?? NO_NAMES[per] ?? "(removed)");

const NO_NAMES: Readonly<Record<string, string>> = {
  way: "(not confirmed)",
  language: "(none chosen)",
  source: "(not known)",
};

const dayOf = ({ startsOn }: Cohort, zone: string): string => dayIn(startsOn, zone);

/** "2026-11-16", or "2026-11" of a month. */
export const periodOf = ({ by, zone }: Statistics, cohort: Cohort): string =>
  dayOf(cohort, zone).slice(0, by === "month" ? 7 : 10);

const mark = (soFar: boolean): string => (soFar ? "…" : " ");

/** "72 % ", or "72 %…" if it may still grow. */
const share = ({ rate, soFar }: Cell): string =>
  rate === null ? "– " : `${Math.round(rate * 100)} %${mark(soFar)}`;

const UNITS = [
  { name: "d", length: days(1) },
  { name: "h", length: hours(1) },
  { name: "min", length: minutes(1) },
  { name: "s", length: seconds(1) },
] as const;

/** "3 min", "14 h": as exact as an overview needs. */
export function briefly(duration: Duration | null): string {
  if (duration === null) return "–";
  const unit = UNITS.find(({ length }) => duration >= 2 * length) ?? { name: "s", length: 1_000 };
  return `${Math.round(duration / unit.length)} ${unit.name}`;
}

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
