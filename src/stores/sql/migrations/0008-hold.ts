import type { Migration } from "../migrate.ts";

// While the mail server accepts no mails at all, they are held, and one of them is tried now and then. All
// processes of a site share this knowledge: there is at most one row, with id 1.
export const hold: Migration = {
  number: 8,
  name: "mails held while the mail server takes none",
  tables: ["outbox_hold"],
  sql: `
    CREATE TABLE outbox_hold (
      id INTEGER PRIMARY KEY,
      since BIGINT NOT NULL,
      fault TEXT NOT NULL,
      answer TEXT NOT NULL,
      probes INTEGER NOT NULL,
      probe_on BIGINT NOT NULL,
      probe_id TEXT
    );
  `,
};
