import { afterAll, beforeAll, vi } from "vitest";
import { openDriver } from "../../src/server/open.ts";
import { migrate } from "../../src/stores/sql/migrate.ts";
import { sqlStore } from "../../src/stores/sql/store.ts";
import { storeContract } from "../../src/stores/store.contract.ts";
import { seededRandom } from "../../src/testing/random.ts";
import { startPostgres, type TestServer } from "./server.ts";

// Some of the contract writes hundreds of rows, each of its transactions over a socket.
vi.setConfig({ testTimeout: 60_000 });

const running: { server?: TestServer } = {};

beforeAll(async () => {
  running.server = await startPostgres();
}, 60_000);

afterAll(() => running.server?.stop(), 60_000);

storeContract("PostgreSQL", async () => {
  const database = await running.server?.database();
  if (database === undefined) throw new Error("The PostgreSQL server did not start.");
  const driver = await openDriver({ database, dataFolder: undefined });
  await migrate(driver, 0);
  const store = sqlStore(driver, seededRandom("postgres contract"));
  return { ...store, [Symbol.asyncDispose]: () => store.close() };
});
