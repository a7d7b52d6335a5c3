// What a database reports about itself, for health checks.

import type { Instant } from "../../domain/time.ts";
import { row, type SqlDriver } from "./work.ts";

/** When the newest audited action happened, by the clock of the process that did it; null if there was none. */
export const newestAct = async (driver: SqlDriver): Promise<Instant | null> =>
  (
    await driver.read(() =>
      row<{ newest: number | null }>("SELECT MAX(happened_on) AS newest FROM audit"),
    )
  )?.newest ?? null;
