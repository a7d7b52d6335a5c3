import type { Instant } from "../domain/time.ts";

/** A change of the tables that was made. */
export type AppliedMigration = {
  readonly number: number;
  readonly name: string;
  /** The feature it belongs to; null for Postern's own. */
  readonly feature: string | null;
  readonly appliedOn: Instant;
};

/** What a database says about itself. */
export type DatabaseFacts = {
  /** Its name and version, as "SQLite 3.50.4"; null if it does not say. */
  readonly engine: string | null;
  /** How much room it takes; null if it does not say. */
  readonly bytes: number | null;
  /** About how many rows the large tables have, without counting them; null if it cannot tell. */
  readonly about: Readonly<Record<"users" | "mails" | "audit", number | null>>;
  /** Postern's own in their order, then those of each feature. */
  readonly migrations: readonly AppliedMigration[];
};

/** What admins see of a store. */
export type SystemStore = {
  /** Reads no table that grows. */
  readDatabase(): Promise<DatabaseFacts>;
};
