import type { Pace } from "../ports/pace.ts";
import { systemStopwatch } from "./system-clock.ts";

/** The machine's own. */
export const systemPace: Pace = {
  now: systemStopwatch,
  // Timers cut off fractions, and would be early by them.
  wait: (duration) => new Promise((resolve) => setTimeout(resolve, Math.ceil(duration))),
};
