import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { migrate, migrationStatus, siteTables } from "./migrate.ts";
import { sqliteDriver } from "./sqlite.ts";

const NOW = Date.UTC(2026, 10, 22, 13, 5);

test("an empty database is brought to today's version, in order, each with its line", async () => {
  const driver = sqliteDriver(new DatabaseSync(":memory:"));
  const missing = await migrationStatus(driver);
  expect(missing.every(({ appliedOn }) => appliedOn === null)).toBe(true);
  const applied = await migrate(driver, NOW);
  const numbers = applied.map(({ number }) => number);
  expect(numbers).toEqual([...new Set(missing.map(({ number }) => number))]);
  expect(numbers).toEqual(numbers.toSorted((one, other) => one - other));
  expect((await migrationStatus(driver)).every(({ appliedOn }) => appliedOn === NOW)).toBe(true);
  await driver.close();
});

test("a database of today's version is left as it is", async () => {
  const driver = sqliteDriver(new DatabaseSync(":memory:"));
  await migrate(driver, NOW);
  expect(await migrate(driver, NOW + 1)).toEqual([]);
  expect((await migrationStatus(driver)).every(({ appliedOn }) => appliedOn === NOW)).toBe(true);
  await driver.close();
});

test("two processes that start at once apply every migration once between them", async () => {
  const driver = sqliteDriver(new DatabaseSync(":memory:"));
  const both = await Promise.all([migrate(driver, NOW), migrate(driver, NOW)]);
  const numbers = both.flat().map(({ number }) => number);
  expect(new Set(numbers).size).toBe(numbers.length);
  expect(numbers).toHaveLength((await migrationStatus(driver)).length);
  await driver.close();
});

test("a migration that fails leaves nothing behind, and the ones before it stand", async () => {
  const database = new DatabaseSync(":memory:");
  const driver = sqliteDriver(database);
  database.exec("CREATE TABLE others (id TEXT); CREATE INDEX sessions_by_user ON others (id)");
  await expect(migrate(driver, NOW)).rejects.toThrow("sessions_by_user");
  const applied = (await migrationStatus(driver)).filter(({ appliedOn }) => appliedOn !== null);
  expect(applied.map(({ number }) => number)).toEqual([1]);
  database.exec("DROP INDEX sessions_by_user");
  expect((await migrate(driver, NOW))[0]?.number).toBe(2);
  await driver.close();
});

test("no table of the schema is forgotten where the whole site is copied", async () => {
  const database = new DatabaseSync(":memory:");
  await migrate(sqliteDriver(database), NOW);
  const made = database.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all();
  const names = made.map(({ name }) => String(name)).filter((name) => !name.startsWith("sqlite_"));
  expect([...siteTables(), "migrations", "feature_migrations", "copying"].toSorted()).toEqual(
    names.toSorted(),
  );
  database.close();
});

test("tables of a newer version are used, unless that version says that older ones cannot", async () => {
  const database = new DatabaseSync(":memory:");
  const driver = sqliteDriver(database);
  await migrate(driver, NOW);
  database.exec("INSERT INTO migrations VALUES (998, 'one more column', 1)");
  expect(await migrate(driver, NOW)).toEqual([]);
  database.exec("INSERT INTO migrations VALUES (999, 'breaking: all is different', 1)");
  await expect(migrate(driver, NOW)).rejects.toThrow(
    "its tables are of a newer version of Postern (999, breaking: all is different); install that version here",
  );
  await driver.close();
});
