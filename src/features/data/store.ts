import type { Instant } from "../../domain/time.ts";

/** What is kept about a user besides the user's own row and sessions. */
export type KeptFacts = {
  readonly mails: readonly {
    readonly kind: string;
    readonly state: string;
    readonly to: string;
    readonly createdOn: Instant;
  }[];
  readonly acts: readonly {
    readonly act: string;
    readonly actor: string;
    readonly happenedOn: Instant;
  }[];
};

export type DataStore = { findKeptFacts(userId: string): Promise<KeptFacts> };
