// Mails to strangers, hour by hour, as charts: a page with a table, or the charts alone.

import type { Instant } from "../domain/time.ts";
import type { FirstContactHour, FirstContactReport } from "../ports/first-contact-store.ts";
import type { Picture } from "../ui/charts/chart.ts";
import type { Markup } from "../ui/markup.ts";
import { timeBars } from "../ui/charts/time-bars.ts";
import { figure, numbersTable } from "../ui/charts/figure.ts";
import { chartFile, chartPage } from "./chart-page.ts";
import { withoutGaps } from "./first-contact-words.ts";
import { shortTime } from "./output.ts";

/** An SVG file with all charts below each other. */
export function firstContactPicture({ hours: found }: FirstContactReport, now: Instant): string {
  const all = withoutGaps(found, now);
  return chartFile(titleOf(all, now), pictures(all));
}

/** A page with the charts and their numbers; `words` is the state of the site in words. */
export function firstContactPage(report: FirstContactReport, words: string, now: Instant): string {
  const all = withoutGaps(report.hours, now);
  const [asked, sent, waiting] = pictures(all);
  return chartPage({
    title: titleOf(all, now),
    heading: "Mails to strangers, hour by hour",
    text: `${titleOf(all, now)}. Now: ${words}`,
    figures: [
      named(
        asked,
        tableWith(all, "registered", "mailed", ({ asked: a, sent: s }) => [a, s]),
      ),
      named(
        sent,
        tableWith(all, "sent", "confirmed", (hour) => [hour.sent, hour.confirmed]),
      ),
      named(
        waiting,
        tableWith(all, "waiting", "withheld", (hour) => [hour.waiting, hour.withheld]),
      ),
    ],
  });
}

const named = (picture: Picture, table: Markup): Markup => {
  const names = {
    picture: `${picture.title}: the chart`,
    numbers: `${picture.title}: the numbers`,
  };
  return figure({ picture, table, names });
};

const titleOf = (all: readonly FirstContactHour[], now: Instant): string =>
  `First contacts, ${shortTime(all[0]?.startsOn ?? now)} to ${shortTime(now)} (UTC)`;

const sum = (all: readonly FirstContactHour[], what: "asked" | "sent" | "confirmed"): string =>
  all.reduce((total, hour) => total + hour[what], 0).toLocaleString("en");

function pictures(all: readonly FirstContactHour[]): readonly [Picture, Picture, Picture] {
  const places = all.map(({ startsOn }) => shortTime(startsOn).slice(5));
  const most = Math.max(0, ...all.map(({ waiting }) => waiting)).toLocaleString("en");
  return [
    timeBars({
      id: "asked",
      title: "Registered",
      description: `Registrations of each hour, and how many mails to strangers were sent in it: ${sum(all, "asked")} and ${sum(all, "sent")} in all.`,
      places,
      bars: all.map(({ asked, sent }) => ({ whole: Math.max(asked, sent), part: sent })),
      legend: { part: "mail sent", rest: "not mailed in that hour" },
    }),
    timeBars({
      id: "sent",
      title: "Mails sent to strangers",
      description: `Mails to strangers of each hour, and how many people confirmed in it: ${sum(all, "sent")} and ${sum(all, "confirmed")} in all.`,
      places,
      bars: all.map(({ sent, confirmed }) => ({
        whole: Math.max(sent, confirmed),
        part: confirmed,
      })),
      legend: { part: "confirmed", rest: "not confirmed in that hour" },
    }),
    timeBars({
      id: "waiting",
      title: "Mails waiting for credit",
      description: `The most mails that waited at once in each hour: ${most} at most.`,
      places,
      bars: all.map(({ waiting }) => ({ whole: waiting, part: 0 })),
    }),
  ];
}

const tableWith = (
  all: readonly FirstContactHour[],
  one: string,
  other: string,
  numbers: (hour: FirstContactHour) => readonly [number, number],
) =>
  numbersTable(
    ["hour (UTC)", one, other],
    all.map((hour) => [
      shortTime(hour.startsOn),
      ...numbers(hour).map((each) => each.toLocaleString("en")),
    ]),
  );
