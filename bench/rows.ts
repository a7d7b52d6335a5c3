// What is measured, and how a row is made of it.

import { median } from "./statistics.ts";

/** Who takes part: Postern, what nobody can beat, and those who do the same job. */
export type Contestants = {
  readonly postern: Measure;
  readonly limit: Measure;
  readonly peer?: Measure;
};

/** One round of one contestant: a number of the row's unit. */
export type Measure = () => Promise<number>;

export type Figures = {
  readonly postern: number;
  readonly limit: number;
  readonly peer?: number;
};

export type Aim = { readonly atLeast: number } | { readonly atMost: number };

export type Row = {
  readonly name: string;
  readonly what: string;
  /** What Postern is held against, in words. */
  readonly limit: string;
  readonly peer?: string;
  readonly unit: string;
  /** Where more is better, a ratio is Postern's figure by the other's; and the same where less is. */
  readonly better: "more" | "less";
  readonly aims: { readonly limit: Aim; readonly peer?: Aim };
  measure(run: Run): Promise<Figures>;
};

export type Run = {
  readonly quick: boolean;
  /** A temporary folder, gone after the run. */
  readonly folder: string;
  /** Where better-auth and the others are installed; false where that failed. */
  readonly hasPeers: boolean;
};

/**
 * Lets the contestants take turns for so many rounds, each round in another order, and answers the
 * median of each: a neighbour's noise meets all of them, and one bad round counts for nothing.
 */
export async function takeTurns(contestants: Contestants, rounds: number): Promise<Figures> {
  const names = (["postern", "limit", "peer"] as const).filter(
    (name) => contestants[name] !== undefined,
  );
  const figures: Record<string, number[]> = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = -1; round < rounds; round += 1) {
    for (const turn of names.keys()) {
      const name = names[(turn + round + names.length) % names.length]!;
      const figure = await contestants[name]!();
      // The first round warms up, and is not counted.
      if (round >= 0) figures[name]!.push(figure);
    }
  }
  return Object.fromEntries(names.map((name) => [name, median(figures[name]!)])) as Figures;
}
