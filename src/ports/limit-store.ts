import type { Limit, Verdict } from "../domain/limits.ts";
import type { Instant } from "../domain/time.ts";

/** Something that is done, of which a limit allows only so much. */
export type Hit = { readonly limit: Limit; readonly subject: string; readonly now: Instant };

/** Rate limits, counted atomically and shared by every process on the same store. */
export type LimitStore = {
  /** Counts a hit of `subject` against `limit`, or refuses it and writes nothing. */
  hit(input: Hit): Promise<Verdict>;
  /** Removes a hit that was counted at that moment, because what it counted came out right. */
  giveHitBack(input: Hit): Promise<void>;
  /** Deletes hits that no longer matter and rows of wrong passwords that are over; returns how many. And old counts of first contacts. */
  purgeLimits(now: Instant): Promise<number>;
};
