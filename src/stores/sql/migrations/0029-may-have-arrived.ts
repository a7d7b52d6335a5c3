import type { Migration } from "../migrate.ts";

// mails.may_have_arrived: 1 once a try ended without a clear answer, so that a server may have accepted the mail whatever
// the answers to later tries are.
export const mayHaveArrived: Migration = {
  number: 29,
  name: "mails that may have arrived",
  sql: `
    ALTER TABLE mails ADD COLUMN may_have_arrived INTEGER NOT NULL DEFAULT 0;
    UPDATE mails SET may_have_arrived = 1 WHERE fault = 'unknown' AND ended_on IS NULL;
  `,
};
