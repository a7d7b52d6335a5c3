import type { Migration } from "../migrate.ts";

// sessions.shared: 1 if the session was started on a shared computer. The index is for the purge of unused ones, which
// end sooner than others.
export const sharedComputers: Migration = {
  number: 31,
  name: "sessions on shared computers",
  sql: `
    ALTER TABLE sessions ADD COLUMN shared INTEGER NOT NULL DEFAULT 0;
    CREATE INDEX sessions_unused_shared ON sessions (last_seen_on) WHERE shared = 1;
  `,
};
