import type { Migration } from "../migrate.ts";

// mails.complained_on: when the owner of its mailbox was first reported to have marked the mail as spam; null if nobody has. The
// index finds a sent mail by its address, for services that do not repeat its reference.
export const complaints: Migration = {
  number: 36,
  name: "complaints about mails",
  sql: `
    ALTER TABLE mails ADD COLUMN complained_on BIGINT;
    CREATE INDEX mails_sent_to ON mails (email_key) WHERE state = 'sent';
  `,
};
