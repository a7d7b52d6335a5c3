import { afterAll, describe, expect, test } from "vitest";
import { openDriver } from "../../src/server/open.ts";
import { migrate } from "../../src/stores/sql/migrate.ts";
import type { SqlDriver } from "../../src/stores/sql/work.ts";
import { storeOver } from "../../src/open-stores.ts";
import { storeContract } from "../../src/testing/store-contract/store-contract.ts";
import { seededRandom } from "../../src/testing/random.ts";
import { sharedPostgres } from "./server.ts";

/** Databases that an earlier test used and that are empty again, because making one takes long. */
const free: SqlDriver[] = [];

afterAll(() => Promise.all(free.map((driver) => driver.close())), 60_000);

async function emptyDatabase(): Promise<SqlDriver> {
  const emptied = free.pop();
  if (emptied !== undefined) return emptied;
  const database = await (await sharedPostgres()).database();
  const driver = await openDriver({ database, dataFolder: undefined });
  await migrate(driver, 0);
  return driver;
}

storeContract("PostgreSQL", { describe, expect, test }, async () => {
  const driver = await emptyDatabase();
  const store = storeOver(driver, seededRandom("postgres contract"));
  return {
    ...store,
    async [Symbol.asyncDispose]() {
      await driver.script(EMPTY_ALL);
      free.push(driver);
    },
  };
});

/** Every table except the one that records which migrations are applied. Few rows are deleted sooner than tables are truncated. */
const EMPTY_ALL = `DO $$ DECLARE name text; BEGIN
  SET LOCAL session_replication_role = replica;
  FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'migrations' LOOP
    EXECUTE 'DELETE FROM ' || quote_ident(name);
  END LOOP;
END $$`;
