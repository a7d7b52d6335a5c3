// What operators see of mails to strangers: what has been counted, and what has not been counted yet.

import { regionOf } from "../../domain/client-address.ts";
import {
  accrue,
  comesBack,
  COMES_BACK_AFTER,
  CONTACT_PATIENCE,
  type AccountName,
  type Earned,
  type FirstContactRules,
  type Turnover,
} from "../../domain/first-contacts.ts";
import { hours, type Duration, type Instant } from "../../domain/time.ts";
import type { FirstContactHour } from "../../ports/first-contact-store.ts";
import type { Input, Output } from "./verbs.ts";
import { row, rows, type Work } from "./work.ts";

/** After a longer pause, older acts are not read. Their credit would have ended. */
export const READS_BACK: Duration = hours(2);

/** Beyond so many, those that wait are not counted. */
const COUNTED = 100_000;

/** How many mails wait for the credit of the site. */
function* countParked(now: number): Work<number> {
  const found = yield* row<{ waiting: number }>(
    `SELECT COUNT(*) AS waiting FROM (SELECT id FROM mails WHERE parked_on IS NOT NULL
       AND ended_on IS NULL AND created_on <= ? LIMIT ${COUNTED}) AS parked`,
    now,
  );
  return found?.waiting ?? 0;
}

/** How often people did something in one hour. */
export type ActsOfHour = { readonly hour: Instant; readonly act: string; readonly count: number };

/** The acts of people that count. A confirmation by an operator proves nothing about a mailbox. */
const ACTS = `audit.happened_on > ? AND audit.happened_on <= ?
  AND (audit.act = 'registered'
    OR (audit.act = 'confirmed' AND audit.actor IN ('user', 'mailbox-owner')))`;

export const actsByHour = (since: Instant, until: Instant): Work<readonly ActsOfHour[]> =>
  rows(
    `SELECT act, happened_on - happened_on % ${hours(1)} AS hour, COUNT(*) AS count FROM audit
     WHERE ${ACTS} GROUP BY act, happened_on - happened_on % ${hours(1)}`,
    since,
    until,
  );

export const countOf = (found: readonly ActsOfHour[], act: string): number =>
  found.filter((each) => each.act === act).reduce((sum, { count }) => sum + count, 0);

/** The networks that people did something from, as far as their sessions still exist, and how many did. */
export function* actsByNetwork(
  act: "registered" | "confirmed",
  since: Instant,
  until: Instant,
  limit: number,
): Work<ReadonlyMap<string, number>> {
  const sessions = yield* rows<{ id: string; client: string }>(
    `SELECT audit.id AS id, sessions.client AS client FROM audit
     JOIN sessions ON sessions.user_id = audit.user_id AND sessions.created_on <= audit.happened_on
     WHERE ${ACTS} AND audit.act = ?
     ORDER BY audit.id DESC, sessions.created_on LIMIT ?`,
    since,
    until,
    act,
    limit,
  );
  // The last session before each act: a later login from elsewhere makes no other network known.
  const clients = new Map(sessions.map(({ id, client }) => [id, client]));
  const networks = new Map<string, number>();
  for (const client of clients.values()) {
    const network = networkOfClient(client);
    if (network !== undefined) networks.set(network, (networks.get(network) ?? 0) + 1);
  }
  return networks;
}

/** The network of a client; undefined if it is unknown. */
export function networkOfClient(client: string): string | undefined {
  const network = regionOf(client.split("/", 1)[0] ?? "");
  return network.includes("/") ? network : undefined;
}

type Hour = {
  readonly hour: Instant;
  readonly sent: number;
  readonly byAddress: number;
  readonly confirmed: number;
};

/** The counted hours that began at `from` or later, and before `until`. */
const hoursBetween = (from: Instant, until: Instant): Work<readonly Hour[]> =>
  rows<Hour>(
    `SELECT hour, sent, by_address AS "byAddress", confirmed FROM first_contact_hours
     WHERE hour >= ? AND hour < ?`,
    from,
    until,
  );

const confirmedIn = (found: readonly Hour[]): number =>
  found.reduce((sum, { confirmed }) => sum + confirmed, 0);

/** What was sent from one account in an hour. */
const turnover = ({ sent, byAddress, confirmed }: Hour, name: AccountName): Turnover => ({
  sent: name === "shown" ? sent - byAddress : byAddress,
  confirmed,
});

/**
 * What each account has earned between `counted` and `until`, from the counted hours and from `more`: what was sent and
 * confirmed since then.
 */
export function* earnings({
  confirmed,
  counted,
  until,
  now,
  more = { sent: 0, confirmed: 0 },
}: {
  readonly confirmed: number;
  readonly counted: Instant;
  readonly until: Instant;
  readonly now: Instant;
  readonly more?: Turnover;
}): Work<(rules: FirstContactRules, name: AccountName) => Earned> {
  const thisHour = now - (now % hours(1));
  const lately = yield* hoursBetween(thisHour - CONTACT_PATIENCE, thisHour + hours(2));
  const recent = confirmedIn(lately.filter(({ hour }) => hour >= thisHour - hours(1)));
  const dayAgo = hours(1) + COMES_BACK_AFTER;
  const over = yield* hoursBetween(counted - dayAgo + 1, until - dayAgo + 1);
  return (rules, name) => ({
    confirmed,
    recent: recent + more.confirmed,
    lately: {
      sent: lately.reduce((sum, hour) => sum + turnover(hour, name).sent, more.sent),
      confirmed: confirmedIn(lately) + more.confirmed,
    },
    back: over.reduce((sum, hour) => sum + comesBack(rules, turnover(hour, name)), 0),
  });
}

type AccountRow = {
  readonly credit: number;
  readonly refilled_on: number;
  readonly counted_until: number;
  readonly sent: number;
};

export function* readFirstContacts({
  rules,
  since,
  now,
}: Input<"readFirstContacts">): Output<"readFirstContacts"> {
  const account = yield* row<AccountRow>(
    "SELECT credit, refilled_on, counted_until, sent FROM first_contacts WHERE account = 'shown'",
  );
  const until = Math.max(account?.counted_until ?? 0, now - READS_BACK);
  const acts = yield* actsByHour(until, now);
  const counted = yield* rows<FirstContactHour>(
    `SELECT hour AS "startsOn", asked, sent, confirmed, parked AS waiting, withheld
     FROM first_contact_hours WHERE hour >= ? ORDER BY hour`,
    since,
  );
  const fresh = yield* uncounted(acts, now);
  return {
    credit: rules === undefined ? null : yield* creditNow(rules, account, acts, now),
    waiting: yield* countParked(now),
    hours: together([...counted, ...fresh]).filter(({ startsOn }) => startsOn >= since),
  };
}

/** The credit as it will be once these acts have been counted. */
function* creditNow(
  rules: FirstContactRules,
  account: AccountRow | undefined,
  acts: readonly ActsOfHour[],
  now: Instant,
): Work<number> {
  if (account === undefined) return rules.floor;
  const confirmed = countOf(acts, "confirmed");
  const earned = yield* earnings({
    confirmed,
    counted: account.counted_until,
    until: now,
    now,
    more: { sent: account.sent, confirmed },
  });
  const refilledOn = Math.min(account.refilled_on, now);
  const before = { credit: account.credit, refilledOn };
  return accrue(rules, before, earned(rules, "shown"), now).credit;
}

/** What has to be added to the counted hours, because of these acts and of what was sent since the last count. */
export function* uncounted(
  acts: readonly ActsOfHour[],
  now: Instant,
): Work<readonly (FirstContactHour & { readonly byAddress: number })[]> {
  const accounts = yield* rows<{ account: AccountName; sent: number }>(
    "SELECT account, sent FROM first_contacts",
  );
  const byAddress = accounts.find(({ account }) => account === "by-address")?.sent ?? 0;
  const all = accounts.reduce((sum, { sent }) => sum + sent, 0);
  const parked = yield* countParked(now);
  const thisHour = now - (now % hours(1));
  return [...new Set([thisHour, ...acts.map(({ hour }) => hour)])].map((hour) => {
    const of = acts.filter((each) => each.hour === hour);
    const isThis = hour === thisHour;
    return {
      startsOn: hour,
      asked: countOf(of, "registered"),
      sent: isThis ? all : 0,
      byAddress: isThis ? byAddress : 0,
      confirmed: countOf(of, "confirmed"),
      waiting: isThis ? parked : 0,
      withheld: 0,
    };
  });
}

/** One of each hour, the oldest first, and none in which nothing happened. */
const together = (found: readonly FirstContactHour[]): readonly FirstContactHour[] =>
  [...Map.groupBy(found, ({ startsOn }) => startsOn)]
    .map(([startsOn, parts]) => ({
      startsOn,
      asked: parts.reduce((sum, { asked }) => sum + asked, 0),
      sent: parts.reduce((sum, { sent }) => sum + sent, 0),
      confirmed: parts.reduce((sum, { confirmed }) => sum + confirmed, 0),
      waiting: Math.max(...parts.map(({ waiting }) => waiting)),
      withheld: parts.reduce((sum, { withheld }) => sum + withheld, 0),
    }))
    .filter(({ asked, sent, confirmed, waiting, withheld }) =>
      [asked, sent, confirmed, waiting, withheld].some((each) => each !== 0),
    )
    .toSorted((a, b) => a.startsOn - b.startsOn);

/** Of more acts than this, only the newest are looked at. */
const ACTS_AT_MOST = 100_000;

export function* firstContactNetworks({
  since,
  now,
  limit,
}: Input<"firstContactNetworks">): Output<"firstContactNetworks"> {
  const asked = yield* actsByNetwork("registered", since, now, ACTS_AT_MOST);
  const confirmed = yield* actsByNetwork("confirmed", since, now, ACTS_AT_MOST);
  const known = yield* rows<{ network: string; credit: number }>(
    "SELECT network, credit FROM first_contact_networks",
  );
  const credits = new Map(known.map(({ network, credit }) => [network, credit]));
  return [...new Set([...asked.keys(), ...confirmed.keys()])]
    .map((network) => ({
      network,
      asked: asked.get(network) ?? 0,
      confirmed: confirmed.get(network) ?? 0,
      credit: credits.get(network) ?? null,
    }))
    .toSorted((a, b) => b.asked - a.asked || b.confirmed - a.confirmed)
    .slice(0, limit);
}
