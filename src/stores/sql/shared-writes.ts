// Rows that many actions write besides their own: audit lines, mails, hits of limits.

import type { EventData } from "../../domain/event.ts";
import type { Trust } from "../../domain/first-contacts.ts";
import { decide, memoryOf, type Limit, type Verdict } from "../../domain/limits.ts";
import type { LinkPurpose } from "../../domain/link.ts";
import { priorityOf, worthFor, type MailKind } from "../../domain/mail.ts";
import type { AskedBy } from "../../domain/mail-budget.ts";
import type { Instant } from "../../domain/time.ts";
import { noteForCohorts } from "./cohort-news.ts";
import { HEARD, amongTypes, queueEvent, type Heard } from "./announce.ts";
import type { Kinds } from "./kinds.ts";
import { changes, row, type SqlDriver, type Work } from "./work.ts";

/** What every feature's SQL is built on. */
export type Sql = { readonly driver: SqlDriver; readonly ids: Ids; readonly kinds: Kinds };
/** What is needed to write rows. */
export type Writing = Pick<Sql, "ids" | "kinds">;

/** Fresh ids: unguessable ones for links, and ones in the order of time for rows. */
export type Ids = { readonly link: () => string; readonly ordered: (now: Instant) => string };

/** A line of the audit log: who did what to whom, and when. */
export type AuditLine = {
  readonly now: Instant;
  /** Who did it: "user", "visitor", "system", or a named admin or operator. */
  readonly actor: string;
  readonly act: string;
  readonly userId: string | null;
  readonly detail?: string | undefined;
  /** The facts of the event that it causes: see `EventRules`. */
  readonly data?: EventData;
};

/**
 * Writes a line of the audit log, in the transaction of the action that it records, and the event that the act causes,
 * if somebody listens. `act` is one that the feature has words for under `auditActs`; throws for any other. The event
 * tells of the user as they are now: if the action removes them, record it first.
 *
 * @example
 * ```ts
 * function* work(sql: Sql, user: User, now: number): Work<void> {
 *   yield* record(sql, { now, actor: "user", act: "greeted", userId: user.id });
 * }
 * ```
 */
export function* record(sql: Writing, line: AuditLine): Work<void> {
  const { now, actor, act, userId, detail, data } = line;
  const type = sql.kinds.eventOf(act);
  const id = sql.ids.ordered(now);
  const values = [id, now, actor, act, userId, detail ?? null];
  const added =
    type === undefined
      ? void (yield* changes(ADD_LINE, ...values))
      : yield* row<Heard>(ADD_LINE_AND_ASK, ...values, amongTypes(type));
  yield* noteForCohorts(id, act, userId);
  if (type !== undefined && added?.heard === 1) {
    yield* queueEvent({ id, type, userId, data: { cause: act, ...data }, now });
  }
}

const ADD_LINE =
  "INSERT INTO audit (id, happened_on, actor, act, user_id, detail) VALUES (?, ?, ?, ?, ?, ?)";

const ADD_LINE_AND_ASK = `${ADD_LINE} RETURNING ${HEARD}`;

/** An address as people write it, and as it is compared. */
export type Addressee = { readonly email: string; readonly emailKey: string };

/** A mail to be queued. */
export type NewMail = {
  readonly kind: MailKind;
  readonly userId: string | null;
  readonly to: Addressee;
  /** If it names a purpose, a link is written with the mail; it does not work before the hand-over. */
  readonly link?: LinkPurpose;
  readonly about?: string;
  /** The reader's language, for a mail whose reader's row is gone when it is sent; default: as in that row. */
  readonly language?: string | null;
  /** Who asked for it, if it needs a place in the mailbox's budget. */
  readonly askedBy?: AskedBy;
  /** When it is first tried; default: now. */
  readonly dueOn?: Instant | undefined;
  /** What speaks for whoever asked; nothing where nothing is said. */
  readonly trust?: Trust;
  readonly now: Instant;
};

/**
 * Adds a mail to the outbox, and its link if it has one, in the transaction of its cause. It is sent after the
 * commit. No other code adds to the outbox. Returns the ids of both.
 *
 * @example
 * ```ts
 * function* work(sql: Sql, user: User, now: number): Work<void> {
 *   const askedBy = askedByOwn("user", user.id);
 *   yield* queueMail(sql, { kind: "greeting", userId: user.id, to: user, link: "greeting", askedBy, now });
 * }
 * ```
 */
export function* queueMail(
  { ids, kinds }: Writing,
  mail: NewMail,
): Work<{ readonly id: string; readonly linkId: string | null }> {
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
      kinds.purpose(mail.link).wayBack === true ? yield* nextWayBack(kinds, mail) : mail.now,
    );
  }
  const id = ids.ordered(mail.now);
  yield* changes(
    `INSERT INTO mails (id, kind, user_id, link_id, email, email_key, state, priority, created_on,
       due_on, worthless_on, about, asked_by, trust, language)
     VALUES (?, ?, ?, ?, ?, ?, 'queued', ?, ?, ?, ?, ?, ?, ?, ?)`,
    id,
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
    mail.trust ?? 0,
    mail.language ?? null,
  );
  return { id, linkId };
}

/** When the next link that takes an account back was written: now, but after every other, whatever the clock says. */
function* nextWayBack(
  { purposes }: Kinds,
  { userId, now }: Pick<NewMail, "userId" | "now">,
): Work<Instant> {
  const found = yield* row<{ last: number | null }>(
    LAST_WAY_BACK.replace(":purposes", purposes.wayBack),
    userId,
  );
  return Math.max(now, (found?.last ?? 0) + 1);
}

const LAST_WAY_BACK = `SELECT MAX(created_on) AS last FROM links
  WHERE user_id = ? AND purpose IN (:purposes) AND ended_on IS NULL`;

/**
 * Queues a notice: a mail about an action of the user's own, or an admin's, so no budget applies (I9). An
 * unproven mailbox gets none: whoever typed its address, maybe a stranger, could fill it with them (I8). Throws
 * for a kind of mail that is not a `notice`.
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
 * Counts a hit of a subject against a limit, in the transaction of what the limit allows; or refuses it and
 * writes nothing.
 */
export function* countHit(limit: Limit, of: string, now: Instant): Work<Verdict> {
  const subject = `${limit.name}:${of}`;
  const verdict = decide(limit, yield* readHits(subject), now);
  if (verdict.allowed) yield* keepHits(subject, verdict.hits, now + memoryOf(limit));
  return verdict;
}

/**
 * Counts an action of a user that mails the owner a notice. Notices are not counted in the mailbox's budget, so
 * that nobody can use it up to act unseen; without this limit, whoever knows the password could cause any
 * number of them.
 */
export const countNotice = (
  limit: Limit,
  kind: MailKind,
  userId: string,
  now: Instant,
): Work<Verdict> => countHit(limit, `${kind}|${userId}`, now);

/**
 * Keeps the hits of a subject. It is called only for allowed hits: if a refusal wrote a row, anybody could fill
 * the table by being refused. Two transactions that read the same hits cannot both store theirs, because
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
