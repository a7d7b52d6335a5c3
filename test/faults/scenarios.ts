// Every scenario at its full length, for `npm run faults`. The tests run the same ones shorter.

import { killsOnPostgres, killsOnSqlite } from "./kills.ts";
import type { Figure } from "./parts/figures.ts";
import { raceForOneLink } from "./race.ts";
import { rollingRestart } from "./rolling.ts";
import { suspendedSenders } from "./suspended.ts";

export type Scenario = {
  /** What `--only` chooses by, and the name of its results. */
  readonly name: string;
  readonly title: string;
  readonly run: () => Promise<readonly Figure[]>;
};

export const SCENARIOS: readonly Scenario[] = [
  {
    name: "kills-sqlite",
    title: "`kill -9` of a server on SQLite, while people register",
    run: () => killsOnSqlite({ kills: 110 }),
  },
  {
    name: "kills-postgres",
    title: "`kill -9` of one of three nodes on PostgreSQL, while people register",
    run: () => killsOnPostgres({ kills: 110 }),
  },
  {
    name: "race",
    title: "64 people use one link at three nodes at once",
    run: () => raceForOneLink({ rounds: 200, atOnce: 64 }),
  },
  {
    name: "suspended",
    title: "`SIGSTOP` of a sender with mails in hand, and `SIGCONT` after another took over",
    run: () => suspendedSenders({ rounds: 8, people: 60 }),
  },
  {
    name: "rolling",
    title: "rolling restart of three nodes behind a balancer that asks for `/readyz`",
    run: () => rollingRestart({ rounds: 5, lookEvery: 1_000 }),
  },
];
