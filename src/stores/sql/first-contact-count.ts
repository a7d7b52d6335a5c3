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
import { days, hours, minutes, seconds, type Duration, type Instant } from "../../domain/time.ts";
import { countParked } from "./first-contact-report.ts";
import { networkOfClient, readAccount } from "./first-contacts.ts";
import { withhold } from "./outbox-prepare.ts";
import type { Sql } from "./shared-writes.ts";
import { changes, row, rows, type Work } from "./work.ts";

/** How often the credit is counted, by whichever process comes first. */
const EVERY: Duration = seconds(5);

/** If nothing happens, only this often is it written how far the audit log has been read. */
const QUIET_EVERY: Duration = minutes(10);

/** Newer acts may not be committed yet, so they are read the next time. */
const SETTLES_IN: Duration = seconds(5);

/** After a longer pause, older acts are not read. Their credit would have ended. */
const READS_BACK: Duration = hours(2);

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
  readonly hours: readonly {
    readonly hour: Instant;
    readonly act: string;
    readonly count: number;
  }[];
  /** The networks that people confirmed from, and how many did. */
  readonly networks: ReadonlyMap<string, number>;
};

/** The acts of people that count. A confirmation by an operator proves nothing about a mailbox. */
const ACTS = `audit.happened_on > ? AND audit.happened_on <= ?
  AND (audit.act = 'registered'
    OR (audit.act = 'confirmed' AND audit.actor IN ('user', 'mailbox-owner')))`;

function* actsBetween(since: Instant, until: Instant): Work<Acts> {
  const found = yield* rows<Acts["hours"][number]>(
    `SELECT act, happened_on - happened_on % ${hours(1)} AS hour, COUNT(*) AS count FROM audit
     WHERE ${ACTS} GROUP BY act, happened_on - happened_on % ${hours(1)}`,
    since,
    until,
  );
  const sessions = yield* rows<{ id: string; client: string }>(
    `SELECT audit.id AS id, sessions.client AS client FROM audit
     JOIN sessions ON sessions.user_id = audit.user_id AND sessions.created_on <= audit.happened_on
     WHERE ${ACTS} AND audit.act = 'confirmed'
     ORDER BY audit.id, sessions.created_on LIMIT ${CONFIRMED_AT_ONCE}`,
    since,
    until,
  );
  // The last session before each confirmation: a later login from elsewhere makes no other network known.
  const clients = new Map(sessions.map(({ id, client }) => [id, client]));
  const networks = new Map<string, number>();
  for (const client of clients.values()) {
    const network = networkOfClient(client);
    if (network !== undefined) networks.set(network, (networks.get(network) ?? 0) + 1);
  }
  return { hours: found, networks };
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
  const confirmed = countOf(acts.hours, "confirmed");
  const recent = yield* confirmedLately(now);
  for (const name of ACCOUNTS) {
    const before = yield* readAccount(rules, name, now);
    const refilledOn = Math.min(before.refilledOn, now);
    const account = { ...before, refilledOn };
    const { credit, ...after } = accrue(rulesFor(rules, name), account, { confirmed, recent }, now);
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

const countOf = (found: Acts["hours"], act: string): number =>
  found.filter((each) => each.act === act).reduce((sum, { count }) => sum + count, 0);

/** Adds the acts to their hours, and the mails sent since the last count to the current hour. */
function* countHours(found: Acts["hours"], now: Instant): Work<void> {
  const sent = yield* row<{ sent: number | null }>("SELECT SUM(sent) AS sent FROM first_contacts");
  const waiting = yield* countParked(now);
  const thisHour = now - (now % hours(1));
  const all = new Set([thisHour, ...found.map(({ hour }) => hour)]);
  for (const hour of all) {
    const of = found.filter((each) => each.hour === hour);
    const isThis = hour === thisHour;
    yield* changes(
      `INSERT INTO first_contact_hours (hour, asked, sent, confirmed, parked) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (hour) DO UPDATE SET asked = first_contact_hours.asked + excluded.asked,
         sent = first_contact_hours.sent + excluded.sent,
         confirmed = first_contact_hours.confirmed + excluded.confirmed,
         parked = CASE WHEN excluded.parked > first_contact_hours.parked THEN excluded.parked
           ELSE first_contact_hours.parked END`,
      hour,
      countOf(of, "registered"),
      isThis ? Number(sent?.sent ?? 0) : 0,
      countOf(of, "confirmed"),
      isThis ? waiting : 0,
    );
  }
}

/** How many confirmed in this hour and in the one before. */
function* confirmedLately(now: Instant): Work<number> {
  const found = yield* row<{ confirmed: number | null }>(
    "SELECT SUM(confirmed) AS confirmed FROM first_contact_hours WHERE hour >= ?",
    now - (now % hours(1)) - hours(1),
  );
  return Number(found?.confirmed ?? 0);
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
  for (const mail of late) yield* withhold(mail, now);
}
