import type { Migration } from "../migrate.ts";

// One row for each change of state, written in the transaction of the change (I10).
export const audit: Migration = {
  number: 6,
  name: "audit",
  tables: ["audit"],
  sql: `
    CREATE TABLE audit (
      id TEXT PRIMARY KEY,
      happened_on BIGINT NOT NULL,
      actor TEXT NOT NULL,
      act TEXT NOT NULL,
      user_id TEXT,
      detail TEXT
    );
    CREATE INDEX audit_by_user ON audit (user_id, happened_on);
    CREATE INDEX audit_by_time ON audit (happened_on);
  `,
};
