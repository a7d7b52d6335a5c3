// Three nodes on PostgreSQL: who wins, who takes over, and who notices a restart.

import { expect, test } from "vitest";
import { broken } from "./parts/figures.ts";
import { raceForOneLink } from "./race.ts";
import { rollingRestart } from "./rolling.ts";
import { suspendedSenders } from "./suspended.ts";

test("of 64 who use one link at three nodes at once, one wins", async () => {
  expect(broken(await raceForOneLink({ rounds: 5, atOnce: 64 }))).toEqual([]);
});

test.concurrent(
  "a sender that stands still past its lease is taken over, and changes nothing when it wakes",
  async () => {
    expect(broken(await suspendedSenders({ rounds: 1, people: 20 }))).toEqual([]);
  },
);

test.concurrent("restarting node after node fails no request", async () => {
  const restarts = { rounds: 1, people: 3, lookEvery: 200, drain: "15 seconds" };
  expect(broken(await rollingRestart(restarts))).toEqual([]);
});
