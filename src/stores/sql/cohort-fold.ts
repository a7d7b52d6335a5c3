// Counts what has happened since the last time, a part in each transaction. See decision 89.

import type { Instant } from "../../domain/time.ts";
import type { Person } from "../../domain/cohorts.ts";
import type { CohortProgress } from "../../ports/cohort-store.ts";
import { foldActs, restartActs } from "./cohort-acts.ts";
import { domainsOf, writeChanges } from "./cohort-counts.ts";
import { JOINS, LEAVES } from "./cohort-news.ts";
import {
  count,
  countedOf,
  forget,
  forgetGone,
  rememberGone,
  removedAfter,
  usersAfter,
  withActs,
  type Counting,
  type Found,
  type Line,
} from "./cohort-people.ts";
import { alone, readState, writeState } from "./cohort-state.ts";
import { changes, row, rows, type SqlDriver, type Work } from "./work.ts";

/** How much one transaction counts at most, so that nobody waits long for it. */
const NEWS_AT_ONCE = 250;
const USERS_AT_ONCE = 500;
const LINES_AT_ONCE = 5_000;

/**
 * How far everybody has been counted anew: after the old counts are deleted, users by their ids, then removed people by the
 * lines of the audit log.
 */
type Build = {
  readonly of: "clear" | "users" | "removed";
  readonly after: string;
  readonly line: Line;
  readonly counted: number;
  readonly total: number;
};

const DONE = "done";

export async function foldCohorts(
  driver: SqlDriver,
  { now }: { readonly now: Instant },
): Promise<CohortProgress> {
  const build = await driver.read(() => readState<Build | typeof DONE>("build"));
  if (build === undefined) {
    await restartCohorts(driver, now);
    return { complete: false, counted: 1, share: 0 };
  }
  const progress = await alone(driver, () => fold(now));
  if (progress.counted > 0 || !progress.complete) return progress;
  return { ...progress, counted: await foldActs(driver, now) };
}

export async function restartCohorts(driver: SqlDriver, now: Instant): Promise<void> {
  const total = await driver.report(() =>
    row<{ count: number }>("SELECT COUNT(*) AS count FROM users"),
  );
  await alone(driver, function* () {
    const of = "clear";
    yield* noted({ of, after: "", line: START, counted: 0, total: total?.count ?? 0 });
    yield* restartActs(now);
  });
}

const START: Line = { on: -1, id: "" };

/** Deletes some of the old counts. */
function* clear(build: Build): Work<CohortProgress> {
  let deleted = 0;
  for (const sql of CLEAR) deleted += yield* changes(sql);
  if (deleted === 0) {
    // Everything that is noted so far is in the tables that are read next.
    yield* changes("DELETE FROM cohort_news");
    yield* noted({ ...build, of: "users" });
  }
  return { complete: false, counted: 1, share: 0 };
}

const CLEAR = [
  `DELETE FROM cohort_people WHERE user_id IN
    (SELECT user_id FROM cohort_people LIMIT ${LINES_AT_ONCE})`,
  `DELETE FROM cohort_days WHERE day IN (SELECT day FROM cohort_days LIMIT ${LINES_AT_ONCE})`,
];

function* fold(now: Instant): Work<CohortProgress> {
  const state = yield* readState<Build | typeof DONE>("build");
  const build = state === DONE ? undefined : state;
  if (build?.of === "clear") return yield* clear(build);
  const to: Counting = { changes: new Map(), admit: domainsOf(), now };
  // First who comes next, and then the news: these are no older, and tell of everybody who left before.
  const next = build && (yield* readNext(build));
  const news = yield* takeNews();
  const isAhead = news.length < NEWS_AT_ONCE;
  const turn = isAhead ? next : undefined;
  for (const { id, person } of turn?.found ?? []) yield* count(to, id, undefined, person);
  const seen = new Set(turn?.found.map(({ id }) => id));
  for (const [userId, all] of Map.groupBy(news, ({ user_id }) => user_id)) {
    yield* countNews(to, userId, all, { build, seen });
  }
  yield* writeChanges(to.changes);
  if (build === undefined) return { complete: true, counted: news.length, share: 1 };
  const after = turn === undefined ? build : turn.after;
  yield* after === undefined ? finish() : noted(after);
  return { complete: false, counted: 1, share: after === undefined ? 1 : shareOf(after) };
}

function* finish(): Work<void> {
  yield* forgetGone();
  yield* writeState("build", DONE);
}

const shareOf = ({ of, counted, total }: Build): number =>
  of === "removed" ? 1 : Math.min(1, counted / Math.max(1, total));

type News = {
  readonly id: string;
  readonly act: string;
  readonly user_id: string;
  readonly registered_on: number;
  readonly confirmed_on: number | null;
  readonly way: Person["way"];
  readonly domain: string;
  readonly language: string | null;
  readonly source: string | null;
  readonly resends: number | null;
};

/** Takes the oldest news. They are found because they exist, so none is missed, however late it was committed. */
function* takeNews(): Work<readonly News[]> {
  const taken = yield* rows<News>(
    `DELETE FROM cohort_news WHERE id IN
       (SELECT id FROM cohort_news ORDER BY id LIMIT ${NEWS_AT_ONCE})
     RETURNING id, act, user_id, registered_on, confirmed_on, way, domain, language, source, resends`,
  );
  return taken.toSorted((one, other) => (one.id < other.id ? -1 : 1));
}

/**
 * Counts what is new of one user. While everybody is counted anew, a user whose turn comes later is counted then, unless
 * they are removed by then. `seen` are those whose turn is now.
 */
function* countNews(
  to: Counting,
  userId: string,
  news: readonly News[],
  { build, seen }: { readonly build: Build | undefined; readonly seen: ReadonlySet<string> },
): Work<void> {
  const acts = news.map(({ act }) => act);
  const leaves = acts.some((act) => LEAVES.has(act));
  const isLater = build?.of === "users" && (yield* isAfter(userId, build.after));
  const before = yield* countedOf(userId);
  if (before === "gone") return;
  const isNew = !seen.has(userId) && (isLater ? leaves : acts.some((act) => JOINS.has(act)));
  if (before !== undefined || isNew) {
    const facts = news.reduce(withNews, before ?? NOBODY);
    yield* count(to, userId, before, leaves ? yield* withActs(userId, facts) : facts);
  }
  if (!leaves) return;
  if (build === undefined) yield* forget(userId);
  else yield* rememberGone(userId);
}

/** Imported ids are of any form, and a database may compare texts by the rules of a language. */
function* isAfter(id: string, after: string): Work<boolean> {
  return (
    (yield* row("SELECT 1 AS one WHERE CAST(? AS TEXT) > CAST(? AS TEXT)", id, after)) !== undefined
  );
}

const NOBODY: Person = {
  registeredOn: 0,
  confirmedOn: null,
  way: null,
  domain: null,
  language: null,
  source: null,
  resends: 0,
  handedOver: false,
  opened: false,
  returned: false,
};

const withNews = (person: Person, news: News): Person => ({
  ...person,
  registeredOn: news.registered_on,
  confirmedOn: news.confirmed_on ?? person.confirmedOn,
  way: news.way ?? person.way,
  domain: news.domain,
  language: news.language,
  source: news.source,
  resends: news.resends ?? person.resends,
});

/** Who comes next, and how far that is; undefined if nobody is left. */
type Turn = { readonly found: readonly Found[]; readonly after: Build | undefined };

function* readNext(build: Build): Work<Turn> {
  const { counted } = build;
  if (build.of === "users") {
    const found = yield* usersAfter(build.after, USERS_AT_ONCE);
    const after = found.at(-1)?.id ?? build.after;
    const of = found.length < USERS_AT_ONCE ? "removed" : "users";
    return { found, after: { ...build, of, after, counted: counted + found.length } };
  }
  const next = yield* removedAfter(build.line, LINES_AT_ONCE);
  if (next === undefined) return { found: [], after: undefined };
  return { found: next.found, after: { ...build, line: next.until } };
}

const noted = (build: Build): Work<number> => writeState("build", build);
