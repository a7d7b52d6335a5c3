import type { Migration } from "../migrate.ts";

// A mail says who asked for it, since whether it finds a place is decided when it is handed over. Mails
// without a name had theirs when they were asked for, or need none. What was withheld is counted: a row
// for each mailbox, kind and hour.
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
