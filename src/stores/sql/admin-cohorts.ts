import { days, hours } from "../../domain/time.ts";
import type { AdminStore, Cohort, CohortLength } from "../../features/admin/store.ts";
import { rows, type Work } from "./work.ts";

// Registrations that were removed are in the audit log only. Without them, every cohort older than
// the lifetime of a registration would look as if everybody had confirmed. A user whom an operator
// created as confirmed proved nothing by it, and is no registration.
const REGISTRATIONS = `
  SELECT users.registered_on, users.confirmed_on FROM users
  WHERE users.registered_on >= ?
    AND NOT (COALESCE(users.confirmed_via, '') = 'admin' AND users.confirmed_on = users.registered_on)
  UNION ALL
  SELECT audit.happened_on AS registered_on,
    (SELECT MIN(later.happened_on) FROM audit AS later
     WHERE later.user_id = audit.user_id AND later.act = 'confirmed') AS confirmed_on
  FROM audit
  WHERE audit.act = 'registered' AND audit.happened_on >= ?
    AND NOT EXISTS (SELECT 1 FROM users WHERE users.id = audit.user_id)`;

/** Days and weeks in UTC; 1970-01-01 was a Thursday, and weeks begin on Mondays. */
const LENGTHS: Readonly<Record<CohortLength, { length: number; shift: number }>> = {
  day: { length: days(1), shift: 0 },
  week: { length: days(7), shift: days(3) },
};

type CohortRow = {
  readonly cohort: number;
  readonly registered: number;
  readonly confirmed: number;
  readonly within_hour: number;
  readonly within_day: number;
  readonly within_week: number;
  readonly median: number | null;
  readonly ninetieth: number | null;
};

/** One statement that both kinds of engine understand: ranks instead of percentile functions. */
export function* readCohorts({
  by,
  since,
}: Parameters<AdminStore["readCohorts"]>[0]): Work<readonly Cohort[]> {
  const { length, shift } = LENGTHS[by];
  const found = yield* rows<CohortRow>(
    `WITH registrations AS (${REGISTRATIONS}),
     timed AS (
       SELECT (registered_on + ${shift}) / ${length} AS cohort, confirmed_on - registered_on AS delay
       FROM registrations),
     ranked AS (
       SELECT cohort, delay,
         ROW_NUMBER() OVER (PARTITION BY cohort, delay IS NULL ORDER BY delay) AS place,
         COUNT(delay) OVER (PARTITION BY cohort) AS confirmed
       FROM timed)
     SELECT cohort,
       COUNT(*) AS registered,
       COUNT(delay) AS confirmed,
       COUNT(CASE WHEN delay <= ${hours(1)} THEN 1 END) AS within_hour,
       COUNT(CASE WHEN delay <= ${days(1)} THEN 1 END) AS within_day,
       COUNT(CASE WHEN delay <= ${days(7)} THEN 1 END) AS within_week,
       MIN(CASE WHEN place * 2 >= confirmed THEN delay END) AS median,
       MIN(CASE WHEN place * 10 >= confirmed * 9 THEN delay END) AS ninetieth
     FROM ranked GROUP BY cohort ORDER BY cohort`,
    since,
    since,
  );
  return found.map((cohort) => ({
    startsOn: cohort.cohort * length - shift,
    registered: cohort.registered,
    confirmed: cohort.confirmed,
    withinHour: cohort.within_hour,
    withinDay: cohort.within_day,
    withinWeek: cohort.within_week,
    median: cohort.median,
    ninetieth: cohort.ninetieth,
  }));
}
