import type { LinkPurpose } from "../domain/link.ts";
import type { Opener } from "../domain/opening.ts";

/** What a look leaves behind: kept in memory, and written in the background (decision 90). Never throws, and never waits. */
export type Notes = {
  /** A mailed link was opened. */
  opened(link: {
    readonly id: string;
    readonly purpose: LinkPurpose;
    readonly opener: Opener;
  }): void;
  /** An operator or an admin looked at one person. */
  looked(look: { readonly actor: string; readonly userId: string }): void;
  /** An operator or an admin took out a file about many people. `what`: which file, and what is in it; no address. */
  exported(file: { readonly actor: string; readonly what: string }): void;
  /** Writes what was noted since the last time; returns how many notes. Rejects if the store does, and then they are lost. */
  flush(): Promise<number>;
};
