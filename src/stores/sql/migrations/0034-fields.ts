import type { Migration } from "../migrate.ts";

// users.fields: the values of the extra fields of a site, as one object in JSON; null if there are none.
export const fields: Migration = {
  number: 34,
  name: "extra fields of users",
  sql: "ALTER TABLE users ADD COLUMN fields TEXT;",
};
