import type { Migration } from "../migrate.ts";

// mails.tries: the answers to earlier tries that later ones replaced, as JSON, at most ten; null if there are none. The index
// finds the mails to an address, sent or not; it takes the place of the one that found only those that were sent.
// link_openings: one row for each link and kind of opener, which nothing acts upon. user_id is that of the link then. The
// index of first openings by people is for counts that are folded in the background.
export const whatWasSaid: Migration = {
  number: 42,
  name: "what was answered to each try of a mail, and who opened its link",
  tables: ["link_openings"],
  sql: `
    ALTER TABLE mails ADD COLUMN tries TEXT;
    CREATE INDEX mails_by_address ON mails (email_key, id);
    DROP INDEX mails_sent_to;
    CREATE TABLE link_openings (
      link_id TEXT NOT NULL,
      opener TEXT NOT NULL,
      user_id TEXT,
      first_on BIGINT NOT NULL,
      last_on BIGINT NOT NULL,
      count INTEGER NOT NULL,
      PRIMARY KEY (link_id, opener)
    );
    CREATE INDEX link_openings_by_age ON link_openings (last_on);
    CREATE INDEX link_openings_by_people ON link_openings (first_on, user_id) WHERE opener = 'person';
  `,
};
