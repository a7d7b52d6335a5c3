// Whether a disk is full cannot be checked without writing, so the result of the last write is remembered.

import { systemStopwatch } from "../../adapters/system-clock.ts";
import { StoreUnavailable } from "../../ports/store.ts";
import type { SqlDriver } from "./work.ts";

/** How long a refused write counts, in milliseconds; after that, the next write is tried. */
const BELIEVED = 30_000;

/** The same driver, whose `check` knows that the last write found no room. */
export function rememberingRoom(driver: SqlDriver): SqlDriver {
  let full: { readonly error: StoreUnavailable; readonly on: number } | undefined;

  const noting =
    (write: SqlDriver["write"]): SqlDriver["write"] =>
    async (work, patience) => {
      try {
        const value = await write(work, patience);
        full = undefined;
        return value;
      } catch (error) {
        const isFull = error instanceof StoreUnavailable && error.reason === "full";
        if (isFull) full = { error, on: systemStopwatch() };
        throw error;
      }
    };

  return {
    ...driver,
    write: noting(driver.write),
    admit: noting(driver.admit),
    async check() {
      if (full !== undefined && systemStopwatch() - full.on < BELIEVED) throw full.error;
      return driver.check();
    },
  };
}
