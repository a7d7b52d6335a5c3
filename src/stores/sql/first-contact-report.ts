// What an operator sees of mails to strangers.

import type { FirstContactHour } from "../../ports/first-contact-store.ts";
import type { Input, Output } from "./verbs.ts";
import { row, rows, type Work } from "./work.ts";

/** Beyond so many, those that wait are not counted. */
const COUNTED = 100_000;

/** How many mails wait for the credit of the site. */
export function* countParked(now: number): Work<number> {
  const found = yield* row<{ waiting: number }>(
    `SELECT COUNT(*) AS waiting FROM (SELECT id FROM mails WHERE parked_on IS NOT NULL
       AND ended_on IS NULL AND created_on <= ? LIMIT ${COUNTED}) AS parked`,
    now,
  );
  return found?.waiting ?? 0;
}

export function* readFirstContacts({
  since,
  now,
}: Input<"readFirstContacts">): Output<"readFirstContacts"> {
  const account = yield* row<{ credit: number }>(
    "SELECT credit FROM first_contacts WHERE account = 'shown'",
  );
  const hours = yield* rows<FirstContactHour>(
    `SELECT hour AS "startsOn", asked, sent, confirmed, parked AS waiting FROM first_contact_hours
     WHERE hour >= ? ORDER BY hour`,
    since,
  );
  return { credit: account?.credit ?? null, waiting: yield* countParked(now), hours };
}
