import type { Pace } from "../ports/pace.ts";
import { systemStopwatch } from "./system-clock.ts";

/** The machine's own. */
export const systemPace: Pace = {
  now: systemStopwatch,
  // Timers take whole milliseconds.
  wait: (duration) => new Promise((resolve) => setTimeout(resolve, Math.ceil(duration))),
};
