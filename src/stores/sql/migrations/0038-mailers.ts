import type { Migration } from "../migrate.ts";

// mails.mailer: which of several mailers may have the mail since a try that was not answered; no other one is given it. Null
// if none may have it, or if there is only one.
export const mailers: Migration = {
  number: 38,
  name: "which mailer may have a mail",
  sql: "ALTER TABLE mails ADD COLUMN mailer TEXT;",
};
