import type { Migration } from "../migrate.ts";

// Consecutive wrong passwords for each address that was tried, whether or not anybody has it.
export const wrongPasswords: Migration = {
  number: 13,
  name: "wrong passwords in a row",
  tables: ["wrong_passwords"],
  sql: `
    CREATE TABLE wrong_passwords (
      email_key TEXT PRIMARY KEY,
      count BIGINT NOT NULL,
      forget_on BIGINT NOT NULL
    );
    CREATE INDEX wrong_passwords_by_age ON wrong_passwords (forget_on);
  `,
};
