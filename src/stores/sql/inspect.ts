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
