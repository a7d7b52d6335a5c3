// What has been counted of people, as long as it may change, and their facts as the tables have them.

import type { Person } from "../../domain/cohorts.ts";
import { days, type Duration } from "../../domain/time.ts";
import { countPerson, type Changes, type domainsOf } from "./cohort-counts.ts";
import { DOMAIN, JOINS, RESENDS } from "./cohort-news.ts";
import { changes, row, rows, type Work } from "./work.ts";

/** For so long after registering, what becomes of people who confirmed is counted. */
export const FOLLOWED_FOR: Duration = days(90);

/** What is being counted, in one transaction. */
export type Counting = {
  readonly changes: Changes;
  readonly admit: ReturnType<typeof domainsOf>;
  readonly now: number;
};

/** What has been counted of a person; "gone" if they were removed while everybody is counted anew. */
export function* countedOf(userId: string): Work<Person | "gone" | undefined> {
  const sql = "SELECT counted FROM cohort_people WHERE user_id = ?";
  const found = yield* row<{ counted: string }>(sql, userId);
  return found && (JSON.parse(found.counted) as Person | "gone");
}

/** Counts a person with these facts instead of those that have been counted, and remembers it. */
export function* count(
  to: Counting,
  userId: string,
  before: Person | undefined,
  facts: Person,
): Work<void> {
  const after = yield* to.admit(withMailbox(facts));
  if (before !== undefined) countPerson(to.changes, before, -1);
  countPerson(to.changes, after, 1);
  const isSettled = after.confirmedOn !== null && after.registeredOn < to.now - FOLLOWED_FOR;
  if (before !== undefined || !isSettled) yield* remember(userId, after);
}

/** Whoever confirmed by a mail has got it, and opened it. */
const withMailbox = (person: Person): Person =>
  person.way === null || person.way === "admin"
    ? person
    : { ...person, handedOver: true, opened: true };

function* remember(userId: string, person: Person): Work<void> {
  yield* changes(
    REMEMBER,
    userId,
    person.registeredOn,
    person.confirmedOn === null ? 0 : 1,
    JSON.stringify(person),
  );
}

const REMEMBER = `INSERT INTO cohort_people (user_id, registered_on, confirmed, counted)
  VALUES (?, ?, ?, ?)
  ON CONFLICT (user_id) DO UPDATE SET confirmed = excluded.confirmed, counted = excluded.counted`;

const GONE = JSON.stringify("gone");

/** Remembers until everybody is counted that a removed person has been. */
export const rememberGone = (userId: string): Work<number> => changes(REMEMBER, userId, 0, 0, GONE);

export const forgetGone = (): Work<number> =>
  changes("DELETE FROM cohort_people WHERE counted = ?", GONE);

export const forget = (userId: string): Work<number> =>
  changes("DELETE FROM cohort_people WHERE user_id = ?", userId);

/** The mails with a link or a code that confirms. */
export const MAILS = "('confirm', 'confirm-again')";

type Row = {
  readonly id: string;
  readonly registered_on: number;
  readonly confirmed_on: number | null;
  readonly way: Person["way"];
  readonly domain: string | null;
  readonly language: string | null;
  readonly source: string | null;
  readonly resends: number;
  readonly handed_over: number;
  readonly returned: number;
};

const toPerson = (found: Row): Person => ({
  registeredOn: found.registered_on,
  confirmedOn: found.confirmed_on,
  way: found.way,
  domain: found.domain,
  language: found.language,
  source: found.source,
  resends: found.resends,
  handedOver: found.handed_over === 1,
  opened: false,
  returned: found.returned === 1,
});

export type Found = { readonly id: string; readonly person: Person };

const HANDED_OVER = `CASE WHEN EXISTS (SELECT 1 FROM audit WHERE audit.user_id = person.id
  AND audit.act = 'mail-sent' AND audit.detail IN ${MAILS}) THEN 1 ELSE 0 END AS handed_over`;

const RETURNED = `CASE WHEN EXISTS (SELECT 1 FROM audit WHERE audit.user_id = person.id
  AND audit.act = 'logged-in' AND audit.happened_on > person.confirmed_on
  AND audit.happened_on < person.registered_on + ${FOLLOWED_FOR}) THEN 1 ELSE 0 END AS returned`;

const USERS = `SELECT person.id, person.registered_on, person.confirmed_on, person.confirmed_via AS way,
    ${DOMAIN} AS domain, person.language, person.source, ${RESENDS} AS resends, ${HANDED_OVER},
    ${RETURNED}
  FROM users AS person WHERE person.id > ? ORDER BY person.id LIMIT ?`;

const ACTS = `SELECT ${RESENDS} AS resends, ${HANDED_OVER}, ${RETURNED} FROM
  (SELECT CAST(? AS TEXT) AS id, CAST(? AS BIGINT) AS registered_on, CAST(? AS BIGINT) AS confirmed_on)
  AS person`;

/** The facts of a person with what the audit log says now of mails and logins. */
export function* withActs(userId: string, person: Person): Work<Person> {
  const { registeredOn, confirmedOn } = person;
  const found = yield* row<Pick<Row, "resends" | "handed_over" | "returned">>(
    ACTS,
    userId,
    registeredOn,
    confirmedOn,
  );
  return {
    ...person,
    resends: found?.resends ?? person.resends,
    handedOver: person.handedOver || found?.handed_over === 1,
    returned: person.returned || found?.returned === 1,
  };
}

/** The next users, by their ids. */
export function* usersAfter(id: string, limit: number): Work<readonly Found[]> {
  const found = yield* rows<Row>(USERS, id, limit);
  return found.map((each) => ({ id: each.id, person: toPerson(each) }));
}

const JOINED = `(${[...JOINS].map((act) => `'${act}'`).join(", ")})`;

/** People of whom only the audit log knows, for it has no addresses. */
const REMOVED = `SELECT person.id, person.registered_on, person.confirmed_on, NULL AS way,
    (SELECT audit.detail FROM audit WHERE audit.user_id = person.id AND audit.act = 'confirmed'
     ORDER BY audit.happened_on, audit.id LIMIT 1) AS detail,
    NULL AS domain, NULL AS language, NULL AS source, ${RESENDS} AS resends, ${HANDED_OVER},
    ${RETURNED}
  FROM (SELECT joined.user_id AS id, joined.happened_on AS registered_on,
      (SELECT MIN(audit.happened_on) FROM audit
       WHERE audit.user_id = joined.user_id AND audit.act = 'confirmed') AS confirmed_on
    FROM audit AS joined
    WHERE (joined.happened_on, joined.id) > (?, ?) AND (joined.happened_on, joined.id) <= (?, ?)
      AND joined.act IN ${JOINED}
      AND NOT EXISTS (SELECT 1 FROM users AS present WHERE present.id = joined.user_id)
      AND NOT EXISTS (SELECT 1 FROM cohort_people WHERE cohort_people.user_id = joined.user_id)
      AND NOT EXISTS (SELECT 1 FROM cohort_news WHERE cohort_news.user_id = joined.user_id))
    AS person`;

/** A place in the audit log. */
export type Line = { readonly on: number; readonly id: string };

const NEXT_LINES = `SELECT happened_on, id FROM
    (SELECT happened_on, id FROM audit WHERE (happened_on, id) > (?, ?)
     ORDER BY happened_on, id LIMIT ?) AS lines
  ORDER BY happened_on DESC, id DESC LIMIT 1`;

/** The people in the next lines of the audit log who were removed and not counted; undefined at its end. */
export function* removedAfter(
  { on, id }: Line,
  lines: number,
): Work<{ readonly found: readonly Found[]; readonly until: Line } | undefined> {
  const end = yield* row<{ happened_on: number; id: string }>(NEXT_LINES, on, id, lines);
  if (end === undefined) return undefined;
  const until = { on: end.happened_on, id: end.id };
  const found = yield* rows<Row & { detail: string | null }>(REMOVED, on, id, until.on, until.id);
  return {
    until,
    found: found.map((each) => ({
      id: each.id,
      person: toPerson({ ...each, way: wayIn(each.detail) }),
    })),
  };
}

/** An audit line of a confirmation begins with the way: "link, session", "admin: asked by phone". */
const wayIn = (detail: string | null): Person["way"] =>
  (/^(?:link|code|reset|admin|import)\b/.exec(detail ?? "")?.[0] ?? null) as Person["way"];
