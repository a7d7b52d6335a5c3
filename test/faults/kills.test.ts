// Killed at random moments, a few times. `npm run faults` does it hundreds of times.

import { expect, test } from "vitest";
import { killsOnPostgres, killsOnSqlite } from "./kills.ts";
import { broken } from "./parts/figures.ts";

test("a server that is killed while people register loses nobody and no mail", async () => {
  expect(broken(await killsOnSqlite({ kills: 3, hurry: true }))).toEqual([]);
});

test("of three nodes on PostgreSQL any may be killed: nobody is lost, and no mail", async () => {
  expect(broken(await killsOnPostgres({ kills: 3, hurry: true }))).toEqual([]);
});
