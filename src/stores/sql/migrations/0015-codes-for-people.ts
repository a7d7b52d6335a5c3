import type { Migration } from "../migrate.ts";

// asks_code: the mail of a link has a code that a person types; links that the previous version mailed have
// none. undo_id: the undo link that a mail carries in addition to its own link, or instead of it. The index
// finds what reserves an address, and the links of a mailbox that belong to nobody yet.
export const codesForPeople: Migration = {
  number: 15,
  name: "codes for people, and addresses reserved for an undo",
  sql: `
    ALTER TABLE links ADD COLUMN asks_code INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE mails ADD COLUMN undo_id TEXT;
    CREATE INDEX links_by_address ON links (email_key, purpose, created_on) WHERE ended_on IS NULL;
    CREATE INDEX mails_by_undo ON mails (undo_id) WHERE undo_id IS NOT NULL;
  `,
};
