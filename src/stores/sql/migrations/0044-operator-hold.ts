import type { Migration } from "../migrate.ts";

// An operator holds all mails and events. All processes of a site read this: there is at most one row, with id 1.
export const operatorHold: Migration = {
  number: 44,
  name: "mails and events held by an operator",
  tables: ["operator_hold"],
  sql: `
    CREATE TABLE operator_hold (
      id INTEGER PRIMARY KEY,
      since BIGINT NOT NULL,
      actor TEXT NOT NULL,
      reason TEXT NOT NULL
    );
  `,
};
