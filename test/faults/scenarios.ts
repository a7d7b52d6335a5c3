// Every scenario at its full length, for `npm run faults`. The tests run shorter versions of the same.

import { days, minutes } from "../../src/domain/time.ts";
import { killsOnPostgres, killsOnSqlite } from "./kills.ts";
import { clockJumps } from "./clock-jumps.ts";
import { badMailServer } from "./bad-mail-servers.ts";
import { fullDisk } from "./disk-full.ts";
import { mailServerDown } from "./outage.ts";
import { diskOf } from "./parts/disk.ts";
import type { Figure } from "./parts/figures.ts";
import { postgresClocks } from "./postgres-clocks.ts";
import { postgresPromotion } from "./postgres-promotion.ts";
import { postgresRestarts } from "./postgres-restarts.ts";
import { postgresSilence } from "./postgres-silence.ts";
import { postgresStorms } from "./postgres-storms.ts";
import { raceForOneLink } from "./race.ts";
import { rollingRestart } from "./rolling.ts";
import { suspendedSenders } from "./suspended.ts";

export type Scenario = {
  /** The name for `--only` and for its results. */
  readonly name: string;
  readonly title: string;
  readonly run: (choice: Choice) => Promise<readonly Figure[]>;
};

/** What can be chosen for a run. */
export type Choice = {
  /** Mails per second in the outage of a day. 10 are 864,000 mails and take hours; 2 take half an hour. */
  readonly rate: number;
  /** Is told the progress. */
  readonly tell: (words: string) => void;
};

export const SCENARIOS: readonly Scenario[] = [
  {
    name: "kills-sqlite",
    title: "`kill -9` of a server on SQLite, while people register",
    run: () => killsOnSqlite({ kills: 105, within: minutes(5) }),
  },
  {
    name: "kills-postgres",
    title: "`kill -9` of one of three nodes on PostgreSQL, while people register",
    run: () => killsOnPostgres({ kills: 105, within: minutes(5) }),
  },
  {
    name: "postgres-restarts",
    title: "PostgreSQL stopped, or as good as crashed, and started again, while people register",
    run: () => postgresRestarts({ restarts: 20 }),
  },
  {
    name: "postgres-promotion",
    title:
      "PostgreSQL's primary dies and its synchronous standby is promoted, while people register",
    run: () => postgresPromotion({ load: 20_000 }),
  },
  {
    name: "postgres-storms",
    title:
      "PostgreSQL's statements cancelled, connections terminated, writes forbidden, while people register",
    run: () => postgresStorms({ rounds: 20 }),
  },
  {
    name: "postgres-silence",
    title:
      "the way to PostgreSQL falls silent with connections that stay open, while people register",
    run: () => postgresSilence({ rounds: 2, silence: 30_000 }),
  },
  {
    name: "postgres-clocks",
    title: "three nodes on PostgreSQL whose clocks are five minutes apart, each from the next",
    run: () => postgresClocks({ people: 60, pause: 40_000 }),
  },
  {
    name: "disk",
    title: "the disk under SQLite is full, while people register",
    run: async () => {
      using disk = diskOf();
      return disk === undefined ? [] : await fullDisk({ times: 10, disk });
    },
  },
  {
    name: "bad-mail-server",
    title: "a mail server that is slow, refuses, and hangs up before and after it took a mail",
    run: () => badMailServer({ people: 1_000, seed: "long" }),
  },
  {
    name: "outage",
    title: "a mail server that is down for a simulated day",
    run: ({ rate, tell }) => mailServerDown({ length: days(1), mailsPerSecond: rate, tell }),
  },
  {
    name: "clock",
    title: "a clock that jumps to and fro, while people register",
    run: () => clockJumps({ jumps: 300, seed: "long" }),
  },
  {
    name: "race",
    title: "64 people use one link at three nodes at once",
    run: () => raceForOneLink({ rounds: 200, atOnce: 64 }),
  },
  {
    name: "suspended",
    title: "`SIGSTOP` of a sender with mails in hand, and `SIGCONT` after another took over",
    run: () => suspendedSenders({ rounds: 6, people: 60 }),
  },
  {
    name: "rolling",
    title: "rolling restart of three nodes behind a balancer that asks for `/readyz`",
    run: () => rollingRestart({ rounds: 4, people: 6, lookEvery: 1_000 }),
  },
];
