// The facts that many acts write beside their own: audit lines, mails, ended links, gone sessions.

import { decide, memoryOf, type Limit, type Verdict } from "../../domain/limits.ts";
import type { LinkEnd, LinkPurpose } from "../../domain/link.ts";
import { isNotice, priorityOf, worthFor, type MailKind } from "../../domain/mail.ts";
import type { AskedBy } from "../../domain/mail-budget.ts";
import type { NewSession } from "../../domain/session.ts";
import type { Instant } from "../../domain/time.ts";
import { leavePlace, type OverMail } from "./mail-places.ts";
import { changes, row, rows, type SqlDriver, type Work } from "./work.ts";

/** What every feature's SQL is built over. */
export type Sql = { readonly driver: SqlDriver; readonly ids: Ids };
export type Ids = { readonly link: () => string; readonly ordered: (now: Instant) => string };

export type AuditLine = {
  readonly now: Instant;
  /** Who did it: "user", "visitor", "system", or a named admin or operator. */
  readonly actor: string;
  readonly act: string;
  readonly userId: string | null;
  readonly detail?: string | undefined;
};

export function* record(ids: Ids, line: AuditLine): Work<void> {
  yield* changes(
    "INSERT INTO audit (id, happened_on, actor, act, user_id, detail) VALUES (?, ?, ?, ?, ?, ?)",
    ids.ordered(line.now),
    line.now,
    line.actor,
    line.act,
    line.userId,
    line.detail ?? null,
  );
}

export type Addressee = { readonly email: string; readonly emailKey: string };

export type NewMail = {
  readonly kind: MailKind;
  readonly userId: string | null;
  readonly to: Addressee;
  /** With a purpose, a link is written with the mail; it opens nothing before the hand-over. */
  readonly link?: LinkPurpose;
  /** When the link was written, where that decides between links; now where nothing is said. */
  readonly linkedOn?: Instant;
  readonly about?: string;
  /** Who asked for it, where it needs a place in the mailbox's budget. */
  readonly askedBy?: AskedBy;
  /** When it is tried first; now where nothing is said. */
  readonly dueOn?: Instant | undefined;
  readonly now: Instant;
};

/** Writes a mail and, where it carries one, its link. The only place that adds to the outbox. */
export function* queueMail(ids: Ids, mail: NewMail): Work<void> {
  const linkId = mail.link === undefined ? null : ids.link();
  if (linkId !== null && mail.link !== undefined) {
    yield* changes(
      `INSERT INTO links (id, purpose, user_id, email, email_key, created_on)
       VALUES (?, ?, ?, ?, ?, ?)`,
      linkId,
      mail.link,
      mail.userId,
      mail.to.email,
      mail.to.emailKey,
      mail.linkedOn ?? mail.now,
    );
  }
  yield* changes(
    `INSERT INTO mails (id, kind, user_id, link_id, email, email_key, state, priority, created_on,
       due_on, worthless_on, about, asked_by)
     VALUES (?, ?, ?, ?, ?, ?, 'queued', ?, ?, ?, ?, ?, ?)`,
    ids.ordered(mail.now),
    mail.kind,
    mail.userId,
    linkId,
    mail.to.email,
    mail.to.emailKey,
    priorityOf(mail.kind),
    mail.now,
    mail.dueOn ?? mail.now,
    mail.now + worthFor(mail.kind),
    mail.about ?? null,
    mail.askedBy ?? null,
  );
}

/**
 * A notice: an act of the user's own, or an admin's, so no budget (I9). A mailbox that is not proven
 * gets none: whoever typed its address, maybe a stranger, could fill it with them (I8).
 */
export function* queueNotice(ids: Ids, mail: Omit<NewMail, "askedBy">): Work<void> {
  if (yield* mayBeTold(mail)) yield* queueMail(ids, mail);
}

/** Whether a notice has a proven mailbox to go to. */
export function* mayBeTold({ kind, userId }: Pick<NewMail, "kind" | "userId">): Work<boolean> {
  if (!isNotice(kind)) throw new Error(`A ${kind} mail needs a place in the budget.`);
  if (userId === null) return true;
  const sql = "SELECT id FROM users WHERE id = ? AND confirmed_on IS NOT NULL";
  return (yield* row(sql, userId)) !== undefined;
}

/** Counts a hit of a subject against a limit, in the transaction of what it allows; or refuses it and writes nothing. */
export function* countHit(limit: Limit, of: string, now: Instant): Work<Verdict> {
  const subject = `${limit.name}:${of}`;
  const verdict = decide(limit, yield* readHits(subject), now);
  if (verdict.allowed) yield* keepHits(subject, verdict.hits, now + memoryOf(limit));
  return verdict;
}

/**
 * Counts an act of a user that mails the owner a notice. Notices are outside the mailbox's budget, so that
 * nobody can use it up to act unseen: whoever knows the password would have no other bound.
 */
export const countNotice = (
  limit: Limit,
  kind: MailKind,
  userId: string,
  now: Instant,
): Work<Verdict> => countHit(limit, `${kind}|${userId}`, now);

/**
 * Keeps the hits of a subject. Only what was allowed comes here: a refusal that wrote a row would let
 * anybody fill the table by being refused. Two who read the same hits cannot both keep theirs, for
 * writers take turns or lose (decision 16).
 */
export function* keepHits(
  subject: string,
  hits: readonly Instant[],
  forgetOn: Instant,
): Work<void> {
  yield* changes(
    `INSERT INTO limits (subject, hits, forget_on) VALUES (?, ?, ?)
     ON CONFLICT (subject) DO UPDATE SET hits = excluded.hits, forget_on = excluded.forget_on`,
    subject,
    JSON.stringify(hits),
    forgetOn,
  );
}

export function* readHits(subject: string): Work<readonly Instant[]> {
  const found = yield* row<{ hits: string }>("SELECT hits FROM limits WHERE subject = ?", subject);
  return found === undefined ? [] : (JSON.parse(found.hits) as Instant[]);
}

/**
 * Ends all links of a user that are not over yet, but the undo of a change of address: whoever took
 * an account over must not be able to take the owner's way back as well, by changing more.
 */
export function* endLinks(userId: string, why: LinkEnd, now: Instant): Work<void> {
  yield* changes(
    `UPDATE links SET ended_on = ?, ended_why = ?
     WHERE user_id = ? AND ended_on IS NULL AND purpose <> 'undo-change'`,
    now,
    why,
    userId,
  );
}

/** Ends the links of one purpose, and returns how many were not over yet. */
export function* endLinksFor(
  userId: string,
  purpose: LinkPurpose,
  why: LinkEnd,
  now: Instant,
): Work<number> {
  return yield* changes(
    "UPDATE links SET ended_on = ?, ended_why = ? WHERE user_id = ? AND purpose = ? AND ended_on IS NULL",
    now,
    why,
    userId,
    purpose,
  );
}

/**
 * Cancels the mails of a user that carry a link, which has ended, and gives their places back; but never
 * the undo, nor what goes to `exceptTo`. What a sender has in hand goes on, since its server may have taken
 * it already; if not, it is cancelled for its link when it would be tried again.
 */
export function* cancelLinkMails(
  userId: string,
  why: string,
  now: Instant,
  exceptTo = "",
): Work<void> {
  const cancelled = yield* rows<OverMail>(
    `UPDATE mails SET state = 'cancelled', answer = ?, ended_on = ?
     WHERE user_id = ? AND link_id IS NOT NULL AND kind <> 'email-changed' AND email_key <> ?
       AND ended_on IS NULL AND state <> 'sending'
     RETURNING id, email_key, fault, minted_on`,
    why,
    now,
    userId,
    exceptTo,
  );
  for (const mail of cancelled) yield* leavePlace(mail, now);
}

/** Ends the sessions of a user, and returns how many there were. */
export function* endSessions(userId: string): Work<number> {
  return yield* changes("DELETE FROM sessions WHERE user_id = ?", userId);
}

/** How many sessions one transaction ends at most, so that nobody waits long for it. */
const ENDED_AT_ONCE = 1_000;

/** Begins a session. Those that are beyond its user's number end, the least recently used first. */
export function* beginSession(ids: Ids, session: NewSession, userId: string): Work<void> {
  yield* beginFirstSession(session, userId);
  const counted = yield* row<{ count: number }>(
    "SELECT COUNT(*) AS count FROM (SELECT id FROM sessions WHERE user_id = ? LIMIT ?) AS counted",
    userId,
    session.atMost + ENDED_AT_ONCE,
  );
  const beyond = (counted?.count ?? 0) - session.atMost;
  if (beyond <= 0) return;
  yield* changes(
    `DELETE FROM sessions WHERE hash IN (SELECT hash FROM sessions
       WHERE user_id = ? AND hash <> ? ORDER BY last_seen_on, id LIMIT ?)`,
    userId,
    session.hash,
    beyond,
  );
  const detail = `${beyond} least recently used, beyond ${session.atMost}`;
  yield* record(ids, {
    now: session.createdOn,
    actor: "system",
    act: "session-ended",
    userId,
    detail,
  });
}

/** Begins the session of a user who was made just now, and so has no other. */
export function* beginFirstSession(session: NewSession, userId: string): Work<void> {
  yield* changes(
    `INSERT INTO sessions (hash, id, user_id, created_on, last_seen_on, proved_on, expires_on,
       browser, client)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    session.hash,
    session.id,
    userId,
    session.createdOn,
    session.lastSeenOn,
    session.provedOn,
    session.expiresOn,
    session.browser,
    session.client,
  );
}

/** Removes an unconfirmed user with its sessions, links and mails. False when it is none. */
export function* removeUnconfirmed(
  ids: Ids,
  input: { userId: string; why: LinkEnd; act: string; actor: string; now: Instant },
): Work<boolean> {
  const { userId, why, now } = input;
  const waiting = yield* row<{ id: string }>(
    "SELECT id FROM users WHERE id = ? AND confirmed_on IS NULL",
    userId,
  );
  if (waiting === undefined) return false;
  yield* endLinks(userId, why, now);
  yield* cancelLinkMails(userId, why, now);
  yield* endSessions(userId);
  yield* changes("DELETE FROM users WHERE id = ? AND confirmed_on IS NULL", userId);
  yield* record(ids, { now, actor: input.actor, act: input.act, userId });
  return true;
}

/**
 * Removes every other registration that waits for an address which now has its owner, and ends the
 * links of its mailbox that were nobody's yet: what they would do, they would do to the owner.
 */
export function* removeRivals(
  ids: Ids,
  input: { emailKey: string; ownerId: string; now: Instant },
): Work<void> {
  const rivals = yield* rows<{ id: string }>(
    "SELECT id FROM users WHERE email_key = ? AND confirmed_on IS NULL AND id <> ?",
    input.emailKey,
    input.ownerId,
  );
  for (const rival of rivals) {
    yield* removeUnconfirmed(ids, {
      userId: rival.id,
      why: "address-taken",
      act: "registration-removed",
      actor: "system",
      now: input.now,
    });
  }
  yield* changes(
    `UPDATE links SET ended_on = ?, ended_why = 'address-taken'
     WHERE email_key = ? AND purpose IN ('reset', 'confirm') AND user_id IS NULL AND ended_on IS NULL
       AND minted_on IS NOT NULL`,
    input.now,
    input.emailKey,
  );
}
