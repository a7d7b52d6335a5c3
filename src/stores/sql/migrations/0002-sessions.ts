import type { Migration } from "../migrate.ts";

// Found by the digest of the cookie's secret; the secret itself is not stored.
export const sessions: Migration = {
  number: 2,
  name: "sessions",
  tables: ["sessions"],
  sql: `
    CREATE TABLE sessions (
      hash TEXT PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      user_id TEXT NOT NULL REFERENCES users (id),
      created_on BIGINT NOT NULL,
      last_seen_on BIGINT NOT NULL,
      proved_on BIGINT NOT NULL,
      expires_on BIGINT NOT NULL,
      browser TEXT NOT NULL,
      client TEXT NOT NULL
    );
    CREATE INDEX sessions_by_user ON sessions (user_id);
    CREATE INDEX sessions_by_expiry ON sessions (expires_on);
  `,
};
