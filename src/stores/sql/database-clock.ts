// The database's time, so that several processes use one clock for what they share.

import { systemClock } from "../../adapters/system-clock.ts";
import type { Duration } from "../../domain/time.ts";
import type { Clock } from "../../ports/clock.ts";
import type { SqlDriver } from "./work.ts";

export type DatabaseClock = Clock & {
  /** Asks the database again. If it cannot be asked now, the time stays as it is. */
  compare(): Promise<void>;
};

/**
 * A smaller difference may come from the network; correcting it would only make the time jump back and forth.
 */
const NO_MATTER: Duration = 250;

/**
 * A clock that shows the time of a driver's database if the database has a clock of its own, otherwise `own`.
 * It is compared once before it is returned; throws if the database cannot be asked.
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
    // Nobody knows at which moment of that time the database read its clock, so a slow answer is less exact.
    if (Math.abs(seen - offset) > Math.max(NO_MATTER, took / 2)) offset = seen;
  }
  await compare();
  return {
    now: () => own.now() + offset,
    behind: () => offset,
    compare: () => compare().catch(() => undefined),
  };
}
