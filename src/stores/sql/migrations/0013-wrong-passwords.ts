import type { Migration } from "../migrate.ts";

// Wrong passwords in a row, for each address that was tried, whoever has it or nobody.
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
