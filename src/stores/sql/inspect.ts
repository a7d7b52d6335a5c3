// What a database says of itself, for those who look whether it is well.

import type { Instant } from "../../domain/time.ts";
import { row, type SqlDriver } from "./work.ts";

/** When the newest act happened, by the clock of whoever did it; null where there was none. */
export const newestAct = async (driver: SqlDriver): Promise<Instant | null> =>
  (
    await driver.read(() =>
      row<{ newest: number | null }>("SELECT MAX(happened_on) AS newest FROM audit"),
    )
  )?.newest ?? null;

/** What a PostgreSQL server says about its clock and its disk. */
export type PostgresFacts = {
  readonly now: Instant;
  /** Whether what is committed survives a power cut. */
  readonly fsync: boolean;
  /** Like 170002 for 17.2. */
  readonly version: number;
};

/** Asks PostgreSQL; SQLite has no clock or server of its own. */
export async function postgresFacts(driver: SqlDriver): Promise<PostgresFacts> {
  const facts = await driver.read(() =>
    row<{ now: number; fsync: string; version: number }>(
      `SELECT CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT) AS now,
         current_setting('fsync') AS fsync,
         CAST(current_setting('server_version_num') AS INTEGER) AS version`,
    ),
  );
  if (facts === undefined) throw new Error("PostgreSQL answered a question without a row.");
  return { now: facts.now, fsync: facts.fsync === "on", version: facts.version };
}
