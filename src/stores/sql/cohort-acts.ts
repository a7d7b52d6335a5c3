// Counts of what became of people what is not noted for it, because it happens too often.

import type { Person } from "../../domain/cohorts.ts";
import { seconds, type Duration, type Instant } from "../../domain/time.ts";
import { domainsOf, writeChanges } from "./cohort-counts.ts";
import { count, countedOf, FOLLOWED_FOR, MAILS, type Counting } from "./cohort-people.ts";
import { alone, readState, writeState } from "./cohort-state.ts";
import { rows, type SqlDriver, type Work } from "./work.ts";

const ACTS_AT_ONCE = 1_000;

/** Newer lines of the audit log may not be committed yet. A write takes fifteen seconds at most. */
const SETTLES_IN: Duration = seconds(30);

type Act = { readonly happened_on: number; readonly act: string; readonly user_id: string };

/**
 * Counts hand-overs and openings of mails and logins, which happen too often to be noted each. They are read from where they
 * are stored, once they have settled.
 */
export async function foldActs(driver: SqlDriver, now: Instant): Promise<number> {
  let counted = 0;
  for (const source of SOURCES) counted += await foldFrom(driver, source, now);
  return counted;
}

type Source = { readonly until: string; readonly sql: string };

const READ: Source = {
  until: "read-until",
  sql: `SELECT happened_on, act, user_id FROM audit
    WHERE happened_on > ? AND happened_on <= ? AND user_id IS NOT NULL
      AND (act = 'logged-in' OR (act = 'mail-sent' AND detail IN ${MAILS}))
    ORDER BY happened_on LIMIT ${ACTS_AT_ONCE}`,
};

const OPENED: Source = {
  until: "opened-until",
  sql: `SELECT link_openings.first_on AS happened_on, 'opened' AS act, link_openings.user_id AS user_id
    FROM link_openings JOIN links ON links.id = link_openings.link_id AND links.purpose = 'confirm'
    WHERE link_openings.opener = 'person' AND link_openings.user_id IS NOT NULL
      AND link_openings.first_on > ? AND link_openings.first_on <= ?
    ORDER BY link_openings.first_on LIMIT ${ACTS_AT_ONCE}`,
};

const SOURCES: readonly Source[] = [READ, OPENED];

async function foldFrom(
  driver: SqlDriver,
  { until: name, sql }: Source,
  now: Instant,
): Promise<number> {
  const since = (await driver.read(() => readState<number>(name))) ?? 0;
  const until = now - SETTLES_IN;
  if (until <= since) return 0;
  const found = await driver.report(() => rows<Act>(sql, since, until));
  // The last instant may have more than were read, so it is left for the next time.
  const isCut = found.length === ACTS_AT_ONCE;
  const end = isCut ? Math.max(found.at(-1)!.happened_on - 1, since + 1) : until;
  const acts = found.filter(({ happened_on }) => happened_on <= end);
  if (acts.length === 0 && until - since < SETTLES_IN) return 0;
  return alone(driver, () => countActs(acts, { name, since, end, now }));
}

type Stretch = {
  readonly name: string;
  readonly since: Instant;
  readonly end: Instant;
  readonly now: Instant;
};

function* countActs(acts: readonly Act[], { name, since, end, now }: Stretch): Work<number> {
  // If several processes read the same lines, one counts them.
  if (((yield* readState<number>(name)) ?? 0) !== since) return acts.length;
  const to: Counting = { changes: new Map(), admit: domainsOf(), now };
  for (const [userId, all] of Map.groupBy(acts, ({ user_id }) => user_id)) {
    const before = yield* countedOf(userId);
    if (before === undefined || before === "gone") continue;
    const after = {
      ...before,
      handedOver: before.handedOver || all.some(({ act }) => act === "mail-sent"),
      opened: before.opened || all.some(({ act }) => act === "opened"),
      returned: before.returned || all.some((act) => isReturn(before, act)),
    };
    if (JSON.stringify(after) !== JSON.stringify(before)) yield* count(to, userId, before, after);
  }
  yield* writeChanges(to.changes);
  yield* writeState(name, end);
  return acts.length;
}

const isReturn = ({ registeredOn, confirmedOn }: Person, { act, happened_on: on }: Act): boolean =>
  act === "logged-in" &&
  confirmedOn !== null &&
  on > confirmedOn &&
  on < registeredOn + FOLLOWED_FOR;

/** Begins again, after everybody's acts so far were counted from the audit log. Openings are read from the first one on. */
export function* restartActs(now: Instant): Work<void> {
  yield* writeState(READ.until, now - SETTLES_IN);
  yield* writeState(OPENED.until, 0);
}
