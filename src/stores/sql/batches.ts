// Purges remove rows in small batches, so that nobody waits long for them.

import type { SqlDriver, Work } from "./work.ts";

/** How many rows one transaction of a purge removes at most. */
export const BATCH_SIZE = 1_000;

/**
 * Runs batches until one removes fewer rows than it may, and returns how many were removed in all. Other
 * requests are answered between the batches.
 */
export async function inBatches(
  driver: Pick<SqlDriver, "write">,
  purge: () => Work<number>,
  atOnce: number = BATCH_SIZE,
): Promise<number> {
  let purged = 0;
  for (;;) {
    const some = await driver.write(purge);
    purged += some;
    if (some < atOnce) return purged;
  }
}
