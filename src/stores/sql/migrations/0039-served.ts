import type { Migration } from "../migrate.ts";

// A database that is used under a base URL which is not here sends nothing: it is a copy, or its site has moved.
export const served: Migration = {
  number: 39,
  name: "under which base URLs mails and events go out",
  tables: ["served"],
  sql: `
    CREATE TABLE served (
      base_url TEXT PRIMARY KEY,
      released_on BIGINT NOT NULL
    );
  `,
};
