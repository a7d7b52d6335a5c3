import type { Migration } from "../migrate.ts";

// mails.trust: what speaks for a mail to a stranger, as bits (domain/first-contacts). mails.parked_on: since when it waits
// for the credit of the site. mails.account: which account it waits for or was paid from. first_contacts: the credit of each
// account, and what was sent since it was last counted up; `counted_until` is how far the audit log was read for
// confirmations. Networks have rows once somebody in them confirmed.
export const firstContacts: Migration = {
  number: 23,
  name: "what the whole site may send to strangers",
  tables: ["first_contacts", "first_contact_hours", "first_contact_networks"],
  sql: `
    ALTER TABLE mails ADD COLUMN trust INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE mails ADD COLUMN parked_on BIGINT;
    ALTER TABLE mails ADD COLUMN account TEXT;
    CREATE INDEX mails_parked ON mails (account, trust DESC, created_on, id)
      WHERE parked_on IS NOT NULL AND ended_on IS NULL;
    CREATE INDEX mails_parked_by_age ON mails (created_on)
      WHERE parked_on IS NOT NULL AND ended_on IS NULL;
    DROP INDEX mails_waiting;
    CREATE INDEX mails_waiting ON mails (created_on) WHERE ended_on IS NULL AND parked_on IS NULL;
    CREATE TABLE first_contacts (
      account TEXT PRIMARY KEY,
      credit INTEGER NOT NULL,
      refilled_on BIGINT NOT NULL,
      sent INTEGER NOT NULL,
      counted_until BIGINT NOT NULL
    );
    CREATE TABLE first_contact_hours (
      hour BIGINT PRIMARY KEY,
      asked INTEGER NOT NULL,
      sent INTEGER NOT NULL,
      confirmed INTEGER NOT NULL,
      parked INTEGER NOT NULL
    );
    CREATE TABLE first_contact_networks (
      network TEXT PRIMARY KEY,
      credit INTEGER NOT NULL,
      confirmed_on BIGINT NOT NULL
    );
    CREATE INDEX first_contact_networks_by_age ON first_contact_networks (confirmed_on);
  `,
};
