// The facts that many acts write beside their own: audit lines, mails, hits of limits.

import { decide, memoryOf, type Limit, type Verdict } from "../../domain/limits.ts";
import type { LinkPurpose } from "../../domain/link.ts";
import { priorityOf, worthFor, type MailKind } from "../../domain/mail.ts";
import type { AskedBy } from "../../domain/mail-budget.ts";
import type { Instant } from "../../domain/time.ts";
import type { Kinds } from "./kinds.ts";
import { changes, row, type SqlDriver, type Work } from "./work.ts";

/** What every feature's SQL is built over. */
export type Sql = { readonly driver: SqlDriver; readonly ids: Ids; readonly kinds: Kinds };
/** What it takes to write rows. */
export type Writing = Pick<Sql, "ids" | "kinds">;

/** Fresh ids: of links, which nobody can guess, and of rows, in the order of time. */
export type Ids = { readonly link: () => string; readonly ordered: (now: Instant) => string };

/** A line of the audit log: who did what to whom, and when. */
export type AuditLine = {
  readonly now: Instant;
  /** Who did it: "user", "visitor", "system", or a named admin or operator. */
  readonly actor: string;
  readonly act: string;
  readonly userId: string | null;
  readonly detail?: string | undefined;
};

/**
 * Writes a line of the audit log, in the transaction of what it tells. `act` is one that the feature has words for
 * under `auditActs`; throws for any other.
 *
 * @example
 * ```ts
 * function* work(sql: Sql, user: User, now: number): Work<void> {
 *   yield* record(sql, { now, actor: "user", act: "greeted", userId: user.id });
 * }
 * ```
 */
export function* record({ ids, kinds }: Writing, line: AuditLine): Work<void> {
  kinds.assertAct(line.act);
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

/** An address as people write it, and as it is compared. */
export type Addressee = { readonly email: string; readonly emailKey: string };

/** A mail to be queued. */
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

/**
 * Writes a mail into the outbox and, where it carries one, its link, in the transaction of what it is about. It is sent
 * after the commit. The only place that adds to the outbox.
 *
 * @example
 * ```ts
 * function* work(sql: Sql, user: User, now: number): Work<void> {
 *   const askedBy = askedByOwn("user", user.id);
 *   yield* queueMail(sql, { kind: "greeting", userId: user.id, to: user, link: "greeting", askedBy, now });
 * }
 * ```
 */
export function* queueMail({ ids, kinds }: Writing, mail: NewMail): Work<void> {
  const rules = kinds.mail(mail.kind);
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
    priorityOf(rules),
    mail.now,
    mail.dueOn ?? mail.now,
    mail.now + worthFor(rules),
    mail.about ?? null,
    mail.askedBy ?? null,
  );
}

/**
 * Queues a notice: a mail about an act of the user's own, or an admin's, so no budget (I9). A mailbox that is not
 * proven gets none: whoever typed its address, maybe a stranger, could fill it with them (I8). Throws for a kind of
 * mail that is no `notice`.
 *
 * @example
 * ```ts
 * function* work(sql: Sql, user: User, now: number): Work<void> {
 *   yield* queueNotice(sql, { kind: "greeting", userId: user.id, to: user, now });
 * }
 * ```
 */
export function* queueNotice(sql: Writing, mail: Omit<NewMail, "askedBy">): Work<void> {
  if (yield* mayBeTold(sql, mail)) yield* queueMail(sql, mail);
}

/** Whether a notice has a proven mailbox to go to. */
export function* mayBeTold(
  { kinds }: Writing,
  { kind, userId }: Pick<NewMail, "kind" | "userId">,
): Work<boolean> {
  if (kinds.mail(kind).notice !== true)
    throw new Error(`A ${kind} mail needs a place in the budget.`);
  if (userId === null) return true;
  const sql = "SELECT id FROM users WHERE id = ? AND confirmed_on IS NOT NULL";
  return (yield* row(sql, userId)) !== undefined;
}

/**
 * Counts a hit of a subject against a limit, in the transaction of what it allows; or refuses it and writes
 * nothing.
 */
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
