// The numbers of registrations as charts: a page with a table next to each, or the charts alone.

import type { Cell, Statistics } from "../features/admin/statistics.ts";
import { chartStyle, inlineSvg, percent, svgFile, type Picture } from "../ui/charts/chart.ts";
import { heatMap } from "../ui/charts/heat-map.ts";
import { shareLines } from "../ui/charts/share-lines.ts";
import { timeHistogram } from "../ui/charts/time-histogram.ts";
import { html, type Markup } from "../ui/markup.ts";
import { shortTime } from "./output.ts";
import { briefly, periodOf } from "./stats-words.ts";

const AGE_WORDS = { day: "days", week: "weeks", month: "months of 30 days" } as const;
const AGE_UNITS = { day: "d", week: "w", month: "mo" } as const;

/** An SVG file with all charts below each other. */
export const statisticsPicture = (found: Statistics): string =>
  `${svgFile(titleOf(found), [agesPicture(found), sharesPicture(found), timesPicture(found)])
    .toString()
    .trim()}\n`;

const titleOf = ({ by, since, now }: Statistics): string =>
  `Registrations by ${by}, ${shortTime(since).slice(0, 10)} to ${shortTime(now)} (UTC)`;

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
      name: periodOf(by, cohort),
      cells: cohort.ages.map((age) => age && { share: age.rate, soFar: age.soFar }),
    })),
  });
}

function sharesPicture({ by, cohorts, total }: Statistics): Picture {
  const series = (name: string, which: "withinHour" | "withinDay" | "ever") => ({
    name,
    points: cohorts.map((cohort) => ({ share: cohort[which].rate, soFar: cohort[which].soFar })),
  });
  return shareLines({
    id: "shares",
    title: "Share confirmed over time",
    description: `By the ${by} of registering; dotted where people still have time. Of all, ${inWords(total.withinHour)} confirmed within an hour, ${inWords(total.withinDay)} within a day and ${inWords(total.ever)} in all.`,
    places: cohorts.map((cohort) => periodOf(by, cohort)),
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
    description: `How many of the ${total.ever.count.toLocaleString("en")} who confirmed took how long; each step is twice as long as the one before. ${marks.map(({ name }) => name).join(", ")}.`,
    steps,
    marks,
  });
}

/** A page of its own: without scripts or other files, for small and large screens, light and dark. */
export function statisticsPage(found: Statistics): string {
  const { total } = found;
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${titleOf(found)}</title>
        <style>
          ${PAGE_STYLE}${chartStyle}
        </style>
      </head>
      <body>
        <main class="chart">
          <h1>Who registered, who confirmed, how soon</h1>
          <p>
            ${titleOf(found)}. Of ${total.registered.toLocaleString("en")} who registered,
            ${total.ever.count.toLocaleString("en")} confirmed: ${inWords(total.withinHour)} within
            an hour, ${inWords(total.withinDay)} within a day, ${inWords(total.withinWeek)} within a
            week, ${inWords(total.ever)} in all. “…” stands where people still have time.
          </p>
          ${figure(agesPicture(found), agesTable(found))}
          ${figure(sharesPicture(found), sharesTable(found))}
          ${figure(timesPicture(found), timesTable(found))}
        </main>
      </body>
    </html> `;
  return `${page.toString().trim()}\n`;
}

const PAGE_STYLE: Markup = html`
  :root { color-scheme: light dark; } * { box-sizing: border-box; } body { margin: 0; } main {
  min-height: 100vh; padding: 1rem clamp(0.75rem, 4vw, 3rem) 3rem; background: var(--c-card); color:
  var(--c-ink); font: 1rem/1.5 system-ui, sans-serif; } main > * { max-width: 76rem; margin-inline:
  auto; } h1 { font-size: clamp(1.375rem, 1rem + 2vw, 2rem); line-height: 1.2; text-wrap: balance; }
  h2 { margin: 0 0 0.75rem; font-size: 1.125rem; } section { margin-top: 2.5rem; padding-top:
  1.5rem; border-top: 1px solid var(--c-line); } .sides { display: grid; gap: 1.5rem; align-items:
  start; } @media (min-width: 60rem) { .sides { grid-template-columns: 3fr 2fr; } } svg { display:
  block; width: 100%; height: auto; max-width: 44rem; } .numbers { max-height: 36rem; overflow:
  auto; padding-inline: 0.75rem; border: 1px solid var(--c-line); border-radius: 0.5rem; } @media
  print { .numbers { max-height: none; } } .numbers:focus-visible { outline: 3px solid
  var(--c-brass); } table { border-collapse: collapse; font-size: 0.875rem; font-variant-numeric:
  tabular-nums; } th, td { padding: 0.25rem 0.75rem 0.25rem 0; border-bottom: 1px solid
  var(--c-line); text-align: end; white-space: nowrap; } th:first-child { text-align: start; } thead
  th { position: sticky; top: 0; background: var(--c-card); color: var(--c-soft); font-weight: 600;
  }
`;

// A box that scrolls must be reachable with the keyboard, too.
const figure = (picture: Picture, numbers: Markup): Markup => html`
  <section aria-labelledby="${picture.id}">
    <h2 id="${picture.id}">${picture.title}</h2>
    <div class="sides">
      ${inlineSvg(picture)}
      <div class="numbers" tabindex="0" role="region" aria-label="${picture.title}: the numbers">
        ${numbers}
      </div>
    </div>
  </section>
`;

const tableOf = (heading: readonly string[], lines: readonly (readonly string[])[]): Markup => html`
  <table>
    <thead>
      <tr>
        ${heading.map((name) => html`<th scope="col">${name}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${lines.map(
        ([name, ...cells]) =>
          html`<tr>
            <th scope="row">${name}</th>
            ${cells.map((cell) => html`<td>${cell}</td>`)}
          </tr>`,
      )}
    </tbody>
  </table>
`;

const agesTable = (found: Statistics): Markup => {
  const columns = columnsOf(found);
  return tableOf(
    [found.by, "registered", ...columns],
    found.cohorts.map((cohort) => [
      periodOf(found.by, cohort),
      `${cohort.registered.toLocaleString("en")}${cohort.soFar ? "…" : ""}`,
      ...cohort.ages.slice(0, columns.length).map((age) => (age === null ? "" : inWords(age))),
    ]),
  );
};

const sharesTable = ({ by, cohorts }: Statistics): Markup =>
  tableOf(
    [by, "1 hour", "24 hours", "7 days", "in all"],
    cohorts.map((cohort) => [
      periodOf(by, cohort),
      ...[cohort.withinHour, cohort.withinDay, cohort.withinWeek, cohort.ever].map(inWords),
    ]),
  );

const timesTable = ({ steps, total }: Statistics): Markup =>
  tableOf(
    ["took", "confirmed"],
    [
      ...steps.map(({ from, to, count }) => [
        from === 0 ? `up to ${briefly(to)}` : `${briefly(from)} to ${briefly(to)}`,
        count.toLocaleString("en"),
      ]),
      ...quantilesOf(total).map(({ name, value }) => [name, briefly(value)]),
    ],
  );
