import type { Migration } from "../migrate.ts";

// Addresses whose mails bounced permanently. A row belongs to no user: an address may have had many.
export const suppressions: Migration = {
  number: 9,
  name: "suppressions",
  tables: ["suppressions"],
  sql: `
    CREATE TABLE suppressions (
      email_key TEXT PRIMARY KEY,
      since BIGINT NOT NULL,
      answer TEXT NOT NULL,
      mail_id TEXT NOT NULL
    );
    CREATE INDEX suppressions_by_age ON suppressions (since);
  `,
};
