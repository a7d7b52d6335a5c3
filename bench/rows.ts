// What is measured, and how a row is made from it.

import { median } from "./statistics.ts";

/** Who takes part: `postern`, the `limit`, which nobody can beat, peers by name, and maybe `before`. */
export type Contestants = Named<Measure>;

type Named<Value> = Readonly<Record<"postern" | "limit", Value>> & Readonly<Record<string, Value>>;

/** One round of one contestant: a number of the row's unit. */
export type Measure = () => Promise<number>;

/** What each contestant reached. A peer that was not available is missing. */
export type Figures = Named<number>;

export type Aim = { readonly atLeast: number } | { readonly atMost: number };

export type Row = {
  readonly name: string;
  readonly what: string;
  /** What Postern is compared with, in words. */
  readonly limit: string;
  readonly peers?: readonly Peer[];
  readonly unit: string;
  readonly better: "more" | "less";
  /** Postern's figure divided by the limit's, whichever direction is better. */
  readonly aim: Aim;
  /** Whether this machine can measure it. @default everywhere */
  readonly isPossible?: () => boolean;
  /** Whether it takes so long that it is only measured if `--only` names it. */
  readonly isOnDemand?: boolean;
  measure(run: Run): Promise<Figures>;
};

/** Another program for the same purpose. */
export type Peer = {
  readonly name: string;
  /** What of it is measured, in words. */
  readonly by: string;
  /** How many times better than the peer Postern aims to be; without it, the row only compares. */
  readonly aim?: number;
};

export type Run = {
  readonly quick: boolean;
  /** A temporary folder, deleted after the run. */
  readonly folder: string;
  /** Closes what several rows use, after the run. */
  readonly shared: AsyncDisposableStack;
  /** A checkout of another revision, whose Postern takes part as `before`. */
  readonly before?: string | undefined;
  /** The names of the peers that are available here. */
  readonly peers: ReadonlySet<string>;
};

/**
 * Lets the contestants take turns for the given number of rounds, each round in another order, and returns the
 * median of each: noise on the machine affects all of them, and one bad round does not count.
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
