import type { Clock } from "../ports/clock.ts";

/** The machine's own clock. */
export const systemClock: Clock = { now: () => Date.now() };

/** Milliseconds since some moment, for measuring durations: setting the clock does not affect it. */
export const systemStopwatch = (): number => performance.now();
