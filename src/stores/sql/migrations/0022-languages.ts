import type { Migration } from "../migrate.ts";

// mails.language: the language in which a mail was first rendered, so that every try of it is the same. Null
// until then, and for mails that an older version handed over: they are in the site's language.
export const languages: Migration = {
  number: 22,
  name: "the language of a mail",
  sql: `
    ALTER TABLE mails ADD COLUMN language TEXT;
  `,
};
