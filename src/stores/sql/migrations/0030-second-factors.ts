import type { Migration } from "../migrate.ts";

// credentials.state: what each use changes. credentials.handle: by which a passkey is found.
// remembered_browsers.hash: the digest of a secret in a browser's cookie.
export const secondFactors: Migration = {
  number: 30,
  name: "second factors, and the browsers in which they were shown",
  tables: ["remembered_browsers"],
  sql: `
    ALTER TABLE credentials ADD COLUMN state TEXT;
    ALTER TABLE credentials ADD COLUMN handle TEXT;
    CREATE UNIQUE INDEX credentials_by_handle ON credentials (handle);
    CREATE TABLE remembered_browsers (
      hash TEXT PRIMARY KEY,
      id TEXT NOT NULL,
      user_id TEXT NOT NULL REFERENCES users (id),
      shown_on BIGINT NOT NULL,
      expires_on BIGINT NOT NULL,
      browser TEXT NOT NULL,
      client TEXT NOT NULL
    );
    CREATE INDEX remembered_browsers_by_user ON remembered_browsers (user_id, shown_on);
    CREATE INDEX remembered_browsers_by_end ON remembered_browsers (expires_on);
  `,
};
