import type { Migration } from "../migrate.ts";

// stopped_mailboxes: mailboxes that want no mail that strangers can cause, by a keyed digest. told_on, told_mail: the
// mail that said so last. mails.stop: the digest of the stop that a mail met, and stopped_on since when it was there.
// mails.silent: 1 of a mail that is not handed over, though all else goes on as if it were. mails.asked_as: the kind
// it was asked for as, where it was decided to be another one.
export const stops: Migration = {
  number: 25,
  name: "mailboxes that want no mail from strangers",
  tables: ["stopped_mailboxes"],
  sql: `
    CREATE TABLE stopped_mailboxes (
      mailbox TEXT PRIMARY KEY,
      stopped_on BIGINT NOT NULL,
      ends_on BIGINT NOT NULL,
      told_on BIGINT,
      told_mail TEXT
    );
    CREATE INDEX stopped_mailboxes_by_end ON stopped_mailboxes (ends_on);
    CREATE INDEX stopped_mailboxes_by_mail ON stopped_mailboxes (told_mail)
      WHERE told_mail IS NOT NULL;
    ALTER TABLE mails ADD COLUMN stop TEXT;
    ALTER TABLE mails ADD COLUMN stopped_on BIGINT;
    ALTER TABLE mails ADD COLUMN silent INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE mails ADD COLUMN asked_as TEXT;
    CREATE INDEX mails_stopped ON mails (email_key) WHERE stop IS NOT NULL;
    CREATE INDEX mails_silent ON mails (stop) WHERE silent = 1;
  `,
};
