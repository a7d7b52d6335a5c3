import type { Duration, Instant } from "../domain/time.ts";

/** The only source of the time of day. Tests move it; nothing else reads one. */
export type Clock = {
  now(): Instant;
  /** How far the machine's own clock is behind this one; below zero where it is ahead. */
  behind?(): Duration;
};
