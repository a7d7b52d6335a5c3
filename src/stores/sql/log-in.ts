// The only place that writes rows of `sessions`.

import {
  evidenceOf,
  REMEMBERED_BROWSER,
  strengthOf,
  writeEvidence,
} from "../../domain/evidence.ts";
import type { Limit } from "../../domain/limits.ts";
import type { SecondFactorPolicy } from "../../domain/second-factor-policy.ts";
import { PENDING_FOR, type NewSession } from "../../domain/session.ts";
import type { LogIn, LogInState } from "../../ports/session-store.ts";
import { HAS_SECOND, listCredentials, useCredential } from "./credentials.ts";
import { announce, HEARD, amongTypes, type Heard, type NewEvent } from "./announce.ts";
import { endSessionByHash, endThose } from "./endings.ts";
import { keepFactor } from "./factor-removal.ts";
import { countHit, countNotice, record, type Sql } from "./shared-writes.ts";
import { rememberBrowser, rememberedSince } from "./remembered-browsers.ts";
import { tell } from "./news.ts";
import { leaveNotice } from "./notices.ts";
import { USER, type UserRow } from "./users.ts";
import { changes, row, type Work } from "./work.ts";

/**
 * Starts the session of a sign-in, or of an action that proves as much. Returns undefined, without a session,
 * if the user is closed, if a credential that was shown just now is no longer valid (a sign-in that races a
 * reset loses), or if the session that it continues has ended. Returns "pending" if the user's sign-in requires
 * more than was shown.
 */
export function* completeLogIn(sql: Sql, logIn: LogIn): Work<LogInState | undefined> {
  const { session, userId, continues, replaces, spends, now } = logIn;
  if (spends !== undefined) {
    const { limit, subject } = spends;
    if (!(yield* countHit(limit, subject, now)).allowed) return undefined;
  }
  for (const shown of session.evidence) {
    const { credentialId } = shown;
    if (credentialId === undefined || shown.on !== session.createdOn) continue;
    if (!(yield* useCredential(userId, { ...shown, credentialId }, logIn.rehashed, now)))
      return undefined;
  }
  const begun = yield* continues === undefined
    ? begin(sql, yield* withRemembered(logIn), userId)
    : renew(sql, session, userId, continues);
  if (begun === undefined) return undefined;
  const { state, before } = begun;
  if (replaces !== undefined) yield* endSessionByHash(sql, replaces, "replaced", now);
  // If it replaces a session in the same state, their number has not grown.
  if (before !== state) yield* keepToTheMost(sql, session, userId, state);
  if (logIn.newDevice !== undefined && state === "complete") {
    yield* tellOfNewDevice(sql, logIn, logIn.newDevice);
  }
  if (logIn.news !== undefined) yield* tell(sql, userId, logIn.news, now);
  if (state === "complete" && showsSecondFactor(session))
    yield* keepFactor(sql, userId, "user", now);
  if (logIn.remember !== undefined && state === "complete") {
    yield* rememberBrowser(userId, logIn.remember);
  }
  return state;
}

/**
 * Adds what was shown in this browser earlier, if it is remembered for the user. It keeps its time: it completes a
 * sign-in, and is not recent for what must not be done from an unattended browser.
 */
function* withRemembered({ session, userId, remembered, now }: LogIn): Work<NewSession> {
  if (remembered === undefined || strengthOf(session.evidence) !== 1) return session;
  const on = yield* rememberedSince(userId, remembered, now);
  if (on === undefined) return session;
  const before = { kind: REMEMBERED_BROWSER, factor: "second", on } as const;
  return { ...session, evidence: [...session.evidence, before] };
}

/** Whether a second factor was shown just now: whoever has it has not lost it. */
const showsSecondFactor = ({ evidence, createdOn }: NewSession): boolean =>
  evidence.some(({ factor, on }) => factor !== "first" && on === createdOn);

/** Starts the first session of a user whom this transaction made. */
export function* completeFirstLogIn(sql: Sql, session: NewSession, userId: string): Work<void> {
  yield* begin(sql, session, userId);
}

/** The state of a new session, and the state of the session that it continues. */
type Begun = { readonly state: LogInState; readonly before?: LogInState };

const stateOf = ({ pending }: { readonly pending: number }): LogInState =>
  pending === 1 ? "pending" : "complete";

/** From which value of `users.admin` on the site requires two factors. */
export const REQUIRED_FROM: Readonly<Record<SecondFactorPolicy, number>> = {
  off: 2,
  offered: 2,
  "required-for-admins": 1,
  required: 0,
};

/**
 * Whether a user has to show more than one factor, of which `?` were shown: by their own choice, or because the site requires
 * it, from the second `?` on. In the latter case nobody is asked for what they do not have.
 */
const IS_SHORT = `(users.factors > ? OR (users.admin >= ? AND ${HAS_SECOND}))`;

function shortage({ evidence, policy = "offered" }: NewSession): readonly [number, number] {
  const strength = strengthOf(evidence);
  return [strength, strength === 2 ? REQUIRED_FROM.offered : REQUIRED_FROM[policy]];
}

function* begin(sql: Sql, session: NewSession, userId: string): Work<Begun | undefined> {
  const short = shortage(session);
  const begun = yield* row<Heard & { pending: number }>(
    `INSERT INTO sessions (hash, id, user_id, created_on, last_seen_on, evidence, browser, client,
       shared, pending, expires_on)
     SELECT CAST(? AS TEXT), CAST(? AS TEXT), id, CAST(? AS BIGINT), CAST(? AS BIGINT),
       CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS INTEGER),
       CASE WHEN ${IS_SHORT} THEN 1 ELSE 0 END,
       CASE WHEN ${IS_SHORT} THEN CAST(? AS BIGINT) ELSE CAST(? AS BIGINT) END
     FROM users WHERE id = ? AND disabled_on IS NULL AND deletes_on IS NULL
     RETURNING pending, ${HEARD}`,
    session.hash,
    session.id,
    session.createdOn,
    session.lastSeenOn,
    writeEvidence(session.evidence),
    session.browser,
    session.client,
    session.shared ? 1 : 0,
    ...short,
    ...short,
    session.createdOn + PENDING_FOR,
    session.expiresOn,
    userId,
    amongTypes(STARTED),
  );
  if (begun === undefined) return undefined;
  if (begun.heard === 1 && begun.pending === 0) {
    const data = { session: session.id };
    yield* announce(sql, { type: STARTED, userId, data, now: session.createdOn });
  }
  return { state: stateOf(begun) };
}

const STARTED = "session.started";

/**
 * Turns the row of a session into the one that continues it. Its id and secret are new, so nothing opens by the old
 * ones. Whether it is on a shared computer stays as it was. Changing a row takes two thirds of the time of deleting one and
 * inserting another. Undefined where it has ended.
 */
function* renew(
  sql: Sql,
  session: NewSession,
  userId: string,
  continues: string,
): Work<Begun | undefined> {
  const found = yield* row<{ id: string; pending: number; short: number }>(
    `SELECT sessions.id, sessions.pending, CASE WHEN ${IS_SHORT} THEN 1 ELSE 0 END AS short
     FROM sessions JOIN users ON users.id = sessions.user_id
     WHERE sessions.hash = ? AND users.id = ? AND users.disabled_on IS NULL
       AND users.deletes_on IS NULL`,
    ...shortage(session),
    continues,
    userId,
  );
  if (found === undefined) return undefined;
  const pending = found.short;
  const event = renewal(found, { id: session.id, pending });
  const renewed = yield* row<Heard>(
    `UPDATE sessions SET hash = ?, id = ?, created_on = ?, last_seen_on = ?, evidence = ?,
       browser = ?, client = ?, pending = ?, expires_on = ?
     WHERE hash = ? RETURNING ${HEARD}`,
    session.hash,
    session.id,
    session.createdOn,
    session.lastSeenOn,
    writeEvidence(session.evidence),
    session.browser,
    session.client,
    pending,
    pending === 1 ? session.createdOn + PENDING_FOR : session.expiresOn,
    continues,
    amongTypes(event?.type ?? ""),
  );
  if (event !== undefined && renewed?.heard === 1) {
    yield* announce(sql, { ...event, userId, now: session.createdOn });
  }
  return { state: stateOf({ pending }), before: stateOf(found) };
}

type Renewed = { readonly id: string; readonly pending: number };

/** What is told of a session that another one continues. A pending one has not started. */
function renewal(before: Renewed, after: Renewed): Pick<NewEvent, "type" | "data"> | undefined {
  if (before.pending === 1) {
    return after.pending === 1 ? undefined : { type: STARTED, data: { session: after.id } };
  }
  if (after.pending === 1) {
    return { type: "session.ended", data: { session: before.id, why: "second-step-needed" } };
  }
  return { type: "session.renewed", data: { session: after.id, before: before.id } };
}

/** What was shown of credentials that are gone no longer counts in a session that goes on. */
export function* forgetEvidence(hash: string, userId: string): Work<void> {
  const session = yield* row<{ evidence: string }>(
    "SELECT evidence FROM sessions WHERE hash = ?",
    hash,
  );
  if (session === undefined) return;
  const left = new Set((yield* listCredentials(userId)).map(({ id }) => id));
  const evidence = evidenceOf(session).filter(({ credentialId, factor }) =>
    credentialId === undefined ? factor === "first" : left.has(credentialId),
  );
  const sql = "UPDATE sessions SET evidence = ? WHERE hash = ?";
  yield* changes(sql, writeEvidence(evidence), hash);
}

/** How many sessions one transaction ends at most, so that nobody waits long for it. */
const ENDED_AT_ONCE = 1_000;

/**
 * Ends the least recently used sessions that exceed the user's limit. Pending ones are counted separately:
 * whoever knows only a password must not end a session of somebody who knows more.
 */
function* keepToTheMost(
  sql: Sql,
  session: NewSession,
  userId: string,
  state: LogInState,
): Work<void> {
  const pending = state === "pending" ? 1 : 0;
  const counted = yield* row<{ count: number }>(
    `SELECT COUNT(*) AS count FROM (SELECT id FROM sessions WHERE user_id = ? AND pending = ? LIMIT ?)
       AS counted`,
    userId,
    pending,
    session.atMost + ENDED_AT_ONCE,
  );
  const beyond = (counted?.count ?? 0) - session.atMost;
  if (beyond <= 0) return;
  const now = session.createdOn;
  yield* endThose(sql, {
    which: LEAST_USED,
    values: [userId, pending, session.hash, beyond],
    why: "too-many",
    now,
  });
  if (state === "pending") return;
  const detail = `${beyond} least recently used, beyond ${session.atMost}`;
  yield* record(sql, { now, actor: "system", act: "session-ended", userId, detail });
}

const LEAST_USED = `hash IN (SELECT hash FROM sessions
  WHERE user_id = ? AND pending = ? AND hash <> ? ORDER BY last_seen_on, id LIMIT ?)`;

function* tellOfNewDevice(sql: Sql, { userId, session, now }: LogIn, limit: Limit): Work<void> {
  const user = yield* row<UserRow>(`SELECT ${USER} FROM users WHERE id = ?`, userId);
  // An unconfirmed user has no proven mailbox.
  if (user === undefined || user.confirmed_on === null) return;
  if (!(yield* countNotice(limit, "new-device", userId, now)).allowed) return;
  yield* leaveNotice(sql, {
    kind: "new-device",
    userId,
    to: { email: user.email, emailKey: user.email_key },
    about: session.browser,
    now,
  });
}
