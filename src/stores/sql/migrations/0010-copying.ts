import type { Migration } from "../migrate.ts";

// How far `postern db copy` has come, a line for each table. While there are lines, what stands in
// this database is a part of another one, and nobody may work with it.
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
