// A database that the host has tables of its own in, with the names of Postern's.

import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import pg from "pg";
import { expect, test } from "vitest";
import { postgresStore, sqliteStore } from "../../src/open-stores.ts";
import type { Store } from "../../src/ports/store.ts";
import { completeTables, reset } from "../../src/stores/sql/migrate.ts";
import { namingIn, type TablePlace } from "../../src/stores/sql/naming.ts";
import { sqliteDriver } from "../../src/stores/sql/sqlite.ts";
import { testPostern } from "../../src/testing/test-postern.ts";
import { folder, runCli } from "../cli/tools.ts";
import { sharedPostgres } from "./server.ts";

const HOSTS = `CREATE TABLE users (name TEXT); INSERT INTO users VALUES ('theirs');
  CREATE TABLE migrations (id TEXT, batch INTEGER); INSERT INTO migrations VALUES ('0001_init', 1);`;

type Shared = {
  open(place?: TablePlace): Promise<Store>;
  /** The host's own names. */
  names(): Promise<readonly unknown[]>;
  /** Every table there is. */
  tables(): Promise<readonly string[]>;
};

async function onSqlite(): Promise<Shared> {
  const database = new DatabaseSync(":memory:");
  database.exec(HOSTS);
  const all = (sql: string) =>
    database
      .prepare(sql)
      .all()
      .map(({ name }) => String(name));
  return {
    open: (place) => sqliteStore(database, { prefix: place?.prefix ?? "" }),
    names: async () => all("SELECT name FROM users"),
    tables: async () => all("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"),
  };
}

async function onPostgres(): Promise<Shared> {
  const connectionString = await (await sharedPostgres()).database();
  const pool = new pg.Pool({ connectionString });
  await pool.query(HOSTS);
  const all = async (sql: string) =>
    (await pool.query<{ name: string }>(sql)).rows.map(({ name }) => name);
  return {
    open: (place) => postgresStore(new pg.Pool({ connectionString }), place),
    names: () => all("SELECT name FROM public.users"),
    tables: () =>
      all(`SELECT schemaname || '.' || tablename AS name FROM pg_tables
        WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1`),
  };
}

const ENGINES: readonly (readonly [string, () => Promise<Shared>])[] = [
  ["SQLite", onSqlite],
  ["PostgreSQL", onPostgres],
];

test.each(ENGINES)("tables of the host are never taken for Postern's on %s", async (_, make) => {
  const shared = await make();
  const before = await shared.tables();
  await expect(shared.open()).rejects.toMatchObject({
    name: "TablesTaken",
    message: expect.stringMatching(
      /names of Postern.s: migrations, users\. Nothing was changed\..*prefix/,
    ) as string,
  });
  expect(await shared.tables()).toEqual(before);
});

test.each<readonly [string, () => Promise<Shared>, TablePlace]>([
  ["a prefix on SQLite", onSqlite, { prefix: "auth_" }],
  ["a prefix on PostgreSQL", onPostgres, { prefix: "auth_" }],
  ["a schema", onPostgres, { schema: "accounts" }],
  ["a schema and a prefix", onPostgres, { schema: "accounts", prefix: "auth_" }],
])("with %s, both have their own tables", async (_, make, place) => {
  const shared = await make();
  const before = await shared.tables();
  const store = await shared.open(place);
  await using app = await testPostern({ around: () => store });
  const browser = await app.confirmed("ada@example.com");
  expect((await browser.open("/profile")).status).toBe(200);
  expect(await shared.names()).toEqual(["theirs"]);
  const added = (await shared.tables()).filter((name) => !before.includes(name));
  const start = `${place.schema === undefined ? "" : "accounts."}${place.prefix ?? ""}`;
  for (const name of added) expect(name.replace(/^public\./, "")).toContain(start);
  // The next start finds them.
  expect(await (await shared.open(place)).ping()).toEqual([]);
  expect((await shared.tables()).length).toBe(before.length + added.length);
});

test("processes that start at once in one place do not take each other for strangers", async () => {
  const connectionString = await (await sharedPostgres()).database();
  const open = () => postgresStore(new pg.Pool({ connectionString }), { schema: "accounts" });
  const stores = await Promise.all([open(), open(), open()]);
  for (const store of stores) expect(await store.ping()).toEqual([]);
  await Promise.all(stores.map((store) => store.close()));
});

test("a reset drops the tables of its place alone, and none where it finds others'", async () => {
  const database = new DatabaseSync(":memory:");
  database.exec(HOSTS);
  const driver = sqliteDriver(database, undefined, namingIn({ prefix: "auth_" }));
  await completeTables(driver, 1);
  await reset(driver, 2);
  await expect(reset(sqliteDriver(database), 3)).rejects.toMatchObject({ name: "TablesTaken" });
  expect(database.prepare("SELECT name FROM users").all()).toEqual([{ name: "theirs" }]);
  await driver.close();
});

test("the command line finds its tables by the URL, in a file or a schema of the host's", async () => {
  const cwd = folder();
  const file = new DatabaseSync(join(cwd, "host.db"));
  file.exec(HOSTS);
  const cli = async (line: string) => {
    const { code, json } = await runCli([...line.split(" "), "--json"], { cwd });
    return { code, ...json() } as Readonly<Record<string, unknown>>;
  };
  const plain = "--database sqlite:host.db";
  const prefixed = "--database sqlite:host.db?prefix=auth_";
  expect(await cli(`db migrate ${plain}`)).toMatchObject({
    code: 4,
    error: { reason: "tables-taken" },
  });
  expect((await cli(`db migrate ${prefixed}`))["code"]).toBe(0);
  expect((await cli(`db seed --users 3 ${prefixed}`))["code"]).toBe(0);
  expect(await cli(`db backup kept.db ${prefixed}`)).toMatchObject({ code: 0, users: 3 });
  file.exec("DELETE FROM auth_audit");
  file.close();
  expect(await cli(`db restore kept.db --force ${prefixed}`)).toMatchObject({ code: 0, users: 3 });
  expect(await cli(`db restore kept.db --force --database sqlite:other.db`)).toMatchObject({
    error: { reason: "not-postern" },
  });
  const url = await (await sharedPostgres()).database();
  const there = `${url}?schema=accounts&prefix=auth_`;
  expect(await cli(`db copy --from sqlite:host.db?prefix=auth_ --to ${there}`)).toMatchObject({
    code: 0,
  });
  expect((await cli(`user list --database ${there}`))["users"]).toHaveLength(3);
  expect(await cli(`db migrate --database ${url}?prefix=Auth-`)).toMatchObject({
    error: { reason: "configuration" },
  });
  expect(await cli(`db migrate --database sqlite:host.db?prefix=Auth-`)).toMatchObject({
    error: { reason: "configuration" },
  });
});
