import type { Migration } from "../migrate.ts";

// A server that starts with another secret than before is told so, before it makes anything that the other nodes cannot open.
export const keyMarks: Migration = {
  number: 43,
  name: "with which secrets the database was used",
  tables: ["key_marks"],
  sql: `
    CREATE TABLE key_marks (
      mark TEXT PRIMARY KEY,
      noted_on BIGINT NOT NULL
    );
  `,
};
