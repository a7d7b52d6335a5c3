import type { Migration } from "../migrate.ts";

export const limits: Migration = {
  number: 5,
  name: "limits",
  tables: ["limits"],
  sql: `
    CREATE TABLE limits (
      subject TEXT PRIMARY KEY,
      hits TEXT NOT NULL,
      forget_on BIGINT NOT NULL
    );
    CREATE INDEX limits_by_age ON limits (forget_on);
  `,
};
