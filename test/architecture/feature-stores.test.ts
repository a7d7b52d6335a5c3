// Tables and store methods of a host's features.

import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { capturedMailbox } from "../../src/adapters/captured-mailbox.ts";
import type { Feature } from "../../src/feature.ts";
import { createPostern } from "../../src/create-postern.ts";
import { catalogue, record } from "../../src/extend.ts";
import { sqliteStore } from "../../src/open-stores.ts";
import { folder, runProcess } from "../cli/tools.ts";
import { visits } from "./visits.ts";

const FEATURE = JSON.stringify(join(import.meta.dirname, "visits.ts"));

const CONFIG = `import { visits } from ${FEATURE};\nexport default { features: [visits] };\n`;

const opened = (database: DatabaseSync, ...features: readonly Feature[]) =>
  sqliteStore(database, { features, clock: { now: () => 1 } });

const tablesOf = (database: DatabaseSync): readonly string[] =>
  database
    .prepare("SELECT name FROM sqlite_master WHERE type = 'table'")
    .all()
    .map(({ name }) => String(name));

test("the tables of a feature are made once, beside a ledger of its own", async () => {
  const database = new DatabaseSync(":memory:");
  await opened(database, visits);
  await opened(database, visits);
  const ledger = database.prepare("SELECT feature, number, name FROM feature_migrations").all();
  expect(ledger.map((line) => Object.values(line).join(" "))).toEqual(["visits 1 visits of pages"]);
  expect(tablesOf(database)).toContain("visits");
  database.close();
});

test("the verbs of a feature stand in the store, and cannot take the place of Postern's", async () => {
  const store = await opened(new DatabaseSync(":memory:"), visits);
  const verbs = store as unknown as { addVisit(path: string): Promise<number> };
  expect(await verbs.addVisit("/")).toBe(1);
  await store.close();
  const thief: Feature = { name: "thief", store: () => ({ readSession: () => undefined }) };
  await expect(opened(new DatabaseSync(":memory:"), thief)).rejects.toThrow(
    "The feature thief has a second verb readSession.",
  );
});

test("a store that was opened without the features is refused, in words", async () => {
  const store = await opened(new DatabaseSync(":memory:"));
  const start = () =>
    createPostern({
      baseUrl: "https://postern.example",
      secret: "0123456789abcdefghijklmnopqrstuvwxyzABCDEF",
      mailer: capturedMailbox(),
      features: [visits],
      store,
    });
  expect(start).toThrow(
    "store: open it with the features too, as sqliteStore(database, { features }); it was opened without visits",
  );
  await store.close();
});

test("a store that knows nothing of a feature's mails is refused too", async () => {
  const store = await opened(new DatabaseSync(":memory:"));
  const mails = {
    hello: {
      words: "Hello",
      render: () => ({ subject: "", preheader: "", blocks: [], reason: "" }),
    },
  };
  const start = () =>
    createPostern({
      baseUrl: "https://postern.example",
      secret: "0123456789abcdefghijklmnopqrstuvwxyzABCDEF",
      mailer: capturedMailbox(),
      features: [{ name: "hello", mails }],
      store,
    });
  expect(start).toThrow("it was opened without hello");
  await store.close();
});

test.each(["Reset", "a'b", "", "two words"])(
  'a purpose named "%s" is refused: names stand in statements and cookies',
  async (name) => {
    const feature: Feature = { name: "odd", purposes: { [name]: { lifetime: 1 } } };
    await expect(opened(new DatabaseSync(":memory:"), feature)).rejects.toThrow(
      `"${name}" is no name for a link or a mail`,
    );
  },
);

test("an act that no feature has words for is not written, and nothing is beside it", async () => {
  const database = new DatabaseSync(":memory:");
  const act = { now: 1, actor: "user", userId: null };
  const forgetful: Feature = {
    name: "forgetful",
    words: catalogue({ en: { auditActs: { remembered: "You were remembered" } } }),
    store: (sql) => ({
      write: (second: string) =>
        sql.driver.write(function* () {
          yield* record(sql, { ...act, act: "remembered" });
          yield* record(sql, { ...act, act: second });
        }),
    }),
  };
  const store = await opened(database, forgetful);
  const { write } = store as unknown as { write(second: string): Promise<void> };
  await expect(write("forgotten")).rejects.toThrow("No feature has the audit act forgotten.");
  expect(database.prepare("SELECT act FROM audit").all()).toEqual([]);
  await write("logged-in");
  expect(database.prepare("SELECT act FROM audit ORDER BY id").all()).toEqual([
    { act: "remembered" },
    { act: "logged-in" },
  ]);
  await store.close();
});

test("a table of Postern's is no feature's", async () => {
  const second = { number: 1, name: "again", tables: ["users"], sql: "" };
  const feature: Feature = { name: "again", migrations: [second] };
  const store = await opened(new DatabaseSync(":memory:"), feature);
  const start = () =>
    createPostern({
      baseUrl: "https://postern.example",
      secret: "0123456789abcdefghijklmnopqrstuvwxyzABCDEF",
      mailer: capturedMailbox(),
      features: [feature],
      store,
    });
  expect(start).toThrow("features: two of them have the table users");
  await store.close();
});

/** A folder whose configuration names the feature, and a command line in it. */
function site() {
  const cwd = folder();
  const config = join(cwd, "postern.config.ts");
  writeFileSync(config, CONFIG);
  const environment = { DATABASE_URL: "sqlite:postern.db" };
  return {
    cwd,
    config,
    // The file changes, and a process reads it only once.
    cli: (...args: string[]) => runProcess(args, { cwd, environment }),
    database: () => new DatabaseSync(join(cwd, "postern.db")),
  };
}

test("the command line migrates, copies and resets the tables of the features that the file names", async () => {
  const { cwd, config, cli, database } = site();
  const migrated = await cli("db", "migrate");
  expect(migrated.out).toContain("applied 1 visits of pages");
  const status = await cli("db", "status");
  expect([status.code, status.out]).toEqual([
    0,
    expect.stringContaining("visits: visits of pages"),
  ]);
  const before = database();
  before.exec("INSERT INTO visits (path, count) VALUES ('/hello', 3)");
  before.close();
  const copied = await cli("db", "copy", "--to", "sqlite:copy.db", "--json");
  expect(copied.json()["tables"]).toContainEqual({ name: "visits", rows: 1 });
  writeFileSync(config, "export default {};\n");
  const refused = await cli("db", "copy", "--to", "sqlite:other.db");
  expect([refused.code, refused.err]).toEqual([
    expect.any(Number),
    expect.stringContaining("It has tables of the feature visits."),
  ]);
  expect(refused.code).not.toBe(0);
  expect((await cli("db", "reset", "--yes")).err).toContain("tables of the feature visits");
  writeFileSync(config, CONFIG);
  expect((await cli("db", "reset", "--yes")).code).toBe(0);
  const after = database();
  expect(after.prepare("SELECT COUNT(*) AS count FROM visits").get()).toEqual({ count: 0 });
  after.close();
  const copy = new DatabaseSync(join(cwd, "copy.db"));
  expect(copy.prepare("SELECT path, count FROM visits").get()).toEqual({
    path: "/hello",
    count: 3,
  });
  copy.close();
});

test("a backup is restored with the tables of its features, where the file names them", async () => {
  const { cwd, config, cli } = site();
  await cli("db", "migrate");
  await cli("db", "backup", "backup.db");
  rmSync(join(cwd, "postern.db"));
  writeFileSync(config, "export default {};\n");
  const refused = await cli("db", "restore", "backup.db");
  expect([refused.code, refused.err]).toEqual([
    1,
    expect.stringContaining("has tables of the feature visits"),
  ]);
  writeFileSync(config, CONFIG);
  const restored = await cli("db", "restore", "backup.db", "--force", "--json");
  expect([restored.code, restored.json()]).toMatchObject([0, { missingMigrations: 0 }]);
  expect((await cli("db", "status")).code).toBe(0);
});

test("a list of features that is none is refused with the other options", async () => {
  const { config, cli } = site();
  writeFileSync(config, "export default { features: 7 };\n");
  const { err } = await cli("db", "status");
  expect(err).toContain("features: give a list of features");
});
