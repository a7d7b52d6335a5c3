// The numbers of registrations as charts: a page with a table next to each, or the charts alone.

import type { Cell, Statistics } from "../features/cohorts/statistics.ts";
import { dayIn } from "../domain/calendar.ts";
import { percent, type Picture } from "../ui/charts/chart.ts";
import { heatMap } from "../ui/charts/heat-map.ts";
import { shareLines } from "../ui/charts/share-lines.ts";
import { timeHistogram } from "../ui/charts/time-histogram.ts";
import type { Markup } from "../ui/markup.ts";
import { chartFile, chartPage, figure, tableOf } from "./chart-page.ts";
import { briefly, periodOf } from "./stats-words.ts";

const AGE_WORDS = { day: "days", week: "weeks", month: "months of 30 days" } as const;
const AGE_UNITS = { day: "d", week: "w", month: "mo" } as const;

/** An SVG file with all charts below each other. */
export const statisticsPicture = (found: Statistics): string =>
  chartFile(titleOf(found), [agesPicture(found), sharesPicture(found), timesPicture(found)]);

const titleOf = ({ by, since, now, zone }: Statistics): string =>
  `Registrations by ${by}, ${dayIn(since, zone)} to ${dayIn(now, zone)} (${zone})`;

const inWords = ({ rate, soFar }: Cell): string =>
  rate === null ? "–" : `${percent(rate)}${soFar ? "…" : ""}`;

const columnsOf = ({ by, cohorts }: Statistics): readonly string[] =>
  Array.from(
    { length: Math.max(0, ...cohorts.map(({ ages }) => ages.filter(Boolean).length)) },
    (_, at) => `${at + 1} ${AGE_UNITS[by]}`,
  );

function agesPicture(found: Statistics): Picture {
  const { by, cohorts } = found;
  return heatMap({
    id: "ages",
    title: "Confirmed by age",
    description: `For each ${by} of registering, the share that had confirmed one ${by} after registering, two, and so on. What is not finished has a dashed border.`,
    over: `${AGE_WORDS[by]} after registering`,
    columns: columnsOf(found).map((column) => column.split(" ")[0] ?? ""),
    rows: cohorts.map((cohort) => ({
      name: periodOf(found, cohort),
      cells: cohort.ages.map((age) => age && { share: age.rate, soFar: age.soFar }),
    })),
  });
}

function sharesPicture(found: Statistics): Picture {
  const { by, cohorts, total } = found;
  const series = (name: string, which: "withinHour" | "withinDay" | "ever") => ({
    name,
    points: cohorts.map((cohort) => ({ share: cohort[which].rate, soFar: cohort[which].soFar })),
  });
  return shareLines({
    id: "shares",
    title: "Share confirmed over time",
    description: `By the ${by} of registering; dotted where people still have time. Of all, ${inWords(total.withinHour)} confirmed within an hour, ${inWords(total.withinDay)} within a day and ${inWords(total.ever)} in all.`,
    places: cohorts.map((cohort) => periodOf(found, cohort)),
    series: [
      series("in 1 hour", "withinHour"),
      series("in 24 hours", "withinDay"),
      series("in all", "ever"),
    ],
  });
}

const quantilesOf = ({ median, ninetieth, ninetyNinth }: Statistics["total"]) =>
  [
    { name: "p50", value: median },
    { name: "p90", value: ninetieth },
    { name: "p99", value: ninetyNinth },
  ].flatMap(({ name, value }) => (value === null ? [] : [{ name, value }]));

function timesPicture({ total, steps }: Statistics): Picture {
  const marks = quantilesOf(total).map(({ name, value }) => ({
    name: `${name} ${briefly(value)}`,
    value,
  }));
  return timeHistogram({
    id: "times",
    title: "Time to confirm",
    description: `How many of the ${total.ever.count.toLocaleString("en")} who confirmed took how long; each step is about twice as long as the one before. ${marks.map(({ name }) => name).join(", ")}.`,
    steps,
    marks,
  });
}

/** A page of its own: without scripts or other files, for small and large screens, light and dark. */
export function statisticsPage(found: Statistics): string {
  const { total } = found;
  return chartPage({
    title: titleOf(found),
    heading: "Who registered, who confirmed, how soon",
    text: `${titleOf(found)}. Of ${total.registered.toLocaleString("en")} who registered, ${total.ever.count.toLocaleString("en")} confirmed: ${inWords(total.withinHour)} within an hour, ${inWords(total.withinDay)} within a day, ${inWords(total.withinWeek)} within a week, ${inWords(total.ever)} in all. “…” stands where people still have time.`,
    figures: [
      figure(agesPicture(found), agesTable(found)),
      figure(sharesPicture(found), sharesTable(found)),
      figure(timesPicture(found), timesTable(found)),
    ],
  });
}

const agesTable = (found: Statistics): Markup => {
  const columns = columnsOf(found);
  return tableOf(
    [found.by, "registered", ...columns],
    found.cohorts.map((cohort) => [
      periodOf(found, cohort),
      `${cohort.registered.toLocaleString("en")}${cohort.soFar ? "…" : ""}`,
      ...cohort.ages.slice(0, columns.length).map((age) => (age === null ? "" : inWords(age))),
    ]),
  );
};

const sharesTable = (found: Statistics): Markup =>
  tableOf(
    [found.by, "1 hour", "24 hours", "7 days", "in all"],
    found.cohorts.map((cohort) => [
      periodOf(found, cohort),
      ...[cohort.withinHour, cohort.withinDay, cohort.withinWeek, cohort.ever].map(inWords),
    ]),
  );

const spanOf = (from: number, to: number): string => {
  if (to === Infinity) return `more than ${briefly(from)}`;
  return from === 0 ? `up to ${briefly(to)}` : `${briefly(from)} to ${briefly(to)}`;
};

const timesTable = ({ steps, total }: Statistics): Markup =>
  tableOf(
    ["took", "confirmed"],
    [
      ...steps.map(({ from, to, count }) => [spanOf(from, to), count.toLocaleString("en")]),
      ...quantilesOf(total).map(({ name, value }) => [name, briefly(value)]),
    ],
  );
