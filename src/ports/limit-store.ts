import type { Limit, Verdict } from "../domain/limits.ts";
import type { Instant } from "../domain/time.ts";

/** Limits, counted atomically and shared by every process on the same store. */
export type LimitStore = {
  /** Counts a hit of `subject` against `limit`, or refuses it. */
  hit(input: { limit: Limit; subject: string; now: Instant }): Promise<Verdict>;
  /** Forgets the hits of a subject: the right password was given. */
  forgive(input: { limit: Limit; subject: string }): Promise<void>;
  purgeLimits(now: Instant): Promise<number>;
};
