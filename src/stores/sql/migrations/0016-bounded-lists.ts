import type { Migration } from "../migrate.ts";

// With these indexes, a page of a list and a batch of a purge are each found at one end of an index, however
// much there is: a user's sessions by their last use, unused sessions, finished mails, and a link's mail.
export const boundedLists: Migration = {
  number: 16,
  name: "pages and purges read what they take, however much there is",
  sql: `
    CREATE INDEX sessions_by_use ON sessions (user_id, last_seen_on, id);
    CREATE INDEX sessions_unused ON sessions (last_seen_on);
    DROP INDEX sessions_by_user;
    CREATE INDEX mails_over ON mails (ended_on) WHERE ended_on IS NOT NULL;
    CREATE INDEX mails_by_link ON mails (link_id) WHERE link_id IS NOT NULL;
  `,
};
