// What is cleared away is cleared away a little at a time, so that nobody waits long for it.

import type { SqlDriver, Work } from "./work.ts";

/** How many rows one transaction of a purge removes at most. */
export const BATCH_SIZE = 1_000;

/**
 * Purges until a transaction finds less than it may remove, and returns how much that was in all. The
 * requests in between are answered in between.
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
