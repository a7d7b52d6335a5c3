import type { Clock } from "../ports/clock.ts";
import { parseDuration, type Duration, type Instant } from "../domain/time.ts";

/** A clock that stands still until a test moves it. */
export type MovableClock = Clock & {
  /** Moves the clock forward: by milliseconds, or by words such as "73 hours". */
  forward(duration: Duration | string): void;
};

/** A clock that stands still until it is moved. */
export function movableClock(start: Instant = Date.UTC(2026, 10, 22, 13, 5)): MovableClock {
  let now = start;
  return {
    now: () => now,
    forward(duration) {
      const length = typeof duration === "number" ? duration : parseDuration(duration);
      if (length === undefined) throw new Error(`"${duration}" is no length of time.`);
      now += length;
    },
  };
}
