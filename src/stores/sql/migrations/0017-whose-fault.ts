import type { Migration } from "../migrate.ts";

// A refusal says whose business it is, so that a page and an alarm need not read the server's words again.
// Mails that were refused before have no class, and their words are shown to nobody but operators. What came
// to a return path and could not be read is kept, a row for each mail.
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
