import type { Migration } from "../migrate.ts";

// devices_since: earlier marks of known devices are void for this address. Null if its owner was there before
// this version and has not recovered the account since.
export const deviceMarks: Migration = {
  number: 18,
  name: "marks of known devices end with a recovery",
  sql: "ALTER TABLE addresses ADD COLUMN devices_since BIGINT;",
};
