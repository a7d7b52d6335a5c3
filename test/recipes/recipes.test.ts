// The recipes of docs/your-database.md, on the real libraries.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { expect, test } from "vitest";
import { postgresStore } from "../../src/open-stores.ts";
import { testPostern } from "../../src/testing/test-postern.ts";
import { sharedPostgres } from "../postgres/server.ts";
import * as drizzle from "./drizzle.ts";
import * as knex from "./knex.ts";
import * as kysely from "./kysely.ts";

const { INT8 } = pg.types.builtins;
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) =>
    oid === INT8 ? Number : (pg.types.getTypeParser(oid, format) as () => unknown),
};

const RECIPES = { drizzle, knex, kysely };

test.each(Object.entries(RECIPES))(
  "with %s, a member and a user are one write",
  async (name, { invite }) => {
    const connectionString = await (await sharedPostgres()).database();
    const pool = new pg.Pool({ connectionString, ...(name === "kysely" ? { types } : {}) });
    await pool.query(
      "CREATE TABLE members (user_id TEXT PRIMARY KEY, plan TEXT CHECK (plan <> ''))",
    );
    const store = await postgresStore(new pg.Pool({ connectionString }), { schema: "accounts" });
    await using app = await testPostern({ around: () => store });
    const count = async (table: string): Promise<number> =>
      Number((await pool.query<{ n: number }>(`SELECT COUNT(*) AS n FROM ${table}`)).rows[0]?.n);
    await invite(pool, app.postern, "ada@example.com");
    expect((await app.mailTo("ada@example.com")).links).not.toEqual([]);
    expect([await count("members"), await count("accounts.users")]).toEqual([1, 1]);
    // Where the host's own row cannot be written, there is no user either.
    await pool.query("ALTER TABLE members ADD CHECK (plan <> 'free') NOT VALID");
    await expect(invite(pool, app.postern, "ben@example.com")).rejects.toThrow(
      /check|constraint|insert/i,
    );
    expect([await count("members"), await count("accounts.users")]).toEqual([1, 1]);
    await pool.end();
  },
);

test.each(["pg", ...Object.keys(RECIPES)])(
  "the recipe for %s is in the docs as it was run",
  (name) => {
    const code = readFileSync(join(import.meta.dirname, `${name}.ts`), "utf8")
      .replace("../../src/index.ts", "postern")
      .replace("./pg.ts", "./serializable.ts");
    expect(readFileSync("docs/your-database.md", "utf8")).toContain(code);
  },
);
