import type { Instant } from "../domain/time.ts";

/** A release, or a change of configuration. */
export type Mark = { readonly happenedOn: Instant; readonly text: string };

/** What operators mark in the pictures of the cohorts. */
export type CohortMarkStore = {
  /** Adds a mark, and writes a line to the audit log. The 500 newest are kept. */
  addMark(input: Mark & { readonly actor: string; readonly now: Instant }): Promise<void>;
  /** Removes all marks with this text. How many there were; if there were some, a line is in the audit log. */
  removeMarks(input: {
    readonly text: string;
    readonly actor: string;
    readonly now: Instant;
  }): Promise<number>;
  /** The 20 newest since then, oldest first. */
  listMarks(input: { readonly since: Instant }): Promise<readonly Mark[]>;
};
