import type { Migration } from "../migrate.ts";

// One row for each user who has lost the second factor and waits: it is removed at due_on. warn_on: when the mailbox
// is told again, and warned_on when it was; without that, nothing is removed.
export const factorRemovals: Migration = {
  number: 32,
  name: "waiting for the removal of a lost second factor",
  tables: ["factor_removals"],
  sql: `
    CREATE TABLE factor_removals (
      user_id TEXT PRIMARY KEY REFERENCES users (id),
      asked_on BIGINT NOT NULL,
      warn_on BIGINT NOT NULL,
      due_on BIGINT NOT NULL,
      warned_on BIGINT
    );
  `,
};
