// `postern stats`: the cohort analysis, as a table that people look at.

import { cohorts, type SettledCohort } from "../../features/admin/admin.ts";
import { days, hours, minutes, seconds, type Duration } from "../../domain/time.ts";
import { atDesk } from "../desk.ts";
import type { Globals } from "../globals.ts";
import { iso, print, printJson, say, styled, table, type Column } from "../output.ts";

type Flags = { readonly by: "day" | "week"; readonly since?: number; readonly csv?: true };

/** Prints, per day or week of registering, how many confirmed within an hour, a day, a week. */
export async function showStats(flags: Flags, globals: Globals): Promise<void> {
  const { by, since } = flags;
  const found = await atDesk(globals, "ready", ({ context }) => cohorts(context, { by, since }));
  if (globals.json) return printJson({ by, cohorts: found.map(asJson) });
  if (flags.csv) return print(asCsv(by, found));
  if (found.length === 0) return say("Nobody registered in this time. Look further back: --since");
  print(asTable(by, found));
  print(
    styled(
      "dim",
      "confirmed within: █ 1 hour  ▓ 24 hours  ▒ 7 days  ░ later or never  · still has time",
    ),
  );
}

const asJson = ({ startsOn, median, ninetieth, ...cohort }: SettledCohort) => ({
  startsOn: iso(startsOn),
  ...cohort,
  medianSeconds: inSeconds(median),
  ninetiethSeconds: inSeconds(ninetieth),
});

const inSeconds = (duration: Duration | null): number | null =>
  duration === null ? null : Math.round(duration / seconds(1));

const CSV_COLUMNS =
  "registered,confirmed,within_1h,within_24h,within_7d,median_seconds,ninetieth_seconds,settled";

const asCsv = (by: string, found: readonly SettledCohort[]): string =>
  [
    `${by},${CSV_COLUMNS}`,
    ...found.map((cohort) =>
      [
        dayOf(cohort),
        cohort.registered,
        cohort.confirmed,
        cohort.withinHour,
        cohort.withinDay,
        cohort.withinWeek,
        inSeconds(cohort.median) ?? "",
        inSeconds(cohort.ninetieth) ?? "",
        cohort.settled,
      ].join(","),
    ),
  ].join("\n");

function asTable(by: "day" | "week", found: readonly SettledCohort[]): string {
  const columns: Column[] = [
    { title: by === "day" ? "day (UTC)" : "week from", style: "cyan" },
    { title: "registered", right: true },
    { title: "1 h", right: true },
    { title: "24 h", right: true },
    { title: "7 d", right: true },
    { title: "median", right: true },
    { title: "90 %", right: true },
    { title: "confirmed" },
  ];
  return table(
    columns,
    found.map((cohort) => [
      dayOf(cohort),
      cohort.registered.toLocaleString("en"),
      share(cohort.withinHour, cohort.registered),
      share(cohort.withinDay, cohort.registered),
      share(cohort.withinWeek, cohort.registered),
      briefly(cohort.median),
      briefly(cohort.ninetieth),
      bar(cohort),
    ]),
  );
}

const dayOf = ({ startsOn }: SettledCohort): string =>
  new Date(startsOn).toISOString().slice(0, 10);

const share = (part: number, whole: number): string => `${Math.round((part / whole) * 100)} %`;

const UNITS = [
  { name: "d", length: days(1) },
  { name: "h", length: hours(1) },
  { name: "min", length: minutes(1) },
  { name: "s", length: seconds(1) },
] as const;

/** "3 min", "14 h": as exact as a glance needs. */
function briefly(duration: Duration | null): string {
  if (duration === null) return "–";
  const unit = UNITS.find(({ length }) => duration >= 2 * length) ?? { name: "s", length: 1_000 };
  return `${Math.round(duration / unit.length)} ${unit.name}`;
}

const WIDTH = 24;

/** Cumulative, so that rounding never makes a bar longer or shorter than the others. */
function bar({ registered, withinHour, withinDay, withinWeek, settled }: SettledCohort): string {
  const ends = [withinHour, withinDay, withinWeek, registered].map((part) =>
    Math.round((part / registered) * WIDTH),
  );
  return ["█", "▓", "▒", settled ? "░" : "·"]
    .map((sign, at) => sign.repeat((ends[at] ?? 0) - (ends[at - 1] ?? 0)))
    .join("");
}
