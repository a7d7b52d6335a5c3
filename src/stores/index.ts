// Stores, ready to use: over a handle that the caller opened, migrated to what this version needs.

import { systemClock } from "../adapters/system-clock.ts";
import { systemRandom } from "../adapters/system-random.ts";
import type { Clock } from "../ports/clock.ts";
import type { Random } from "../ports/random.ts";
import type { Store } from "../ports/store.ts";
import { migrate } from "./sql/migrate.ts";
import { sqliteDriver, type SqliteDatabase } from "./sql/sqlite.ts";
import { sqlStore } from "./sql/store.ts";

/**
 * A store over an opened `DatabaseSync` of `node:sqlite`. Sets its journal and durability, applies
 * missing migrations, and owns the handle from then on.
 */
export async function sqliteStore(
  database: SqliteDatabase,
  { clock = systemClock, random = systemRandom }: { clock?: Clock; random?: Random } = {},
): Promise<Store> {
  const driver = sqliteDriver(database);
  await migrate(driver, clock.now());
  return sqlStore(driver, random);
}
