// A site at which a million people confirmed in this hour: none of a load's mails waits for its credit.

import { hours } from "../../../src/domain/time.ts";
import { ask } from "./book.ts";

const CONFIRMED = 1_000_000;

/** Tells the database so, for two hours. How people who never confirm are held back is tried elsewhere. */
export async function busyDay(database: string): Promise<void> {
  const now = Date.now();
  const hour = now - (now % hours(1));
  const counted = [hour, hour + hours(1)].map((each) => `(${each}, 0, 0, ${CONFIRMED}, 0)`);
  await ask(
    database,
    `INSERT INTO first_contact_hours (hour, asked, sent, confirmed, parked) VALUES ${counted.join(", ")}
     ON CONFLICT (hour) DO UPDATE SET confirmed = ${CONFIRMED}`,
  );
  await ask(
    database,
    `INSERT INTO first_contacts (account, credit, refilled_on, sent, counted_until)
     VALUES ('shown', ${CONFIRMED}, ${now}, 0, ${now})
     ON CONFLICT (account) DO UPDATE SET credit = ${CONFIRMED}`,
  );
}
