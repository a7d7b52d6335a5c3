// PgBouncer in transaction mode: each transaction may use another connection to the server, and settings and
// statements are not kept in between. In statement mode there are no transactions at all.

import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { openDriver } from "../../src/server/open.ts";
import { migrate } from "../../src/stores/sql/migrate.ts";
import { changes, row, type SqlDriver } from "../../src/stores/sql/work.ts";
import { folder, runCli } from "../cli/tools.ts";
import { mayPool, startPooler, type Pooler } from "./pooler.ts";
import { sharedPostgres, withPort } from "./server.ts";

const running: { pooler?: Pooler; url?: string } = {};

beforeAll(async () => {
  if (!mayPool) return;
  running.url = await (await sharedPostgres()).database();
  running.pooler = await startPooler(running.url, "transaction");
});

afterAll(() => running.pooler?.stop());

async function openThrough(): Promise<SqlDriver> {
  const database = withPort(running.url!, running.pooler!.port);
  const driver = await openDriver({ database, dataFolder: undefined });
  onTestFinished(() => driver.close());
  return driver;
}

describe.skipIf(!mayPool)("behind PgBouncer in transaction mode", () => {
  test("several processes migrate one database, and each reads and writes what it asked for", async () => {
    const drivers = await Promise.all([openThrough(), openThrough(), openThrough()]);
    await Promise.all(drivers.map((driver) => migrate(driver, 0)));
    const asked = Array.from({ length: 90 }, (_, number) => number);
    const told = await Promise.all(
      asked.map((number) => {
        const driver = drivers[number % 3]!;
        // Each process sends the statements in another order.
        const text = `SELECT CAST(? AS BIGINT) + ${(number * 7) % 10} AS said`;
        const read = number % 2 === 0 ? driver.read : driver.write;
        return read(() => row<{ said: number }>(text, number));
      }),
    );
    expect(told.map((line) => line?.said)).toEqual(asked.map((one) => one + ((one * 7) % 10)));
  });

  test("what a transaction sets ends with it, and is there in it", async () => {
    const driver = await openThrough();
    const set = await driver.write(() =>
      row(
        "SELECT current_setting('synchronous_commit') AS commit, current_setting('lock_timeout') AS lock",
      ),
    );
    expect(set).toEqual({ commit: "on", lock: "3750ms" });
    expect(
      await driver.report(() => row("SELECT current_setting('lock_timeout') AS lock")),
    ).toEqual({
      lock: "0",
    });
    await driver.write(() => changes("DELETE FROM audit"));
  });
});

test.skipIf(!mayPool)(
  "no server is started behind PgBouncer in statement mode, not on a database that is migrated either",
  async () => {
    const pooler = await startPooler(running.url!, "statement");
    onTestFinished(() => pooler.stop());
    const direct = await openDriver({ database: running.url!, dataFolder: undefined });
    await migrate(direct, 0);
    await direct.close();
    const { code, err } = await runCli(["dev", "--port", "0"], {
      cwd: folder(),
      environment: { DATABASE_URL: withPort(running.url!, pooler.port) },
    });
    expect([code, err]).toEqual([4, expect.stringContaining("statement pooling mode")]);
  },
);
