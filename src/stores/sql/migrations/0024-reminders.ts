import type { Migration } from "../migrate.ts";

// users.reminded_on: when the mailbox was reminded that the registration is not confirmed yet.
export const reminders: Migration = {
  number: 24,
  name: "reminders of registrations",
  sql: "ALTER TABLE users ADD COLUMN reminded_on BIGINT;",
};
