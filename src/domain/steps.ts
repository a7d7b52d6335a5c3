// Fixed steps of time, to which work is filled up whose duration must not show.

import type { Duration } from "./time.ts";

const SHORTEST: Duration = 500;

const LONGEST_STEP: Duration = 8_000;

/** Three times the time alone, for a machine that has other things to do. */
const ROOM = 3;

/** The step for work that takes so long at most: one of five, so that the step itself says little. */
export function stepFor(slowest: Duration): Duration {
  let step = SHORTEST;
  while (step < LONGEST_STEP && step < slowest * ROOM) step *= 2;
  return step;
}

/** The end of the step in which something is over, of steps from a certain moment on: the first if it is over before that. */
export const stepAfter = (over: number, from: number, step: Duration): number =>
  from + step * (1 + Math.max(0, Math.floor((over - from) / step)));
