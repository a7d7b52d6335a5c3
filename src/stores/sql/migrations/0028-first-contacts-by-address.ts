import type { Migration } from "../migrate.ts";

// first_contact_hours.by_address: how many of the mails sent in that hour were asked for by address alone. They have
// an account of their own, which gets its credit back by itself.
export const firstContactsByAddress: Migration = {
  number: 28,
  name: "which first contacts were asked for by address",
  sql: "ALTER TABLE first_contact_hours ADD COLUMN by_address INTEGER NOT NULL DEFAULT 0;",
};
