import type { Migration } from "../migrate.ts";

// users.imported_on: when a user came from another system. imported_users: who came from where, by a digest of the system and
// of the user's id or address there; it stays when the user is removed, so that nobody who was deleted is imported again. An
// imported id is no moment, so lists are ordered by the time of the registration. credentials.state of a password: how
// another system hashed it; null for our own. foreign_keys: the keys that other systems hashed with, sealed.
export const imports: Migration = {
  number: 47,
  name: "users of other systems, and their passwords",
  tables: ["imported_users", "foreign_keys"],
  sql: `
    ALTER TABLE users ADD COLUMN imported_on BIGINT;
    CREATE INDEX users_by_registration ON users (registered_on, id);
    CREATE INDEX users_purgeable ON users (registered_on)
      WHERE confirmed_on IS NULL AND imported_on IS NULL;
    CREATE INDEX users_imported ON users (id)
      WHERE confirmed_on IS NULL AND imported_on IS NOT NULL;
    CREATE TABLE imported_users (
      digest TEXT PRIMARY KEY,
      system TEXT NOT NULL,
      foreign_id TEXT,
      user_id TEXT
    );
    CREATE INDEX imported_users_by_user ON imported_users (user_id);
    CREATE INDEX credentials_foreign ON credentials (state)
      WHERE kind = 'password' AND state IS NOT NULL;
    CREATE TABLE foreign_keys (
      id TEXT PRIMARY KEY,
      sealed TEXT NOT NULL,
      created_on BIGINT NOT NULL
    );
  `,
};
