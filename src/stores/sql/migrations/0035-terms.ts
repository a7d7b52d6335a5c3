import type { Migration } from "../migrate.ts";

// users.terms: the versions of the terms that the user accepted, and when, as a list in JSON, the last one first; null if
// there are none.
export const terms: Migration = {
  number: 35,
  name: "accepted terms",
  sql: "ALTER TABLE users ADD COLUMN terms TEXT;",
};
