import type { Migration } from "../migrate.ts";

// Releases and changes of configuration, by which operators explain what the cohorts show.
export const cohortMarks: Migration = {
  number: 46,
  name: "marks of releases in the pictures of the cohorts",
  tables: ["cohort_marks"],
  sql: `
    CREATE TABLE cohort_marks (
      id TEXT PRIMARY KEY,
      happened_on BIGINT NOT NULL,
      said TEXT NOT NULL
    );
    CREATE INDEX cohort_marks_by_time ON cohort_marks (happened_on);
  `,
};
