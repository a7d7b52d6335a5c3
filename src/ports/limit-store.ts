import type { Limit, Verdict } from "../domain/limits.ts";
import type { Instant } from "../domain/time.ts";

/** Rate limits, counted atomically and shared by every process on the same store. */
export type LimitStore = {
  /** Counts a hit of `subject` against `limit`, or refuses it and writes nothing. */
  hit(input: { limit: Limit; subject: string; now: Instant }): Promise<Verdict>;
  /** Deletes hits that no longer matter and rows of wrong passwords that are over; returns how many. And old counts of first contacts. */
  purgeLimits(now: Instant): Promise<number>;
};
