import type { Migration } from "../migrate.ts";

// users.email is not unique: every registration is a user of its own. The primary key of `addresses` makes a
// confirmed address belong to one user (I1).
export const users: Migration = {
  number: 1,
  name: "users and the addresses they own",
  tables: ["users", "addresses"],
  sql: `
    CREATE TABLE users (
      id TEXT PRIMARY KEY,
      email TEXT NOT NULL,
      email_key TEXT NOT NULL,
      password_hash TEXT NOT NULL,
      registered_on BIGINT NOT NULL,
      registered_with TEXT NOT NULL,
      next_path TEXT,
      form_id TEXT UNIQUE,
      confirmed_on BIGINT,
      confirmed_via TEXT,
      password_changed_on BIGINT,
      admin INTEGER NOT NULL DEFAULT 0,
      disabled_on BIGINT
    );
    CREATE INDEX users_by_address ON users (email_key, registered_on);
    CREATE INDEX users_unconfirmed ON users (registered_on) WHERE confirmed_on IS NULL;
    CREATE TABLE addresses (
      email_key TEXT PRIMARY KEY,
      user_id TEXT NOT NULL UNIQUE REFERENCES users (id),
      claimed_on BIGINT NOT NULL
    );
  `,
};
