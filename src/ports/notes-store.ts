import type { LinkPurpose } from "../domain/link.ts";
import type { Openings } from "../domain/opening.ts";
import type { Instant } from "../domain/time.ts";

/** Openings of a link since they were last written. */
export type OpeningNote = Openings & {
  /** The id in the link's row. */
  readonly linkId: string;
  readonly purpose: LinkPurpose;
};

/** An operator looked at one person, or took out a file about many. */
export type LookNote = {
  /** "operator:root" from a terminal, "admin:<id>" from the console. */
  readonly actor: string;
  /** Null for a file. */
  readonly userId: string | null;
  readonly on: Instant;
  /** Which file, and what is in it. */
  readonly exported?: string;
};

/**
 * What a look leaves behind (decision 90). Nothing may act upon these notes, and nothing may wait for them.
 */
export type NotesStore = {
  /**
   * Adds to the openings of each link: one row for each link and kind of opener, however often it was opened. A link that is
   * not there, or has another purpose, gets none.
   */
  noteOpenings(notes: readonly OpeningNote[]): Promise<void>;
  /**
   * Writes `looked-at` to the audit log of each person, unless the same operator's last look is less than `quiet`
   * milliseconds older. For a file, it always writes `exported`, with what was exported as the detail.
   */
  noteLooks(input: { readonly looks: readonly LookNote[]; readonly quiet: number }): Promise<void>;
};
