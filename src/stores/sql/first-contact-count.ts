// Adds to the credit of a site what confirmations have earned, and makes waiting mails due for it.
//
// Registering and confirming write nothing for this, so nobody waits for a lock of it. It is read from the audit log, a
// few seconds later.

import {
  accrue,
  CONTACT_PATIENCE,
  mayGoOn,
  networkCredit,
  NETWORK_MEMORY,
  rulesFor,
  type AccountName,
  type FirstContactRules,
} from "../../domain/first-contacts.ts";
import { days, minutes, seconds, type Duration, type Instant } from "../../domain/time.ts";
import {
  actsByHour,
  actsByNetwork,
  countOf,
  earnings,
  READS_BACK,
  uncounted,
  type ActsOfHour,
} from "./first-contact-report.ts";
import { readAccount } from "./first-contacts.ts";
import { withholdForCredit } from "./outbox-prepare.ts";
import type { Sql } from "./shared-writes.ts";
import { changes, row, rows, type Work } from "./work.ts";

/** How often the credit is counted, by whichever process comes first. */
const EVERY: Duration = seconds(5);

/** If nothing happens, only this often is it written how far the audit log has been read. */
const QUIET_EVERY: Duration = minutes(10);

/** Newer acts may not be committed yet, so they are read the next time. */
const SETTLES_IN: Duration = seconds(5);

/** Clocks differ. If the last count is further ahead than this, the clock of its process was wrong. */
const TOLERANCE: Duration = minutes(1);

/** For how many confirmations the networks are read at once. */
const CONFIRMED_AT_ONCE = 2_000;

/** How many mails that waited too long are withheld at once. */
const WITHHELD_AT_ONCE = 200;

const MOST_NETWORKS = 50_000;

const HOURS_KEPT: Duration = days(30);

const ACCOUNTS: readonly AccountName[] = ["shown", "by-address"];

/** Counts the credit, makes waiting mails due for it, and withholds mails that waited too long. */
export async function countFirstContacts(
  { driver }: Pick<Sql, "driver">,
  rules: FirstContactRules,
  now: Instant,
): Promise<void> {
  const counted = await driver.read(countedUntil);
  const isAhead = counted !== undefined && counted > now + TOLERANCE;
  const until = now - SETTLES_IN;
  if (counted !== undefined && !isAhead && until - counted < EVERY) return;
  const since = Math.max(isAhead ? until : (counted ?? 0), until - READS_BACK);
  const acts = await driver.report(() => actsBetween(since, until));
  const isQuiet = acts.hours.length === 0 && !(await driver.read(() => isCountable(now)));
  if (isQuiet && (counted === undefined || now - counted < QUIET_EVERY)) return;
  await driver.write(() => countUp(rules, { acts, counted, until, now }));
}

/** Makes all waiting mails due, for a site whose limits are off. */
export const letAllGoOn = (now: Instant): Work<number> =>
  changes(
    `UPDATE mails SET due_on = ?, parked_on = NULL
     WHERE parked_on IS NOT NULL AND ended_on IS NULL AND created_on <= ?`,
    now,
    now,
  );

/** Deletes old hours, and networks without a recent confirmation or beyond the maximum. */
export function* forgetFirstContacts(now: Instant): Work<void> {
  yield* changes("DELETE FROM first_contact_hours WHERE hour < ?", now - HOURS_KEPT);
  yield* changes("DELETE FROM first_contact_networks WHERE confirmed_on < ?", now - NETWORK_MEMORY);
  yield* changes(
    `DELETE FROM first_contact_networks WHERE network IN
       (SELECT network FROM first_contact_networks ORDER BY confirmed_on DESC
        LIMIT 100000 OFFSET ${MOST_NETWORKS})`,
  );
}

function* countedUntil(): Work<Instant | undefined> {
  const sql = "SELECT counted_until FROM first_contacts WHERE account = 'shown'";
  return (yield* row<{ counted_until: number }>(sql))?.counted_until;
}

/** Whether there is a mail that was sent and not counted, or that waits. */
function* isCountable(now: Instant): Work<boolean> {
  const sent = yield* row("SELECT account FROM first_contacts WHERE sent <> 0 LIMIT 1");
  if (sent !== undefined) return true;
  const parked = `SELECT id FROM mails
    WHERE parked_on IS NOT NULL AND ended_on IS NULL AND created_on <= ? LIMIT 1`;
  return (yield* row(parked, now)) !== undefined;
}

type Acts = {
  readonly hours: readonly ActsOfHour[];
  /** The networks that people confirmed from, and how many did. */
  readonly networks: ReadonlyMap<string, number>;
};

function* actsBetween(since: Instant, until: Instant): Work<Acts> {
  return {
    hours: yield* actsByHour(since, until),
    networks: yield* actsByNetwork("confirmed", since, until, CONFIRMED_AT_ONCE),
  };
}

type Count = {
  readonly acts: Acts;
  /** Until when the audit log had been counted when the acts were read; undefined before the first count. */
  readonly counted: Instant | undefined;
  readonly until: Instant;
  readonly now: Instant;
};

function* countUp(rules: FirstContactRules, count: Count): Work<void> {
  const { acts, counted, until, now } = count;
  // If several processes read the same acts, one counts them.
  if ((yield* countedUntil()) !== counted) return;
  yield* countHours(acts.hours, now);
  const earned = yield* earnings({
    confirmed: countOf(acts.hours, "confirmed"),
    counted: counted ?? until,
    until,
    now,
  });
  for (const name of ACCOUNTS) {
    const before = yield* readAccount(rules, name, now);
    const refilledOn = Math.min(before.refilledOn, now);
    const account = { ...before, refilledOn };
    const own = rulesFor(rules, name);
    const { credit, ...after } = accrue(own, account, earned(own, name), now);
    yield* changes(
      `INSERT INTO first_contacts (account, credit, refilled_on, sent, counted_until)
       VALUES (?, ?, ?, 0, ?)
       ON CONFLICT (account) DO UPDATE SET credit = excluded.credit, sent = 0,
         refilled_on = excluded.refilled_on, counted_until = excluded.counted_until`,
      name,
      credit,
      after.refilledOn,
      until,
    );
    if (name === "shown") yield* letGoOn(rules, credit, now);
  }
  for (const [network, people] of acts.networks) yield* knowNetwork(rules, network, people, now);
  yield* withholdLate(now);
}

/** Adds the acts to their hours, and the mails sent since the last count to the current hour. */
function* countHours(found: readonly ActsOfHour[], now: Instant): Work<void> {
  for (const { startsOn, asked, sent, byAddress, confirmed, waiting } of yield* uncounted(
    found,
    now,
  )) {
    yield* changes(
      `INSERT INTO first_contact_hours (hour, asked, sent, by_address, confirmed, parked)
       VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (hour) DO UPDATE SET asked = first_contact_hours.asked + excluded.asked,
         sent = first_contact_hours.sent + excluded.sent,
         by_address = first_contact_hours.by_address + excluded.by_address,
         confirmed = first_contact_hours.confirmed + excluded.confirmed,
         parked = CASE WHEN excluded.parked > first_contact_hours.parked THEN excluded.parked
           ELSE first_contact_hours.parked END`,
      startsOn,
      asked,
      sent,
      byAddress,
      confirmed,
      waiting,
    );
  }
}

function* knowNetwork(
  rules: FirstContactRules,
  network: string,
  confirmed: number,
  now: Instant,
): Work<void> {
  const found = yield* row<{ credit: number }>(
    "SELECT credit FROM first_contact_networks WHERE network = ?",
    network,
  );
  yield* changes(
    `INSERT INTO first_contact_networks (network, credit, confirmed_on) VALUES (?, ?, ?)
     ON CONFLICT (network) DO UPDATE SET credit = excluded.credit, confirmed_on = excluded.confirmed_on`,
    network,
    networkCredit(rules, found?.credit ?? 0, confirmed),
    now,
  );
}

/** Makes as many mails due as the credit is enough for: the most trusted first, then the oldest. The claim pays for them. */
function* letGoOn(rules: FirstContactRules, credit: number, now: Instant): Work<void> {
  if (credit < 1) return;
  const waiting = yield* rows<{ id: string; trust: number }>(
    `SELECT id, trust FROM mails WHERE account = 'shown' AND parked_on IS NOT NULL AND ended_on IS NULL
       AND created_on > ?
     ORDER BY trust DESC, created_on, id LIMIT ?`,
    now - CONTACT_PATIENCE,
    credit,
  );
  for (const [place, { id, trust }] of waiting.entries()) {
    if (!mayGoOn(rules, credit - place, trust)) return;
    // Due since it was asked for, so that it goes before those that were asked for later.
    yield* changes("UPDATE mails SET due_on = created_on, parked_on = NULL WHERE id = ?", id);
  }
}

function* withholdLate(now: Instant): Work<void> {
  const late = yield* rows<{ id: string; link_id: string | null; user_id: string | null }>(
    `SELECT id, link_id, user_id FROM mails
     WHERE parked_on IS NOT NULL AND ended_on IS NULL AND created_on <= ?
     ORDER BY created_on LIMIT ${WITHHELD_AT_ONCE}`,
    now - CONTACT_PATIENCE,
  );
  for (const mail of late) yield* withholdForCredit(mail, now);
}
