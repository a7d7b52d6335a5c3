import type { Registration } from "../../ports/admin-store.ts";
import type { Input } from "./verbs.ts";
import { rows, type Work } from "./work.ts";

// Removed registrations are in the audit log only. Without them, every cohort older than the lifetime of a
// registration would look as if everybody had confirmed. A user whom an operator created as confirmed has not
// proven anything and is not a registration. Ids are ordered by time, so a page is a range of them, and further
// look-ups are made only for the rows of the page.
const PAGE = `
  WITH page AS (
    SELECT id, registered_on, email_key, confirmed_on, confirmed_via FROM (
      SELECT users.id AS id, users.registered_on AS registered_on, users.email_key AS email_key,
        users.confirmed_on AS confirmed_on, users.confirmed_via AS confirmed_via
      FROM users
      WHERE users.id > ? AND users.registered_on >= ?
        AND NOT (COALESCE(users.confirmed_via, '') = 'admin' AND users.confirmed_on = users.registered_on)
      UNION ALL
      SELECT audit.user_id AS id, audit.happened_on AS registered_on, NULL AS email_key,
        NULL AS confirmed_on, NULL AS confirmed_via
      FROM audit
      WHERE audit.user_id > ? AND audit.happened_on >= ? AND audit.act = 'registered'
        AND NOT EXISTS (SELECT 1 FROM users WHERE users.id = audit.user_id)) AS registrations
    ORDER BY id LIMIT ?)
  SELECT page.id, page.registered_on, page.email_key, page.confirmed_on, page.confirmed_via,
    CASE WHEN page.email_key IS NULL THEN
      (SELECT MIN(done.happened_on) FROM audit AS done
       WHERE done.user_id = page.id AND done.act = 'confirmed') END AS was_confirmed_on,
    CASE WHEN page.email_key IS NULL THEN
      (SELECT done.detail FROM audit AS done
       WHERE done.user_id = page.id AND done.act = 'confirmed'
       ORDER BY done.happened_on, done.id LIMIT 1) END AS was_confirmed_by,
    (SELECT COUNT(*) FROM audit AS again
     WHERE again.user_id = page.id AND again.act = 'confirmation-resent') AS resends
  FROM page ORDER BY page.id`;

type Row = {
  readonly id: string;
  readonly registered_on: number;
  readonly email_key: string | null;
  readonly confirmed_on: number | null;
  readonly confirmed_via: Registration["way"];
  readonly was_confirmed_on: number | null;
  readonly was_confirmed_by: string | null;
  readonly resends: number;
};

export function* listRegistrations({
  since,
  after = "",
  limit,
}: Input<"listRegistrations">): Work<readonly Registration[]> {
  const found = yield* rows<Row>(PAGE, after, since, after, since, limit);
  return found.map((row) => ({
    id: row.id,
    registeredOn: row.registered_on,
    emailKey: row.email_key,
    confirmedOn: row.confirmed_on ?? row.was_confirmed_on,
    way: row.confirmed_via ?? wayIn(row.was_confirmed_by),
    resends: row.resends,
  }));
}

/** An audit line of a confirmation begins with the way: "link, session", "admin: asked by phone". */
const wayIn = (detail: string | null): Registration["way"] =>
  (/^(?:link|code|reset|admin)\b/.exec(detail ?? "")?.[0] ?? null) as Registration["way"];
