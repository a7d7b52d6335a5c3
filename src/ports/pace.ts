import type { Duration } from "../domain/time.ts";

/** Time as it passes in this process, for answers that wait. It is no time of day: see `Clock`. */
export type Pace = {
  /** Milliseconds since some moment; never goes back. */
  now(): number;
  /** Resolves after this long or a little later, never earlier. */
  wait(duration: Duration): Promise<void>;
};
