import type { Migration } from "../migrate.ts";

// mails.tries: the answers to earlier tries that later ones replaced, as JSON, at most ten; null if there are none. The index
// finds the mails to an address, sent or not; it takes the place of the one that found only those that were sent.
export const whatWasSaid: Migration = {
  number: 42,
  name: "what was answered to each try of a mail",
  sql: `
    ALTER TABLE mails ADD COLUMN tries TEXT;
    CREATE INDEX mails_by_address ON mails (email_key, id);
    DROP INDEX mails_sent_to;
  `,
};
