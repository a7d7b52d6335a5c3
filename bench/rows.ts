// What is measured, and how a row is made of it.

import { median } from "./statistics.ts";

/** Who takes part: `postern`, the `limit`, which nobody can beat, peers by their names, and maybe `before`. */
export type Contestants = Named<Measure>;

type Named<Value> = Readonly<Record<"postern" | "limit", Value>> & Readonly<Record<string, Value>>;

/** One round of one contestant: a number of the row's unit. */
export type Measure = () => Promise<number>;

/** What each contestant reached. A peer that could not be had is not there. */
export type Figures = Named<number>;

export type Aim = { readonly atLeast: number } | { readonly atMost: number };

export type Row = {
  readonly name: string;
  readonly what: string;
  /** What Postern is held against, in words. */
  readonly limit: string;
  readonly peers?: readonly Peer[];
  readonly unit: string;
  readonly better: "more" | "less";
  /** Postern's figure divided by the limit's, whichever way is better. */
  readonly aim: Aim;
  measure(run: Run): Promise<Figures>;
};

/** Somebody who does the same job. */
export type Peer = {
  readonly name: string;
  /** What of it is measured, in words. */
  readonly by: string;
  /** How many times better than it Postern wants to be; where it aims at nothing, it only looks. */
  readonly aim?: number;
};

export type Run = {
  readonly quick: boolean;
  /** A temporary folder, gone after the run. */
  readonly folder: string;
  /** A checkout of another revision, whose Postern takes part as `before`. */
  readonly before?: string | undefined;
  /** The names of the peers that can be had here. */
  readonly peers: ReadonlySet<string>;
};

/**
 * Lets the contestants take turns for so many rounds, each round in another order, and answers the
 * median of each: a neighbour's noise meets all of them, and one bad round counts for nothing.
 */
export async function takeTurns(contestants: Contestants, rounds: number): Promise<Figures> {
  const names = Object.keys(contestants);
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
