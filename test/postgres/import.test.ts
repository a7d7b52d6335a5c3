// The same users in both kinds of database: what one exports, the other imports and exports again.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { writeUserRecord } from "../../src/domain/user-record.ts";
import { folder, runCli } from "../cli/tools.ts";
import { person } from "../import/people.ts";
import { sharedPostgres } from "./server.ts";

const SITE = {
  POSTERN_SECRET: "q8Jx2mVn5TzR7bLw0YpKc4HsGd9FaEu6",
  POSTERN_ROLES: "editor",
  POSTERN_LANGUAGES: "en, de",
  POSTERN_BASE_URL: "https://postern.example",
};

test("2,000 users go from SQLite to PostgreSQL and are the same, to the last byte", async () => {
  const cwd = folder();
  const people = Array.from({ length: 2_000 }, (_, n) => `${writeUserRecord(person(n))}\n`);
  writeFileSync(join(cwd, "people.jsonl"), people.join(""));
  const on = (url: string) => async (args: string) =>
    runCli(args.split(" "), { cwd, environment: { ...SITE, DATABASE_URL: url } });
  const sqlite = on(`sqlite:${join(cwd, "postern.db")}`);
  const postgres = on(await (await sharedPostgres()).database());
  for (const cli of [sqlite, postgres]) await cli("db migrate");
  const first = await sqlite("import people.jsonl --from postern --leave-unknown --json");
  expect(first.json()).toMatchObject({ added: 2_000, refused: 0 });
  await sqlite("export --with-credentials --out all.jsonl");
  const second = await postgres("import all.jsonl --from postern --json");
  expect(second.json()).toMatchObject({ added: 2_000, refused: 0 });
  expect((await postgres("export --with-credentials")).out).toBe(
    readFileSync(join(cwd, "all.jsonl"), "utf8"),
  );
});
