import type { Migration } from "../migrate.ts";

// Every role but `admin`, which stays in `users.admin`: older versions read and write it there. The indexes list the few who
// have a role, or are disabled, without reading all users, and find addresses by how they begin.
export const roles: Migration = {
  number: 40,
  name: "roles of users",
  tables: ["user_roles"],
  sql: `
    CREATE TABLE user_roles (
      user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
      role TEXT NOT NULL,
      PRIMARY KEY (user_id, role)
    );
    CREATE INDEX user_roles_by_role ON user_roles (role, user_id);
    CREATE INDEX users_admins ON users (id) WHERE admin = 1;
    CREATE INDEX users_disabled ON users (id) WHERE disabled_on IS NOT NULL;
  `,
  collated: "CREATE INDEX users_by_beginning ON users (email_key COLLATE BINARY, id);",
};
