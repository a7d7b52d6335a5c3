import { BEGINNING, pageOf, type Page } from "../../domain/page.ts";
import type { Session } from "../../domain/session.ts";
import type { Instant } from "../../domain/time.ts";
import type { StoredSession, LogIn, LogInState, SessionStore } from "../../ports/session-store.ts";
import { BATCH_SIZE, inBatches } from "./batches.ts";
import { forgetBrowsers } from "./remembered-browsers.ts";
import { record, type Sql } from "./shared-writes.ts";
import { endSessionByHash, endSessionById, endSessions } from "./endings.ts";
import { completeLogIn } from "./log-in.ts";
import { USER, toUser, type UserRow } from "./users.ts";
import type { Input } from "./verbs.ts";
import { changes, row, rows, type Work } from "./work.ts";

export function sessionStore(sql: Sql): SessionStore {
  const { driver } = sql;
  return {
    readSession: (hash) => driver.read(() => readSession(hash)),
    touchSession: ({ hash, now }) =>
      driver.write(function* () {
        yield* changes("UPDATE sessions SET last_seen_on = ? WHERE hash = ?", now, hash);
      }, "none"),
    endSession: ({ hash, now }) => driver.write(() => endSession(sql, hash, now)),
    logIn: (input) => driver.write(() => logIn(sql, input)),
    listSessions: (input) => driver.read(() => listSessions(input)),
    endSessionOf: (input) => driver.write(() => endSessionOf(sql, input)),
    endOtherSessions: (input) => driver.write(() => endOtherSessions(sql, input)),
    async purgeSessions({ now, idleSince, sharedIdleSince }) {
      const purge = (which: string, before: Instant) =>
        inBatches(driver, () => changes(which, before));
      return (
        (await purge(PURGE_EXPIRED, now)) +
        (await purge(PURGE_UNUSED, idleSince)) +
        (await purge(PURGE_UNUSED_SHARED, sharedIdleSince))
      );
    },
  };
}

type SessionRow = {
  readonly session_id: string;
  readonly user_id: string;
  readonly created_on: number;
  readonly last_seen_on: number;
  readonly evidence: string;
  readonly expires_on: number;
  readonly browser: string;
  readonly client: string;
  readonly shared: number;
};

type VisitRow = UserRow & Omit<SessionRow, "user_id"> & { readonly pending: number };

const SESSION = `sessions.id AS session_id, sessions.created_on, sessions.last_seen_on,
  sessions.evidence, sessions.expires_on, sessions.browser, sessions.client, sessions.shared`;

const toSession = (found: Omit<SessionRow, "user_id">, userId: string): Session => ({
  id: found.session_id,
  userId,
  createdOn: found.created_on,
  lastSeenOn: found.last_seen_on,
  evidence: found.evidence,
  expiresOn: found.expires_on,
  browser: found.browser,
  client: found.client,
  shared: found.shared === 1,
});

const FIND_VISIT = `
  SELECT ${SESSION}, sessions.pending, ${USER}
  FROM sessions JOIN users ON users.id = sessions.user_id
  WHERE sessions.hash = ?`;

function* readSession(hash: string): Work<StoredSession | undefined> {
  const found = yield* row<VisitRow>(FIND_VISIT, hash);
  if (found === undefined) return undefined;
  return {
    session: toSession(found, found.id),
    user: toUser(found),
    hash,
    isPending: found.pending === 1,
  };
}

function* endSession(sql: Sql, hash: string, now: number): Work<boolean> {
  const found = yield* row<{ user_id: string }>(
    "SELECT user_id FROM sessions WHERE hash = ?",
    hash,
  );
  if (found === undefined) return false;
  yield* endSessionByHash(sql, hash, "logged-out", now);
  yield* record(sql, { now, actor: "user", act: "logged-out", userId: found.user_id });
  return true;
}

function* logIn(sql: Sql, input: LogIn): Work<LogInState | undefined> {
  const state = yield* completeLogIn(sql, input);
  if (state === "complete") {
    const { userId, now } = input;
    yield* record(sql, { now, actor: "user", act: "logged-in", userId });
  }
  return state;
}

function* listSessions(input: Input<"listSessions">): Work<Page<Session>> {
  const { userId, limit, after = BEGINNING } = input;
  const found = yield* rows<SessionRow>(
    `SELECT ${SESSION}, sessions.user_id FROM sessions
     WHERE user_id = ? AND last_seen_on > ? AND (shared = 0 OR last_seen_on > ?)
       AND (last_seen_on, id) < (?, ?) AND expires_on > ? AND id <> ? AND pending = 0
     ORDER BY last_seen_on DESC, id DESC LIMIT ?`,
    userId,
    input.idleSince,
    input.sharedIdleSince,
    after.on,
    after.id,
    input.now,
    input.but ?? "",
    limit + 1,
  );
  const sessions = found.map((session) => toSession(session, session.user_id));
  return pageOf(sessions, limit, ({ lastSeenOn, id }) => ({ on: lastSeenOn, id }));
}

const PURGE_EXPIRED = `DELETE FROM sessions WHERE hash IN
  (SELECT hash FROM sessions WHERE expires_on <= ? ORDER BY expires_on LIMIT ${BATCH_SIZE})`;

const PURGE_UNUSED = `DELETE FROM sessions WHERE hash IN
  (SELECT hash FROM sessions WHERE last_seen_on <= ? ORDER BY last_seen_on LIMIT ${BATCH_SIZE})`;

const PURGE_UNUSED_SHARED = `DELETE FROM sessions WHERE hash IN
  (SELECT hash FROM sessions WHERE shared = 1 AND last_seen_on <= ?
   ORDER BY last_seen_on LIMIT ${BATCH_SIZE})`;

function* endSessionOf(sql: Sql, { userId, id, now }: Input<"endSessionOf">): Work<boolean> {
  if (!(yield* endSessionById(sql, { id, userId }, "ended-elsewhere", now))) return false;
  yield* record(sql, { now, actor: "user", act: "session-ended", userId });
  return true;
}

function* endOtherSessions(
  sql: Sql,
  { userId, keep, now }: Input<"endOtherSessions">,
): Work<number> {
  const ended = yield* endSessions(sql, userId, "ended-elsewhere", now, keep);
  yield* forgetBrowsers(userId);
  if (ended > 0) yield* record(sql, { now, actor: "user", act: "other-sessions-ended", userId });
  return ended;
}
