import type { Migration } from "../migrate.ts";

// A password becomes one credential of several, and a user may have none; '*' stood for no password. Nothing
// else uses the id of a user as a credential's id, so it becomes the id of the password. users.factors is
// derived from the credentials, and read with every session. The renamed column of the ledger stops older
// versions when they start; otherwise they would start and fail at each login.
export const credentials: Migration = {
  number: 21,
  name: "breaking: credentials, and sessions that keep their evidence",
  tables: ["credentials"],
  sql: `
    CREATE TABLE credentials (
      id TEXT PRIMARY KEY,
      user_id TEXT NOT NULL REFERENCES users (id),
      kind TEXT NOT NULL,
      factor TEXT NOT NULL,
      secret TEXT NOT NULL,
      name TEXT,
      created_on BIGINT NOT NULL,
      last_used_on BIGINT
    );
    INSERT INTO credentials (id, user_id, kind, factor, secret, created_on)
      SELECT id, id, 'password', 'first', password_hash, COALESCE(password_changed_on, registered_on)
      FROM users WHERE password_hash <> '*';
    CREATE INDEX credentials_by_user ON credentials (user_id, kind);
    ALTER TABLE users DROP COLUMN password_hash;
    ALTER TABLE users ADD COLUMN factors INTEGER NOT NULL DEFAULT 1;
    ALTER TABLE sessions ADD COLUMN evidence TEXT NOT NULL DEFAULT '[]';
    ALTER TABLE sessions ADD COLUMN pending INTEGER NOT NULL DEFAULT 0;
    UPDATE sessions SET evidence = '[{"kind":"password","factor":"first","credentialId":"' || user_id
      || '","on":' || proved_on || '}]';
    ALTER TABLE sessions DROP COLUMN proved_on;
    ALTER TABLE migrations RENAME COLUMN applied_on TO completed_on;
  `,
};
