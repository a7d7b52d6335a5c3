// The database's time: what several processes share is counted on one clock.

import { systemClock } from "../../adapters/system-clock.ts";
import type { Duration } from "../../domain/time.ts";
import type { Clock } from "../../ports/clock.ts";
import type { SqlDriver } from "./work.ts";

export type DatabaseClock = Clock & {
  /** Asks the database again. A database that cannot be asked now leaves the time as it is. */
  compare(): Promise<void>;
};

/** Less than this is the network's doing; time would only jump to and fro. */
const NO_MATTER: Duration = 250;

/**
 * A clock that shows the time of a driver's database, as far as that has a clock of its own; else
 * `own`. Compared once before it is returned: throws where the database cannot be asked.
 */
export async function databaseClock(
  driver: Pick<SqlDriver, "now">,
  own: Clock = systemClock,
): Promise<DatabaseClock> {
  const ask = driver.now;
  if (ask === undefined) return { ...own, compare: async () => undefined };
  let offset: Duration = 0;
  async function compare(): Promise<void> {
    const before = own.now();
    const told = await ask!();
    const took = own.now() - before;
    if (took < 0) return;
    const seen = Math.round(told - (before + took / 2));
    // When in that time the database looked at its clock, nobody knows: an answer that took long tells less.
    if (Math.abs(seen - offset) > Math.max(NO_MATTER, took / 2)) offset = seen;
  }
  await compare();
  return {
    now: () => own.now() + offset,
    behind: () => offset,
    compare: () => compare().catch(() => undefined),
  };
}
