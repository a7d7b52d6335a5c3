import type { Counts, Dimension, People } from "../domain/cohorts.ts";
import type { Instant } from "../domain/time.ts";

/** The counts of people who registered in one day (UTC) and share a value of a dimension. */
export type CountedDay = {
  readonly day: Instant;
  readonly value: string;
  readonly total: Counts;
  /** By the number of the quarter hour in the day, from 0 on. Only of days that were asked for in quarter hours. */
  readonly quarters: Readonly<Record<number, Counts>> | undefined;
};

/** How far the counting is. */
export type CohortProgress = {
  /** Whether everybody is counted who registered before the counting began. */
  readonly complete: boolean;
  /** How many people this call counted, or counted anew. */
  readonly counted: number;
  /** The share of them that is counted, from 0 to 1, as far as it can be told. */
  readonly share: number;
};

/** Counts of registrations and of what became of them, in quarter hours. */
export type CohortStore = {
  /**
   * Counts some of what has happened and is not counted yet, in one transaction. Call it until it has counted nothing and
   * is complete. Each fact is counted once, by whichever process comes first, whenever it was committed.
   */
  foldCohorts(input: { readonly now: Instant }): Promise<CohortProgress>;
  /** Forgets all counts, so that `foldCohorts` counts everybody anew. Other processes may go on. */
  restartCohorts(input: { readonly now: Instant }): Promise<void>;
  /** Deletes what is kept of people whose counts do not change any more. */
  settleCohorts(input: { readonly now: Instant }): Promise<number>;
  /**
   * The counts of the days (UTC) that these times are in, in no order. `inQuarters` are the days whose quarter hours are
   * wanted.
   */
  readCohorts(input: {
    readonly people: readonly People[];
    readonly dimension: Dimension;
    readonly from: Instant;
    readonly to: Instant;
    readonly inQuarters: readonly Instant[];
  }): Promise<readonly CountedDay[]>;
  /**
   * When the first day with a registration begins (UTC), undefined if there is none; and whether everybody is counted who
   * registered before the counting began.
   */
  cohortsReach(): Promise<{ readonly first: Instant | undefined; readonly complete: boolean }>;
};
