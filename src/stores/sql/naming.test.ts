import { expect, test } from "vitest";
import { namingIn } from "./naming.ts";

const inBoth = namingIn({ prefix: "auth_", schema: "app" }).text;
const withPrefix = namingIn({ prefix: "auth_" }).text;

test("a name is renamed where it is a table, and left where it is a column, a value or a host's own", () => {
  const renamed: Readonly<Record<string, string>> = {
    "SELECT users.id FROM users JOIN links ON links.user_id = users.id":
      'SELECT auth_users.id FROM "app".auth_users JOIN "app".auth_links ON auth_links.user_id = auth_users.id',
    "UPDATE first_contact_hours SET withheld = first_contact_hours.withheld + 1":
      'UPDATE "app".auth_first_contact_hours SET withheld = auth_first_contact_hours.withheld + 1',
    "SELECT withheld FROM withheld AS again WHERE again.mails = 'FROM users'":
      "SELECT withheld FROM \"app\".auth_withheld AS again WHERE again.mails = 'FROM users'",
    'INSERT INTO "mails" ("id") SELECT name FROM orders':
      'INSERT INTO "app"."auth_mails" ("id") SELECT name FROM orders',
    "CREATE TABLE IF NOT EXISTS sessions (user_id TEXT REFERENCES users (id))":
      'CREATE TABLE IF NOT EXISTS "app".auth_sessions (user_id TEXT REFERENCES "app".auth_users (id))',
    "CREATE UNIQUE INDEX users_by_name ON users (id)":
      'CREATE UNIQUE INDEX auth_users_by_name ON "app".auth_users (id)',
    "CREATE INDEX IF NOT EXISTS users_by_name ON users (id)":
      'CREATE INDEX IF NOT EXISTS auth_users_by_name ON "app".auth_users (id)',
    "DROP INDEX users_by_name": 'DROP INDEX "app".auth_users_by_name',
    "DROP INDEX IF EXISTS users_by_name": 'DROP INDEX IF EXISTS "app".auth_users_by_name',
    "ALTER TABLE mails ADD COLUMN audit TEXT": 'ALTER TABLE "app".auth_mails ADD COLUMN audit TEXT',
  };
  expect(Object.keys(renamed).map(inBoth)).toEqual(Object.values(renamed));
  expect(withPrefix("DELETE FROM users WHERE users.id = ?")).toBe(
    "DELETE FROM auth_users WHERE auth_users.id = ?",
  );
});

test("a prefix or a schema that would need quotes is refused in words", () => {
  const words = (place: Parameters<typeof namingIn>[0]) => () => namingIn(place);
  expect(words({ prefix: "auth-" })).toThrow(
    "prefix: use small letters, digits and underscores, like auth_; a letter comes first",
  );
  expect(words({ prefix: "a'; DROP TABLE users; --" })).toThrow("prefix: ");
  expect(words({ prefix: "a".repeat(21) })).toThrow("prefix: ");
  expect(words({ schema: 'a"b' })).toThrow("schema: ");
});
