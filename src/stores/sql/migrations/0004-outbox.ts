import type { Migration } from "../migrate.ts";

// Every committed change has its mail: mails are written in the transaction that causes them. No body and no
// link is stored; both are made when the mail is handed over.
export const outbox: Migration = {
  number: 4,
  name: "outbox",
  tables: ["mails"],
  sql: `
    CREATE TABLE mails (
      id TEXT PRIMARY KEY,
      kind TEXT NOT NULL,
      user_id TEXT,
      link_id TEXT,
      email TEXT NOT NULL,
      email_key TEXT NOT NULL,
      state TEXT NOT NULL,
      priority INTEGER NOT NULL,
      created_on BIGINT NOT NULL,
      due_on BIGINT NOT NULL,
      worthless_on BIGINT NOT NULL,
      attempts INTEGER NOT NULL DEFAULT 0,
      fence INTEGER NOT NULL DEFAULT 0,
      minted_on BIGINT,
      ended_on BIGINT,
      answer TEXT,
      about TEXT
    );
    CREATE INDEX mails_due ON mails (due_on) WHERE ended_on IS NULL;
    CREATE INDEX mails_by_user ON mails (user_id, created_on);
    CREATE INDEX mails_by_age ON mails (created_on);
  `,
};
