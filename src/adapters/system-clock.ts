import type { Clock } from "../ports/clock.ts";

/** The machine's own clock. */
export const systemClock: Clock = { now: () => Date.now() };

/** Milliseconds since some moment, for how long things take: no setting of the clock moves it. */
export const systemStopwatch = (): number => performance.now();
