import type { Migration } from "../migrate.ts";

// users.source: where a registration came from, one of the names that the site allows. cohort_news: what happened to whom
// and is not counted yet. cohort_people: what has been counted of a person, as JSON, while it may change. cohort_days: one
// row for each day (UTC), dimension and value; `quarters` has the counts of its quarter hours and `total` their sum, as JSON.
// cohort_state: how far the counting is.
export const cohorts: Migration = {
  number: 41,
  name: "counts of registrations in quarter hours, and where they came from",
  tables: ["cohort_news", "cohort_people", "cohort_days", "cohort_state"],
  sql: `
    ALTER TABLE users ADD COLUMN source TEXT;
    CREATE TABLE cohort_news (
      id TEXT PRIMARY KEY,
      act TEXT NOT NULL,
      user_id TEXT NOT NULL,
      registered_on BIGINT NOT NULL,
      confirmed_on BIGINT,
      way TEXT,
      domain TEXT NOT NULL,
      language TEXT,
      source TEXT,
      resends INTEGER
    );
    CREATE INDEX cohort_news_by_user ON cohort_news (user_id);
    CREATE TABLE cohort_people (
      user_id TEXT PRIMARY KEY,
      registered_on BIGINT NOT NULL,
      confirmed INTEGER NOT NULL,
      counted TEXT NOT NULL
    );
    CREATE INDEX cohort_people_confirmed ON cohort_people (registered_on) WHERE confirmed = 1;
    CREATE TABLE cohort_days (
      people TEXT NOT NULL,
      dimension TEXT NOT NULL,
      day BIGINT NOT NULL,
      value TEXT NOT NULL,
      registered INTEGER NOT NULL,
      total TEXT NOT NULL,
      quarters TEXT NOT NULL,
      PRIMARY KEY (people, dimension, day, value)
    );
    CREATE TABLE cohort_state (
      name TEXT PRIMARY KEY,
      value TEXT NOT NULL
    );
  `,
};
