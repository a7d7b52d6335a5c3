import type { Duration, Instant } from "../domain/time.ts";

/** The only source of the time of day, so that tests can set it. */
export type Clock = {
  now(): Instant;
  /** How far the machine's own clock is behind this one; negative if it is ahead. */
  behind?(): Duration;
};
