import type { Migration } from "../migrate.ts";

// users.language: the tag of the language that a user chose last, or registered in. Null if nothing was ever chosen.
export const languageOfAUser: Migration = {
  number: 26,
  name: "the language of a user",
  sql: `
    ALTER TABLE users ADD COLUMN language TEXT;
  `,
};
