import type { Migration } from "../migrate.ts";

// Changes that take time: an address that is frozen after an undone change, a user who is to be deleted.
export const changes: Migration = {
  number: 7,
  name: "frozen addresses and users to be deleted",
  sql: `
    ALTER TABLE users ADD COLUMN email_frozen_until BIGINT;
    ALTER TABLE users ADD COLUMN deletes_on BIGINT;
    CREATE INDEX users_to_delete ON users (deletes_on) WHERE deletes_on IS NOT NULL;
  `,
};
