import type { Migration } from "../migrate.ts";

// A mail records who asked for it, because whether it gets a place is decided when it is handed over. Mails
// without a name got theirs when they were asked for, or need none. Withheld mails are counted: one row for
// each mailbox, kind and hour.
export const mailPlaces: Migration = {
  number: 14,
  name: "who asked for a mail, and which were withheld",
  tables: ["withheld"],
  sql: `
    ALTER TABLE mails ADD COLUMN asked_by TEXT;
    CREATE TABLE withheld (
      mailbox TEXT NOT NULL,
      kind TEXT NOT NULL,
      hour BIGINT NOT NULL,
      count INTEGER NOT NULL,
      last_on BIGINT NOT NULL,
      reason TEXT NOT NULL,
      PRIMARY KEY (mailbox, kind, hour)
    );
    CREATE INDEX withheld_by_hour ON withheld (hour);
  `,
};
