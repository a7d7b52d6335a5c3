// The cohort analysis for programs (JSON) and for spreadsheets (CSV).

import { dayIn } from "../../domain/calendar.ts";
import { OTHER_DOMAINS } from "../../domain/cohorts.ts";
import { csv } from "../../domain/csv.ts";
import { campaignFunnel } from "../../domain/campaign.ts";
import { iso, seconds, type Duration } from "../../domain/time.ts";
import type { CampaignReport } from "../../ports/campaign-store.ts";
import { funnelOf } from "./groups.ts";
import type { Cell, Cohort, Group, Numbers, Statistics, Trait } from "./statistics.ts";

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

/** Everything that was counted, except for groups. */
export const statisticsJson = (found: Statistics) => ({
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
  marks: found.marks.map(({ happenedOn, text }) => ({ happenedOn: iso(happenedOn), text })),
  steps: found.steps.map(({ from, to, count }) => ({
    fromSeconds: inSeconds(from),
    toSeconds: to === Infinity ? null : inSeconds(to),
    confirmed: count,
  })),
});

/** The groups of a trait; its value is under its name. */
export const groupsJson = (groups: readonly Group[], per: Trait) =>
  groups.map((group) => ({ [per]: group.name, size: group.size, ...numbersJson(group) }));

export const campaignJson = ({ campaign, counts }: CampaignReport) => ({
  ...campaign,
  startedOn: iso(campaign.startedOn),
  changedOn: iso(campaign.changedOn),
  ...stepsOf(counts),
});

const NUMBERS_HEADING =
  "registered confirmed within_1h within_24h within_7d median_seconds p90_seconds p99_seconds until_half_seconds so_far".split(
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
  inSeconds(numbers.untilHalf),
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

const dayOf = ({ startsOn }: Cohort, zone: string): string => dayIn(startsOn, zone);

export const cohortsCsv = ({ by, zone, cohorts }: Statistics): string =>
  csv(
    [by, ...NUMBERS_HEADING],
    cohorts.map((cohort) => [dayOf(cohort, zone), ...numbersLine(cohort, cohort.soFar)]),
  );

const NO_NAMES: Readonly<Partial<Record<Trait, string>>> = {
  way: "(not confirmed)",
  language: "(none chosen)",
  source: "(not known)",
};

/** Groups without a name: those who did not confirm have no way, and of some who were removed no address is known. */
export const groupName = ({ name }: Group, per: Trait): string =>
  name === OTHER_DOMAINS ? "(other domains)" : (name ?? NO_NAMES[per] ?? "(removed)");

export const groupsCsv = (groups: readonly Group[], per: Trait): string =>
  csv(
    [per, "size", ...NUMBERS_HEADING],
    groups.map((group) => [groupName(group, per), group.size, ...numbersLine(group, false)]),
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

export const timesCsv = ({ steps }: Statistics): string =>
  csv(
    ["from_seconds", "to_seconds", "confirmed"],
    steps.map(({ from, to, count }) => [
      inSeconds(from),
      to === Infinity ? null : inSeconds(to),
      count,
    ]),
  );

export const funnelCsv = ({ total }: Statistics): string =>
  csv(
    ["step", "people"],
    funnelOf(total).map(({ step, count }) => [step, count]),
  );

export const campaignCsv = (report: CampaignReport | undefined): string =>
  csv(["step", "people"], Object.entries(report === undefined ? {} : stepsOf(report.counts)));

const stepsOf = (counts: CampaignReport["counts"]) => ({
  ...campaignFunnel(counts),
  skipped: counts.skipped,
  left: counts.left,
});
