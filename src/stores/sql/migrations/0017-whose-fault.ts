import type { Migration } from "../migrate.ts";

// A refusal is stored with whose fault it is, so that pages and alarms need not read the server's words again.
// Mails that were refused earlier have no fault, and their answers are shown only to operators. Messages to a
// return path that could not be read are kept, one row for each mail.
export const whoseFault: Migration = {
  number: 17,
  name: "whose fault a refusal is, and reports that nobody could read",
  tables: ["unread_reports"],
  sql: `
    ALTER TABLE mails ADD COLUMN fault TEXT;
    CREATE INDEX mails_refused ON mails (created_on) WHERE fault IN ('sender', 'policy');
    UPDATE outbox_hold SET fault = 'sender' WHERE fault = 'ours';
    CREATE TABLE unread_reports (
      mail_id TEXT PRIMARY KEY,
      came_on BIGINT NOT NULL,
      gist TEXT NOT NULL
    );
    CREATE INDEX unread_reports_by_age ON unread_reports (came_on);
  `,
};
