import { expect, test } from "vitest";
import { StoreUnavailable } from "../../src/ports/store.ts";
import { openDriver } from "../../src/server/open.ts";
import { changes, row, rows, type SqlDriver, type Work } from "../../src/stores/sql/work.ts";
import { sharedPostgres } from "./server.ts";

async function openCounters(): Promise<SqlDriver & AsyncDisposable> {
  const driver = await openDriver({
    database: await (await sharedPostgres()).database(),
    dataFolder: undefined,
  });
  await driver.script("CREATE TABLE counters (id TEXT PRIMARY KEY, value BIGINT NOT NULL)");
  await driver.script("INSERT INTO counters (id, value) VALUES ('one', 0)");
  return { ...driver, [Symbol.asyncDispose]: () => driver.close() };
}

function* readCounter(): Work<number> {
  return (yield* row<{ value: number }>("SELECT value FROM counters WHERE id = 'one'"))!.value;
}

function* countUp(): Work<void> {
  const value = yield* readCounter();
  yield* changes("UPDATE counters SET value = ? WHERE id = 'one'", value + 1);
}

/** Ends every connection of the database except the one that asks. */
function* endConnections(): Work<number> {
  const ended = yield* rows(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE datname = current_database() AND pid <> pg_backend_pid()`,
  );
  return ended.length;
}

test("a hundred who read a row and write it at once all have their turn, and none is lost", async () => {
  await using driver = await openCounters();
  await Promise.all(Array.from({ length: 100 }, () => driver.write(countUp)));
  expect(await driver.read(readCounter)).toBe(100);
});

test("many reads at once each get the answer to their own question", async () => {
  await using driver = await openCounters();
  const asked = Array.from({ length: 200 }, (_, number) => `${number}`);
  const told = await Promise.all(
    asked.map((number) =>
      driver.read(function* () {
        const first = yield* row<{ said: string }>("SELECT CAST(? AS TEXT) AS said", number);
        const second = yield* row<{ said: string }>("SELECT CAST(? AS TEXT) AS said", first!.said);
        return second!.said;
      }),
    ),
  );
  expect(told).toEqual(asked);
});

test("a mistake in one read is that read's alone", async () => {
  await using driver = await openCounters();
  const [before, mistake, after] = await Promise.allSettled([
    driver.read(readCounter),
    driver.read(() => row("SELECT nothing FROM nowhere")),
    driver.read(readCounter),
  ]);
  expect(before).toMatchObject({ status: "fulfilled", value: 0 });
  expect(mistake).toMatchObject({ status: "rejected", reason: { code: "42P01" } });
  expect(after).toMatchObject({ status: "fulfilled", value: 0 });
});

test("connections that the database ends are replaced, and nobody has to start Postern again", async () => {
  await using driver = await openCounters();
  expect(await driver.read(readCounter)).toBe(0);
  expect(await driver.report(endConnections)).toBeGreaterThan(0);
  await untilItWorks(() => driver.read(readCounter));
  await untilItWorks(() => driver.write(countUp));
  expect(await driver.read(readCounter)).toBe(1);
});

test("a connection that breaks within a transaction undoes it, and is said to be the database's fault", async () => {
  await using driver = await openCounters();
  const broken = driver.write(function* () {
    yield* countUp();
    yield* row("SELECT pg_terminate_backend(pg_backend_pid())");
    yield* countUp();
  });
  await expect(broken).rejects.toThrow(StoreUnavailable);
  await untilItWorks(() => driver.write(countUp));
  expect(await driver.read(readCounter)).toBe(1);
});

/** Each broken connection may be noticed by one user of it; the next try is served. */
async function untilItWorks<Value>(act: () => Promise<Value>): Promise<Value> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await act();
    } catch (error) {
      if (!(error instanceof StoreUnavailable) || tries === 20) throw error;
    }
  }
}

test("a text with a NUL, which PostgreSQL has in no text, is read and written as another one, and nothing fails", async () => {
  await using driver = await openCounters();
  const find = (id: string) => driver.read(() => row("SELECT id FROM counters WHERE id = ?", id));
  expect(await find("one\0")).toBeUndefined();
  await driver.write(() => changes("INSERT INTO counters (id, value) VALUES (?, 1)", "t\0wo"));
  expect(await find("t\uFFFDwo")).toEqual({ id: "t\uFFFDwo" });
});
