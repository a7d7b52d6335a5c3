// Opens stores: over a handle that the caller opened, migrated to what this version needs.

import { systemClock } from "./adapters/system-clock.ts";
import { systemRandom } from "./adapters/system-random.ts";
import type { Feature } from "./feature.ts";
import { builtIn } from "./features.ts";
import type { Clock } from "./ports/clock.ts";
import type { Random } from "./ports/random.ts";
import type { Store } from "./ports/store.ts";
import { migrate } from "./stores/sql/migrate.ts";
import { namingIn, type TablePlace } from "./stores/sql/naming.ts";
import { postgresDriver, type PostgresPool } from "./stores/sql/postgres.ts";
import { sqliteDriver, type SqliteDatabase } from "./stores/sql/sqlite.ts";
import type { SqlDriver } from "./stores/sql/work.ts";
import { storeOn, type StoredFeature } from "./stores/sql/store.ts";

/** Options of `sqliteStore`. */
export type SqliteOptions = StoreOptions & Pick<TablePlace, "prefix">;

/** Options of every store. */
export type StoreOptions = {
  readonly clock?: Clock;
  readonly random?: Random;
  /** The host's own features, the same as for `createPostern`: for their tables and methods. */
  readonly features?: readonly Feature[];
};

/** Options of `postgresStore`. */
export type PostgresOptions = StoreOptions &
  TablePlace & {
    /**
     * A second pool with `{ max: 1, pipeline: true }`, which look-ups share; it allows several times as many of
     * them.
     */
    readonly reader?: PostgresPool;
  };

/**
 * A store over an opened `DatabaseSync` of `node:sqlite`. Sets its journal and durability, applies missing
 * migrations, and owns the handle from then on: `close` closes it. Rejects if the database belongs to a newer
 * version, if a copy to it was not finished, or if others have tables with the names of Postern's: then give a `prefix`.
 *
 * @example
 * ```ts
 * import { DatabaseSync } from "node:sqlite";
 *
 * const store = await sqliteStore(new DatabaseSync(":memory:"));
 * await store.ping(); // → []
 * await store.close();
 * ```
 */
export async function sqliteStore(
  database: SqliteDatabase,
  options: SqliteOptions = {},
): Promise<Store> {
  const naming = namingIn({ prefix: options.prefix ?? "" }, options.features);
  return sqlStore(sqliteDriver(database, undefined, naming), options);
}

/**
 * A store over a `pg.Pool`, on PostgreSQL 15 and later. Applies missing migrations, even if several processes
 * start at once, and owns the pools from then on. It reads what it asks for by itself, so pg's type parsers may be set to
 * whatever the host needs.
 *
 * @example
 * ```ts
 * import pg from "pg";
 *
 * const open = (connectionString: string): Promise<Store> =>
 *   postgresStore(new pg.Pool({ connectionString, max: 10 }));
 * ```
 */
export async function postgresStore(
  pool: PostgresPool,
  options: PostgresOptions = {},
): Promise<Store> {
  const pools = { main: [pool], reader: options.reader && [options.reader] };
  const naming = namingIn(options, options.features);
  const driver = postgresDriver(pools, options.random ?? systemRandom, undefined, naming);
  return sqlStore(driver, options);
}

/**
 * A store over a driver, for an SQL engine that Postern does not know. Applies missing migrations, and owns the
 * driver from then on. `storeContract` of `postern/testing` checks whether the driver is correct.
 *
 * @example
 * ```ts
 * const open = (driver: SqlDriver): Promise<Store> => sqlStore(driver);
 * ```
 */
export async function sqlStore(
  driver: SqlDriver,
  { clock = systemClock, random = systemRandom, features = [] }: StoreOptions = {},
): Promise<Store> {
  await migrate(driver, clock.now(), features);
  return storeOver(driver, random, features);
}

/** A store over a migrated database, with Postern's own features and a host's. */
export const storeOver = (
  driver: SqlDriver,
  random: Random,
  features: readonly StoredFeature[] = [],
): Store => storeOn(driver, random, [...builtIn, ...features]);
