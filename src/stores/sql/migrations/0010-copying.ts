import type { Migration } from "../migrate.ts";

// How far `postern db copy` has come, one line for each table. While there are lines, this database holds a
// part of another one, and nobody may use it.
export const copying: Migration = {
  number: 10,
  name: "how far a copy has come",
  tables: ["copying"],
  sql: `
    CREATE TABLE copying (
      name TEXT PRIMARY KEY,
      source TEXT NOT NULL,
      copied BIGINT NOT NULL,
      last_key TEXT
    );
  `,
};
