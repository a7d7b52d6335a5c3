import type { Instant } from "../domain/time.ts";

/** With which secrets this database was used. */
export type KeyMarkStore = {
  /**
   * Compares the marks of a key ring, newest first, with those that are stored. Whether they belong together: one of them is
   * stored, or none is. Then exactly these marks are stored from now on; otherwise nothing changes.
   */
  keepKeyMarks(input: {
    readonly marks: readonly string[];
    readonly now: Instant;
  }): Promise<boolean>;
  /** The stored marks. Changes nothing. */
  listKeyMarks(): Promise<readonly string[]>;
  /** Stores these marks in the place of all others, on an operator's word. */
  acceptKeyMarks(input: {
    readonly marks: readonly string[];
    readonly actor: string;
    readonly now: Instant;
  }): Promise<void>;
};
