import type { Migration } from "../migrate.ts";

// sealed: the access token and the newest refresh token, encrypted; null until they are stored for the first time, and then
// version is 0. claimed_until: one process renews them until then; 0 if none does.
export const oauthTokens: Migration = {
  number: 37,
  name: "tokens for logging in to mail servers",
  tables: ["oauth_tokens"],
  sql: `
    CREATE TABLE oauth_tokens (
      id TEXT PRIMARY KEY,
      version INTEGER NOT NULL,
      sealed TEXT,
      renew_on BIGINT NOT NULL,
      claimed_until BIGINT NOT NULL,
      stored_on BIGINT NOT NULL
    );
  `,
};
