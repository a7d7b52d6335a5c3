import type { Migration } from "../migrate.ts";

// A link outlives its user for a while, so that whoever opens it late learns what happened to it: user_id is
// therefore not a foreign key.
export const links: Migration = {
  number: 3,
  name: "links",
  tables: ["links"],
  sql: `
    CREATE TABLE links (
      id TEXT PRIMARY KEY,
      purpose TEXT NOT NULL,
      user_id TEXT,
      email TEXT NOT NULL,
      email_key TEXT NOT NULL,
      created_on BIGINT NOT NULL,
      minted_on BIGINT,
      expires_on BIGINT,
      code_expires_on BIGINT,
      ended_on BIGINT,
      ended_why TEXT,
      code_tries INTEGER NOT NULL DEFAULT 0,
      password_tries INTEGER NOT NULL DEFAULT 0
    );
    CREATE INDEX links_by_user ON links (user_id, created_on);
    CREATE INDEX links_by_age ON links (created_on);
  `,
};
