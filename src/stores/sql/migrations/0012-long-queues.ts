import type { Migration } from "../migrate.ts";

// After a day without a mail server, hundreds of thousands of mails wait. With these indexes, the next mail,
// the worthless ones and the oldest are each found at one end of an index, however many there are.
export const longQueues: Migration = {
  number: 12,
  name: "a claim reads what it claims, however long the queue",
  sql: `
    CREATE INDEX mails_next ON mails (priority, due_on, id) WHERE ended_on IS NULL;
    CREATE INDEX mails_worthless ON mails (worthless_on) WHERE ended_on IS NULL;
    CREATE INDEX mails_waiting ON mails (created_on) WHERE ended_on IS NULL;
    DROP INDEX mails_by_age;
  `,
};
