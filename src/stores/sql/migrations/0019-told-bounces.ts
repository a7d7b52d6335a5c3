import type { Migration } from "../migrate.ts";

// told_since, told_answer: the newest bounce of a mail that every address gets alike, which a page may show.
// Null if there was none; nothing is known of bounces before this version.
export const toldBounces: Migration = {
  number: 19,
  name: "which bounces a page may tell of",
  sql: `
    ALTER TABLE suppressions ADD COLUMN told_since BIGINT;
    ALTER TABLE suppressions ADD COLUMN told_answer TEXT;
  `,
};
