// Keeps a process on the time of its database, and logs it if the machine's clock differs.

import { isFelt, seconds } from "../domain/time.ts";
import type { Clock } from "../ports/clock.ts";
import type { Log } from "../ports/log.ts";
import { databaseClock } from "../stores/sql/database-clock.ts";
import type { SqlDriver } from "../stores/sql/work.ts";

const COMPARE_EVERY = seconds(10);

/** The database's clock, compared regularly until it is stopped. */
export async function sharedClock(
  driver: SqlDriver,
  log: Log,
): Promise<{ readonly clock: Clock; stop(): void }> {
  const clock = await databaseClock(driver);
  let isSaid = false;
  function say(): void {
    const behind = clock.behind?.() ?? 0;
    if (isFelt(behind) && !isSaid) {
      const fix = "let the machine's clock be set by NTP: timedatectl set-ntp true";
      log.warn("clock-off", { secondsBehindTheDatabase: Math.round(behind / 1_000), fix });
    }
    isSaid = isFelt(behind);
  }
  say();
  const timer = setInterval(() => void clock.compare().then(say), COMPARE_EVERY).unref();
  return { clock, stop: () => clearInterval(timer) };
}
