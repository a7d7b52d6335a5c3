import type { Pace } from "../ports/pace.ts";
import { systemStopwatch } from "./system-clock.ts";

/** The machine's own. */
export const systemPace: Pace = {
  now: systemStopwatch,
  // Timers take whole milliseconds. Rounded up, the rest of a step would be later on average than a whole one, which has no fraction.
  wait: (duration) => new Promise((resolve) => setTimeout(resolve, Math.round(duration))),
};
