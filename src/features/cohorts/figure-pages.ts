// The cohort analysis in pictures, each with its numbers in a table: for the console, and for `postern stats --html`.

import { dayIn } from "../../domain/calendar.ts";
import type { Language } from "../../domain/language.ts";
import { figure, numbersTable } from "../../ui/charts/figure.ts";
import { heatMap } from "../../ui/charts/heat-map.ts";
import { shareBars } from "../../ui/charts/share-bars.ts";
import { shareLines } from "../../ui/charts/share-lines.ts";
import { timeHistogram } from "../../ui/charts/time-histogram.ts";
import type { Markup } from "../../ui/markup.ts";
import { copy } from "./copy.ts";
import { funnel, type CohortFigure, type Said } from "./funnel-pages.ts";
import { funnelOf } from "./groups.ts";
import { numbersIn, periodOf } from "./numbers-pages.ts";
import type { Group, Statistics, Trait } from "./statistics.ts";

/** In the order of their pictures. */
export const TRAITS: readonly Trait[] = ["domain", "resends", "way", "language", "source"];

type Made = Said & { readonly found: Statistics };

/** All pictures for which somebody was counted. */
export function figuresOf(language: Language, found: Statistics): readonly CohortFigure[] {
  const made = { words: language.words(copy), numbers: numbersIn(language), found };
  const traits = TRAITS.flatMap((trait) => {
    const groups = found.groups[trait] ?? [];
    const isKnown = groups.some(({ name }) => name !== null);
    return isKnown ? [traitFigure(made, trait, groups)] : [];
  });
  return [agesFigure(made), sharesFigure(made), timesFigure(made), funnelFigure(made), ...traits];
}

/** A figure for a page; `below` is what stands under it. */
export function drawn(language: Language, shown: CohortFigure, below?: Markup): Markup {
  const { picture, heads, lines, note } = shown;
  const { pictures: words } = language.words(copy);
  const { title } = picture;
  return figure({
    picture,
    table: numbersTable(heads, lines),
    note,
    names: { picture: words.picture({ title }), numbers: words.table({ title }) },
    below,
  });
}

/** What the numbers say in a sentence, and of which days, weeks or months they are, in which time zone. */
export function summaryOf(language: Language, found: Statistics) {
  const { pictures: words } = language.words(copy);
  const { share } = numbersIn(language);
  const { total, by, since, now, zone } = found;
  return {
    sentence: words.summary({
      registered: total.registered,
      confirmed: total.ever.count,
      hour: share(total.withinHour),
      day: share(total.withinDay),
      week: share(total.withinWeek),
      ever: share(total.ever),
    }),
    frame: words.zone[by]({ since: dayIn(since, zone), until: dayIn(now, zone), zone }),
  };
}

const firstColumn = ({ words, numbers, found }: Made) => ({
  heads: [words.heads[found.by], words.heads.registered],
  lines: found.cohorts.map((cohort) => [
    periodOf(found, cohort),
    `${numbers.count(cohort.registered)}${cohort.soFar ? "…" : ""}`,
  ]),
});

function agesFigure(made: Made): CohortFigure {
  const { words, numbers, found } = made;
  const { by, cohorts } = found;
  const { title, description, over, head, legend, hatched } = words.pictures.ages;
  const most = Math.max(0, ...cohorts.map(({ ages }) => ages.filter(Boolean).length));
  const columns = Array.from({ length: most }, (_, at) => `${at + 1}`);
  const { heads, lines } = firstColumn(made);
  return {
    of: "ages",
    picture: heatMap({
      id: "ages",
      title,
      description,
      over: over[by],
      columns,
      rows: cohorts.map((cohort) => ({
        name: periodOf(found, cohort),
        cells: cohort.ages.map((age) => age && { share: age.rate, soFar: age.soFar }),
      })),
      legend: { numbers: legend, soFar: hatched },
    }),
    heads: [...heads, ...columns.map((number) => head[by]({ number }))],
    lines: cohorts.map(({ ages }, at) => [
      ...lines[at]!,
      ...ages.slice(0, most).map((age) => (age === null ? "" : numbers.share(age))),
    ]),
    note: words.pictures.soFar,
  };
}

function sharesFigure(made: Made): CohortFigure {
  const { words, numbers, found } = made;
  const { cohorts, total } = found;
  const { title, description, hour, day, week, ever } = words.pictures.shares;
  const series = (name: string, which: "withinHour" | "withinDay" | "ever") => ({
    name,
    points: cohorts.map((cohort) => ({ share: cohort[which].rate, soFar: cohort[which].soFar })),
  });
  const { heads, lines } = firstColumn(made);
  const marks = marksOf(made);
  return {
    of: "shares",
    picture: shareLines({
      id: "shares",
      title,
      description: description({
        hour: numbers.share(total.withinHour),
        day: numbers.share(total.withinDay),
        ever: numbers.share(total.ever),
      }),
      places: cohorts.map((cohort) => periodOf(found, cohort)),
      marks,
      series: [series(hour, "withinHour"), series(day, "withinDay"), series(ever, "ever")],
    }),
    heads: [...heads, hour, day, week, ever, words.heads.median, words.heads.half],
    lines: cohorts.map((cohort, at) => [
      ...lines[at]!,
      ...[cohort.withinHour, cohort.withinDay, cohort.withinWeek, cohort.ever].map(numbers.share),
      numbers.briefly(cohort.median),
      numbers.briefly(cohort.untilHalf),
    ]),
    ...(marks.length > 0 && { note: marks.map(({ said }) => said).join(" · ") }),
  };
}

/** Marks are numbered in the picture. The point of a cohort stands for all of its time. */
const marksOf = ({ words, found: { cohorts, marks, zone } }: Made) =>
  marks.flatMap(({ happenedOn, text }, at) => {
    const cohort = cohorts.findIndex(({ endsOn }) => happenedOn < endsOn);
    const during = cohorts[cohort];
    if (during === undefined) return [];
    const { startsOn, endsOn } = during;
    const place = cohort - 0.5 + (happenedOn - startsOn) / (endsOn - startsOn);
    const number = at + 1;
    return {
      name: `${number}`,
      place: Math.min(cohorts.length - 1, Math.max(0, place)),
      said: words.pictures.mark({ number, day: dayIn(happenedOn, zone), text }),
    };
  });

function timesFigure({ words, numbers, found: { total, steps } }: Made): CohortFigure {
  const { title, description, half, untilHalf } = words.pictures.times;
  const quantiles = [
    { name: "p50", value: total.median },
    { name: "p90", value: total.ninetieth },
    { name: "p99", value: total.ninetyNinth },
  ];
  const marks = [...quantiles, { name: half, value: total.untilHalf }].flatMap(({ name, value }) =>
    value === null ? [] : [{ name: `${name} ${numbers.briefly(value)}`, value }],
  );
  return {
    of: "times",
    picture: timeHistogram({
      id: "times",
      title,
      description: description({
        confirmed: total.ever.count,
        half: numbers.briefly(total.untilHalf),
      }),
      steps,
      marks,
      said: { count: numbers.count, duration: numbers.briefly },
    }),
    heads: [words.heads.took, words.heads.people],
    lines: [
      ...steps.map(({ from, to, count }) => [numbers.span(from, to), numbers.count(count)]),
      ...quantiles.map(({ name, value }) => [name, numbers.briefly(value)]),
      [untilHalf, numbers.briefly(total.untilHalf)],
    ],
  };
}

function funnelFigure({ words, numbers, found: { total } }: Made): CohortFigure {
  const { title, description, note, ...named } = words.pictures.funnel;
  const names = { ...named, registered: words.heads.registered, confirmed: words.heads.confirmed };
  const steps = funnelOf(total).map(({ step, count }) => ({
    name: names[step],
    count,
    rate: total.registered === 0 ? null : count / total.registered,
    // Only those who have not registered yet cannot be counted in the first step.
    soFar: step !== "registered" && total.ever.soFar,
  }));
  return funnel({ words, numbers }, { of: "funnel", title, description, note }, steps);
}

/** More bars than these cannot be compared by eye. */
const MOST_BARS = 12;

function traitFigure({ words, numbers }: Made, per: Trait, groups: readonly Group[]): CohortFigure {
  const { title, head } = words.pictures[per];
  // Only those who confirmed have a way, so those without one have no share that confirmed.
  const counted = per === "way" ? groups.filter(({ name }) => name !== null) : groups;
  const shown = counted.slice(0, MOST_BARS);
  const description = per === "way" ? words.pictures.ofAll : words.pictures.ofEach;
  const said = [
    description,
    per === "domain" ? words.pictures.smallDomains : "",
    counted.length > shown.length
      ? words.pictures.largest({ shown: shown.length, all: counted.length })
      : "",
  ];
  const lines = shown.map((group) => ({ group, name: numbers.group(per, group.name) }));
  return {
    of: per,
    picture: shareBars({
      id: per,
      title,
      description,
      bars: lines.map(({ group: { ever, size }, name }) => ({
        name,
        share: ever.rate,
        label: numbers.shareOf(numbers.share(ever), size),
      })),
    }),
    heads: [
      head,
      per === "way" ? words.heads.confirmed : words.heads.registered,
      words.heads.share,
      words.heads.median,
    ],
    lines: lines.map(({ group: { size, ever, median }, name }) => [
      name,
      numbers.count(size),
      numbers.share(ever),
      numbers.briefly(median),
    ]),
    note: said.filter((each) => each !== "").join(" "),
  };
}
