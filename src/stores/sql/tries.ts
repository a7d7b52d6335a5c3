// Tries of passwords and codes: counted as wrong before they are compared, and uncounted if they were correct.

import {
  GUESS_NOTICES,
  PAUSE_NOTICES,
  decide,
  limitDefaults,
  memoryOf,
  type Limit,
  type Verdict,
} from "../../domain/limits.ts";
import type { Instant } from "../../domain/time.ts";
import type {
  SecondStepTry,
  SecondStepVerdict,
  RightTry,
  Try,
  TryStore,
  TryVerdict,
} from "../../ports/try-store.ts";
import { countHit, keepHits, readHits, record, type Sql } from "./shared-writes.ts";
import { tell } from "./news.ts";
import { leaveNotice } from "./notices.ts";
import type { Input } from "./verbs.ts";
import { changes, row, type Work } from "./work.ts";

export const tryStore = (sql: Sql): TryStore => ({
  countTry: (tried) => sql.driver.write(() => countTry(sql, tried)),
  giveTryBack: (tried) => sql.driver.write(() => giveTryBack(tried)),
  countSecondStep: (tried) => sql.driver.write(() => countSecondStep(sql, tried)),
  giveSecondStepBack: (tried) => sql.driver.write(() => giveSecondStepBack(tried)),
  isMarkLive: (emailKey, madeOn) => sql.driver.read(() => isMarkLive(emailKey, madeOn)),
});

/** What a try counts against. */
type Counted = { readonly limit: Limit; readonly subject: string };

/** Counts a try against several limits at once, or refuses it and writes nothing. */
function* countAll(counted: readonly Counted[], now: Instant): Work<SecondStepVerdict> {
  const judged: (Counted & { readonly verdict: Verdict })[] = [];
  for (const { limit, subject } of counted) {
    judged.push({ limit, subject, verdict: decide(limit, yield* readHits(subject), now) });
  }
  const retryOn = Math.max(
    ...judged.map(({ verdict }) => (verdict.allowed ? now : verdict.retryOn)),
  );
  if (retryOn > now) return { allowed: false, retryOn };
  let remaining = Infinity;
  for (const { limit, subject, verdict } of judged) {
    if (!verdict.allowed) continue;
    remaining = Math.min(remaining, verdict.remaining);
    yield* keepHits(subject, verdict.hits, now + memoryOf(limit));
  }
  return { allowed: true, remaining };
}

function* countTry(sql: Sql, tried: Try): Work<TryVerdict> {
  const { limits, now } = tried;
  const emailKey = tried.client === undefined ? undefined : tried.emailKey;
  const earlier = emailKey === undefined ? 0 : yield* wrongInARow(emailKey, now);
  if (earlier >= limits.row.most) return { allowed: false, reason: "password-paused" };
  const counted = yield* countAll(countedFor(tried), now);
  if (!counted.allowed) return { ...counted, reason: "too-many" };
  if (emailKey !== undefined) yield* countWrong(sql, emailKey, earlier + 1, tried);
  return { allowed: true };
}

/**
 * For a known device, only its tries at this account count: nobody else's make it wait, and neither do its own
 * at other accounts.
 */
function countedFor({ limits, subject, client }: Try) {
  const own = { limit: limits.login, subject: `${limits.login.name}:${subject}` };
  if (client === undefined) return [own];
  return [own, { limit: limits.guess, subject: `${limits.guess.name}:${client}` }];
}

function* wrongInARow(emailKey: string, now: Instant): Work<number> {
  const found = yield* row<{ count: number }>(
    "SELECT count FROM wrong_passwords WHERE email_key = ? AND forget_on > ?",
    emailKey,
    now,
  );
  return found?.count ?? 0;
}

function* countWrong(sql: Sql, emailKey: string, count: number, { limits, now }: Try): Work<void> {
  yield* changes(
    `INSERT INTO wrong_passwords (email_key, count, forget_on) VALUES (?, ?, ?)
     ON CONFLICT (email_key) DO UPDATE SET count = excluded.count, forget_on = excluded.forget_on`,
    emailKey,
    count,
    now + limits.row.memory,
  );
  if (count !== limits.row.most) return;
  // Whether anybody has this address is looked up at the hand-over. Nothing in the mail was typed by the
  // guesser.
  const told = yield* countHit(PAUSE_NOTICES, emailKey, now);
  if (told.allowed) {
    const to = { email: emailKey, emailKey };
    yield* leaveNotice(sql, { kind: "password-paused", userId: null, to, now });
  }
  yield* record(sql, { now, actor: "visitor", act: "password-paused", userId: null });
}

function* giveTryBack(tried: RightTry): Work<void> {
  const { emailKey, limits, client, now } = tried;
  const [own, ofClient] = countedFor(tried);
  if (tried.forgives) yield* changes("DELETE FROM limits WHERE subject = ?", own!.subject);
  if (ofClient !== undefined) yield* giveHitBack(ofClient, now);
  if (emailKey === undefined) return;
  if (tried.endsRow) return yield* endWrongRow(emailKey);
  if (client === undefined) return;
  // A full row stays full: otherwise the end could be reached, and mailed about, again and again.
  yield* changes(
    "UPDATE wrong_passwords SET count = count - 1 WHERE email_key = ? AND count > 0 AND count < ?",
    emailKey,
    limits.row.most,
  );
}

/** Removes one hit of this moment; those of others, and of other moments, stay. */
export function* giveHitBack({ limit, subject }: Counted, hitOn: Instant): Work<void> {
  const hits = yield* readHits(subject);
  const place = hits.lastIndexOf(hitOn);
  if (place === -1) return;
  const others = hits.toSpliced(place, 1);
  const last = others.at(-1);
  if (last === undefined) yield* changes("DELETE FROM limits WHERE subject = ?", subject);
  else yield* keepHits(subject, others, last + memoryOf(limit));
}

function* countSecondStep(sql: Sql, tried: Input<"countSecondStep">): Work<SecondStepVerdict> {
  const { userId, news, now } = tried;
  const counted = yield* countAll(stepCountedFor(tried), now);
  if (!counted.allowed || counted.remaining > 0) return counted;
  if (!(yield* countHit(GUESS_NOTICES, userId, now)).allowed) return counted;
  yield* tell(sql, userId, news, now, "visitor");
  return counted;
}

function* giveSecondStepBack(tried: SecondStepTry): Work<void> {
  for (const counted of stepCountedFor(tried)) yield* giveHitBack(counted, tried.now);
}

function stepCountedFor({ userId, device, mailbox, limits }: SecondStepTry): readonly Counted[] {
  const { secondStep, knownSteps } = limits;
  const of = (limit: Limit, who: string): Counted => ({ limit, subject: `${limit.name}:${who}` });
  if (mailbox !== undefined) return [of(secondStep, `${userId}|mailbox|${mailbox}`)];
  if (device === undefined) return [of(secondStep, userId)];
  return [of(secondStep, `${userId}|${device}`), of(knownSteps, userId)];
}

/**
 * The row moves with an account to its new address: otherwise a hundred more could be compared there. The row
 * of the old address stays as well, because without it the address would look different from one that nobody
 * had.
 */
export function* takeRowAlong(from: string, to: string, now: Instant): Work<void> {
  yield* changes(
    `INSERT INTO wrong_passwords (email_key, count, forget_on)
     SELECT CAST(? AS TEXT), count, forget_on FROM wrong_passwords
     WHERE email_key = ? AND forget_on > ?
     ON CONFLICT (email_key) DO UPDATE SET count = excluded.count, forget_on = excluded.forget_on
     WHERE wrong_passwords.count < excluded.count OR wrong_passwords.forget_on <= ?`,
    to,
    from,
    now,
    now,
  );
}

/** The password is known again, or is a new one: wrong ones are counted from zero. */
function* endWrongRow(emailKey: string): Work<void> {
  yield* changes("DELETE FROM wrong_passwords WHERE email_key = ?", emailKey);
}

/** Whether consecutive wrong passwords are stored for an address. */
export function* isRowOfWrong(emailKey: string): Work<boolean> {
  const sql = "SELECT email_key FROM wrong_passwords WHERE email_key = ?";
  return (yield* row(sql, emailKey)) !== undefined;
}

/** Deletes who tried passwords at an address whose user was deleted. */
export function* forgetTries(emailKey: string): Work<void> {
  yield* endWrongRow(emailKey);
  yield* changes("DELETE FROM limits WHERE subject = ?", `${PAUSE_NOTICES.name}:${emailKey}`);
  const tries = `${limitDefaults.login.name}:${emailKey}|`;
  yield* changes(
    "DELETE FROM limits WHERE substr(subject, 1, length(CAST(? AS TEXT))) = CAST(? AS TEXT)",
    tries,
    tries,
  );
}

/**
 * Whether the marks that were made for an address at that time still count; also if nobody has the address now.
 */
function* isMarkLive(emailKey: string, madeOn: Instant): Work<boolean> {
  const ended = yield* row(
    "SELECT email_key FROM addresses WHERE email_key = ? AND devices_since > ?",
    emailKey,
    madeOn,
  );
  return ended === undefined;
}
