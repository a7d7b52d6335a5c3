// The host's own pool, set up for the host: Postern reads what it asks for by itself.

import pg from "pg";
import { expect, test } from "vitest";
import { postgresStore } from "../../src/open-stores.ts";
import { testPostern } from "../../src/testing/test-postern.ts";
import { sharedPostgres } from "./server.ts";

const { INT8 } = pg.types.builtins;

type Parsers = (oid: number) => (text: string) => unknown;

const asPgDoes: Parsers = (oid) => pg.types.getTypeParser(oid, "text") as (text: string) => unknown;

const HOSTS: readonly (readonly [string, Parsers])[] = [
  ["BIGINT as text, as pg does", asPgDoes],
  ["BIGINT as BigInt", (oid) => (oid === INT8 ? BigInt : asPgDoes(oid))],
  ["everything as an object", () => (text) => ({ text })],
];

test.each(HOSTS)("a pool that reads %s can be shared", async (_, getTypeParser) => {
  const connectionString = await (await sharedPostgres()).database();
  const pool = new pg.Pool({ connectionString, types: { getTypeParser } });
  const store = await postgresStore(pool);
  await using app = await testPostern({ around: () => store });
  const browser = await app.confirmed("ada@example.com");
  const profile = await browser.json("GET", "/profile");
  expect(profile.body).toMatchObject({
    user: { confirmedOn: new Date(app.clock.now()).toISOString() },
  });
  const { rows } = await pool.query("SELECT CAST(1 AS BIGINT) AS one");
  expect(rows).toEqual([{ one: getTypeParser(INT8)("1") }]);
});
