// Counting up what a site has earned since it was last looked at, and letting mails go on for it.
//
// Whoever registers or confirms writes nothing for this, so that nobody ever waits for a lock of it: it is read from
// the audit log, a few seconds later.

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

/** Once so often it is counted up, by whichever process comes first. */
const EVERY: Duration = seconds(5);

/** Where nothing happens, nothing is written but so often: how far the audit log need not be read again. */
const QUIET_EVERY: Duration = minutes(10);

/** What was written so lately may not be committed yet. */
const SETTLES_IN: Duration = seconds(5);

/** After a longer pause nothing older is read: what it earned is over. */
const READS_BACK: Duration = hours(2);

/** Clocks differ. What was counted farther ahead was counted by one that was wrong. */
const TOLERANCE: Duration = minutes(1);

/** Of so many confirmations at once the networks are looked at. */
const CONFIRMED_AT_ONCE = 2_000;

/** So many of those that wait too long are withheld at once. */
const WITHHELD_AT_ONCE = 200;

const MOST_NETWORKS = 50_000;

const HOURS_KEPT: Duration = days(30);

const ACCOUNTS: readonly AccountName[] = ["shown", "by-address"];

/** Counts up what was earned, lets waiting mails go on for it, and withholds those that waited too long. */
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

/** Where there is no bound any more, nothing waits for it. */
export const letAllGoOn = (now: Instant): Work<number> =>
  changes(
    `UPDATE mails SET due_on = ?, parked_on = NULL
     WHERE parked_on IS NOT NULL AND ended_on IS NULL AND created_on <= ?`,
    now,
    now,
  );

/** Forgets the hours of long ago, and networks that nobody confirmed from for long or that are too many. */
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

/** Whether mails were sent that are not counted, or wait. */
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

/** What people did, as far as it counts: an operator's confirmation proves nothing of a mailbox. */
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
  // The last before each: whoever logs in from elsewhere afterwards makes no other network known.
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
  /** How far it was counted when the acts were read; undefined before the first time. */
  readonly counted: Instant | undefined;
  readonly until: Instant;
  readonly now: Instant;
};

function* countUp(rules: FirstContactRules, count: Count): Work<void> {
  const { acts, counted, until, now } = count;
  // Of several processes that read the same acts one counts them.
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

/** Adds to the hours what was done in them, and what was sent since the last time to this one. */
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

/** Makes due what the credit is enough for, the most trustworthy first and of those the oldest. It is paid at the claim. */
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
