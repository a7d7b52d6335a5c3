import { expect, test } from "vitest";
import { like, runCli } from "../cli/tools.ts";
import { examined } from "../doctor/tools.ts";
import { sharedPostgres } from "./server.ts";

const newDatabase = async (): Promise<string> => (await sharedPostgres()).database();

test("a PostgreSQL that answers is looked into: its tables and its clock", async () => {
  const url = await newDatabase();
  const early = await examined({ environment: { DATABASE_URL: url } });
  expect(early.of("store")).toMatchObject({ state: "warning", mend: like(/postern db migrate/) });
  await runCli(["db", "migrate", "--database", url]);
  const ran = await examined({ environment: { DATABASE_URL: url } });
  expect([ran.of("store")?.state, ran.of("clock")?.seen]).toEqual([
    "ok",
    "in step with the database's",
  ]);
  expect(ran.out).not.toContain(":postern@");
});

test("a PostgreSQL that would lose commits in a power cut is a problem, and no other is", async () => {
  const url = await newDatabase();
  await runCli(["db", "migrate", "--database", url]);
  const { default: pg } = await import("pg");
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const [{ fsync } = { fsync: "" }] = (await client.query<{ fsync: string }>("SHOW fsync")).rows;
  await client.end();
  const ran = await examined({ environment: { DATABASE_URL: url } });
  expect(ran.of("store-durability")?.state).toBe(fsync === "on" ? undefined : "problem");
});

test("a PostgreSQL that does not answer is told without its password", async () => {
  const ran = await examined({
    environment: { DATABASE_URL: "postgres://ada:plum@127.0.0.1:9/postern" },
  });
  expect(ran.of("store")).toMatchObject({ state: "problem", seen: like(/ada@127\.0\.0\.1:9/) });
  expect(ran.out + ran.err).not.toContain("plum");
});
