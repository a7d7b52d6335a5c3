import type { Migration } from "../migrate.ts";

// Notices wait here until a sender queues them, so that a lock on `mails` delays nobody.
export const notices: Migration = {
  number: 20,
  name: "notices that wait to be queued",
  tables: ["notices"],
  sql: `
    CREATE TABLE notices (
      id TEXT PRIMARY KEY,
      kind TEXT NOT NULL,
      user_id TEXT,
      email TEXT NOT NULL,
      email_key TEXT NOT NULL,
      about TEXT,
      left_on BIGINT NOT NULL
    );
  `,
};
