import type { Migration } from "../migrate.ts";

// campaigns.is_open: 1 for the one campaign that is not finished, null for others. after_id: how far the imported people have
// been picked; paced_on: up to when its mails have been counted. campaign_people: one row for each person that a campaign
// picked or skipped, so that nobody is mailed twice. looks_on: when it is next read what became of the person; null when that
// is settled.
export const campaigns: Migration = {
  number: 48,
  name: "campaigns that ask imported people to confirm",
  tables: ["campaigns", "campaign_people"],
  sql: `
    CREATE TABLE campaigns (
      id TEXT PRIMARY KEY,
      is_open INTEGER UNIQUE,
      state TEXT NOT NULL,
      per_hour INTEGER NOT NULL,
      most_bounces INTEGER NOT NULL,
      started_on BIGINT NOT NULL,
      changed_on BIGINT NOT NULL,
      after_id TEXT NOT NULL,
      paced_on BIGINT NOT NULL
    );
    CREATE TABLE campaign_people (
      campaign_id TEXT NOT NULL,
      user_id TEXT NOT NULL,
      state TEXT NOT NULL,
      mail_id TEXT,
      link_id TEXT,
      picked_on BIGINT NOT NULL,
      looks_on BIGINT,
      PRIMARY KEY (campaign_id, user_id)
    );
    CREATE INDEX campaign_people_watched ON campaign_people (campaign_id, looks_on)
      WHERE looks_on IS NOT NULL;
    CREATE INDEX campaign_people_picked ON campaign_people (campaign_id) WHERE state = 'picked';
    CREATE INDEX campaign_people_by_time ON campaign_people (campaign_id, picked_on);
  `,
};
