// People at each step of a way, as bars and in a table.

import type { WordsOf } from "../../domain/catalogue.ts";
import type { Picture } from "../../ui/charts/chart.ts";
import { shareBars } from "../../ui/charts/share-bars.ts";
import type { copy } from "./copy.ts";
import type { numbersIn } from "./numbers-pages.ts";
import type { Cell, Trait } from "./statistics.ts";

/** A picture with the numbers that it shows. */
export type CohortFigure = {
  readonly of: "ages" | "shares" | "times" | "funnel" | "campaign" | Trait;
  readonly picture: Picture;
  readonly heads: readonly string[];
  readonly lines: readonly (readonly string[])[];
  /** What has to be known to read it. */
  readonly note?: string;
};

/** The texts of a figure, and how it says numbers. */
export type Said = {
  readonly words: WordsOf<typeof copy>;
  readonly numbers: ReturnType<typeof numbersIn>;
};

type About = {
  readonly of: "funnel" | "campaign";
  readonly title: string;
  readonly description: string;
  readonly note: string;
};

/** How many people got to each step, and their share of those at the first one. */
export function funnel(
  { words, numbers }: Said,
  { of, title, description, note }: About,
  steps: readonly (Cell & { readonly name: string })[],
): CohortFigure {
  const lines = steps.map((step) => ({ ...step, said: numbers.share(step) }));
  return {
    of,
    picture: shareBars({
      id: of,
      title,
      description,
      bars: lines.map(({ name, rate, said, count }) => ({
        name,
        share: rate,
        label: numbers.shareOf(said, count),
      })),
    }),
    heads: [words.heads.step, words.heads.people, words.heads.share],
    lines: lines.map(({ name, said, count }) => [name, numbers.count(count), said]),
    note,
  };
}
