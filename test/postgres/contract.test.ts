import { describe, expect, test, vi } from "vitest";
import { openDriver } from "../../src/server/open.ts";
import { migrate } from "../../src/stores/sql/migrate.ts";
import type { SqlDriver } from "../../src/stores/sql/work.ts";
import { storeOver } from "../../src/open-stores.ts";
import { storeContract } from "../../src/testing/store-contract/store-contract.ts";
import { seededRandom } from "../../src/testing/random.ts";
import { sharedPostgres } from "./server.ts";

// Parts of the contract write hundreds of rows, each transaction over a socket.
vi.setConfig({ testTimeout: 240_000 });

/** Databases that an earlier test used and that are empty again, because making one takes long. */
const free: string[] = [];

async function emptyDatabase(): Promise<{ url: string; driver: SqlDriver }> {
  const url = free.pop() ?? (await (await sharedPostgres()).database());
  const driver = await openDriver({ database: url, dataFolder: undefined });
  await migrate(driver, 0);
  return { url, driver };
}

storeContract("PostgreSQL", { describe, expect, test }, async () => {
  const { url, driver } = await emptyDatabase();
  const store = storeOver(driver, seededRandom("postgres contract"));
  return {
    ...store,
    async [Symbol.asyncDispose]() {
      await driver.script(EMPTY_ALL);
      await store.close();
      free.push(url);
    },
  };
});

/** Every table except the one that records which migrations are applied. */
const EMPTY_ALL = `DO $$ BEGIN EXECUTE (
  SELECT 'TRUNCATE ' || string_agg(quote_ident(tablename), ', ') FROM pg_tables
  WHERE schemaname = 'public' AND tablename <> 'migrations'
); END $$`;
