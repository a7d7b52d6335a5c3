import type { Migration } from "../migrate.ts";

// devices_since: marks of known devices that were made before are void for this address. Null where its
// owner was there before this version, and recovered nothing since.
export const deviceMarks: Migration = {
  number: 18,
  name: "marks of known devices end with a recovery",
  sql: "ALTER TABLE addresses ADD COLUMN devices_since BIGINT;",
};
