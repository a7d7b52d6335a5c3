import { done, refused } from "../../domain/result.ts";
import {
  canBeSuppressed,
  isTold,
  isWorthATry,
  suppressedAnswer,
  type Tellable,
} from "../../domain/suppression.ts";
import type { MailKind } from "../../domain/mail.ts";
import type { Instant } from "../../domain/time.ts";
import type { BounceStore } from "../../ports/bounces-store.ts";
import { payForComplaint } from "./first-contacts.ts";
import { triesOf } from "./mail-tries.ts";
import { record, type Sql } from "./shared-writes.ts";
import { putStop } from "./stops.ts";
import { hasOwner, shareFate, untell } from "./stops-met.ts";
import type { Input, Output } from "./verbs.ts";
import { changes, row, rows, type Work } from "./work.ts";

export const bounceStore = (sql: Sql): BounceStore => ({
  recordBounce: (input) => sql.driver.write(() => recordBounce(sql, input)),
  recordComplaint: (input) => sql.driver.write(() => recordComplaint(sql, input)),
  findSentTo: (input) => sql.driver.read(() => findSentTo(input)),
  keepUnread: (input) => sql.driver.write(() => keepUnread(input)),
  listUnread: (input) => sql.driver.report(() => listUnread(input)),
  listSuppressions: (input) => sql.driver.report(() => listSuppressions(input)),
  liftSuppression: (input) => sql.driver.write(() => liftSuppression(sql, input)),
});

/**
 * This also applies to a mail whose server has not answered yet, or whose answer was lost: a server nearby may
 * send the report before the answer is committed, and a report proves that the mail was received.
 */
function* recordBounce(sql: Sql, input: Input<"recordBounce">): Output<"recordBounce"> {
  const { mailId, answer, fault, now } = input;
  const bounced = yield* rows<Bounced>(
    `UPDATE mails SET state = 'dead', answer = ?, fault = ?, ended_on = ?, tries = ?
     WHERE id = ? AND state IN ('sent', 'sending', 'retry')
     RETURNING id, user_id, kind, email_key, asked_by`,
    answer,
    fault,
    now,
    yield* triesOf(mailId),
    mailId,
  );
  const mail = bounced[0];
  if (mail === undefined) {
    const known = yield* row("SELECT id FROM mails WHERE id = ?", mailId);
    return refused(known === undefined ? "unknown-mail" : "not-sent");
  }
  const alike = yield* shareFate<Bounced>(input, now);
  for (const each of [mail, ...alike]) {
    const told = isTold({
      rules: sql.kinds.mail(each.kind),
      userId: each.user_id,
      askedBy: each.asked_by,
    });
    if (fault === "address") yield* suppress(each.email_key, told, input);
    yield* record(sql, {
      now,
      actor: "system",
      act: "mail-bounced",
      userId: each.user_id,
      detail: each.kind,
      data: { mail: each.id, kind: each.kind, fault },
    });
  }
  yield* untell(mailId);
  return done(null);
}

type Bounced = {
  readonly id: string;
  readonly user_id: string | null;
  readonly kind: MailKind;
  readonly email_key: string;
  readonly asked_by: string | null;
};

function* suppress(
  emailKey: string,
  told: boolean,
  { mailId, answer, now }: Pick<Input<"recordBounce">, "mailId" | "answer" | "now">,
): Work<void> {
  yield* changes(
    `INSERT INTO suppressions (email_key, since, answer, mail_id, told_since, told_answer)
     VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (email_key) DO UPDATE SET since = excluded.since, answer = excluded.answer,
       mail_id = excluded.mail_id,
       told_since = COALESCE(excluded.told_since, suppressions.told_since),
       told_answer = COALESCE(excluded.told_answer, suppressions.told_answer)`,
    emailKey,
    now,
    answer,
    mailId,
    told ? now : null,
    told ? answer : null,
  );
}

/** The mail stays as it is, because it arrived. Nothing that a page shows follows from a complaint. */
function* recordComplaint(sql: Sql, input: Input<"recordComplaint">): Output<"recordComplaint"> {
  const { mailId, mailbox, stopEndsOn: endsOn, rules, now } = input;
  const found = yield* rows<Omit<Bounced, "id" | "asked_by"> & { readonly account: string | null }>(
    `UPDATE mails SET complained_on = ?
     WHERE id = ? AND complained_on IS NULL AND silent = 0 AND state IN ('sent', 'sending', 'retry')
     RETURNING user_id, kind, email_key, account`,
    now,
    mailId,
  );
  const mail = found[0];
  if (mail === undefined) return refused(yield* whyNotComplained(mailId));
  const { kind, user_id: userId, email_key: emailKey } = mail;
  yield* suppress(emailKey, false, input);
  if (!(yield* hasOwner(emailKey))) {
    yield* putStop(sql, { mailbox, endsOn, now });
    // Whoever confirms with this very mail ends the stop.
    yield* changes("UPDATE mails SET stop = ? WHERE id = ?", mailbox[0] ?? null, mailId);
  }
  yield* payForComplaint(rules, mail.account, now);
  yield* record(sql, { now, actor: "system", act: "mail-complained", userId, detail: kind });
  return done(null);
}

function* whyNotComplained(mailId: string): Work<"unknown-mail" | "not-sent" | "known-complaint"> {
  const sql = "SELECT complained_on FROM mails WHERE id = ?";
  const known = yield* row<{ complained_on: number | null }>(sql, mailId);
  if (known === undefined) return "unknown-mail";
  return known.complained_on === null ? "not-sent" : "known-complaint";
}

/** More mails than a mailbox gets in the days in which a service reports. */
const SENT_AT_MOST = 100;

const findSentTo = ({ emailKey }: Input<"findSentTo">): Output<"findSentTo"> =>
  rows<{ id: string; answer: string }>(
    `SELECT id, answer FROM mails WHERE email_key = ? AND state = 'sent' AND answer IS NOT NULL
     ORDER BY ended_on DESC LIMIT ${SENT_AT_MOST}`,
    emailKey,
  );

function* keepUnread({ mailId, gist, keep, now }: Input<"keepUnread">): Output<"keepUnread"> {
  yield* changes(
    `INSERT INTO unread_reports (mail_id, came_on, gist) SELECT id, ?, ? FROM mails WHERE id = ?
     ON CONFLICT (mail_id) DO UPDATE SET came_on = excluded.came_on, gist = excluded.gist`,
    now,
    gist,
    mailId,
  );
  yield* changes(
    `DELETE FROM unread_reports WHERE mail_id NOT IN
       (SELECT mail_id FROM unread_reports ORDER BY came_on DESC, mail_id DESC LIMIT ?)`,
    keep,
  );
}

function* listUnread({ limit }: Input<"listUnread">): Output<"listUnread"> {
  const found = yield* rows<{
    mail_id: string;
    email: string | null;
    came_on: number;
    gist: string;
  }>(
    `SELECT unread_reports.mail_id, mails.email, unread_reports.came_on, unread_reports.gist
     FROM unread_reports LEFT JOIN mails ON mails.id = unread_reports.mail_id
     ORDER BY unread_reports.came_on DESC, unread_reports.mail_id DESC LIMIT ?`,
    limit,
  );
  return found.map((each) => ({
    mailId: each.mail_id,
    email: each.email,
    cameOn: each.came_on,
    gist: each.gist,
  }));
}

type Asked = Omit<Tellable, "rules"> & {
  readonly kind: MailKind;
  readonly emailKey: string;
  readonly askedOn: Instant;
};

/** Whether a mail would be held back now. */
export function* isSuppressed(sql: Sql, mail: Asked): Work<boolean> {
  const bounce = yield* bounceBefore(sql, mail);
  return bounce !== undefined && !isWorthATry(mail.askedOn, bounce.since);
}

/**
 * The answer for a mail whose address is suppressed; undefined if it may be sent. A mail that was asked for
 * late enough lifts the suppression.
 */
export function* suppressedBy(sql: Sql, mail: Asked, now: Instant): Work<string | undefined> {
  const bounce = yield* bounceBefore(sql, mail);
  if (bounce === undefined) return undefined;
  if (!isWorthATry(mail.askedOn, bounce.since)) return suppressedAnswer(bounce.answer);
  if (bounce.mayLift) {
    yield* liftSuppression(sql, { emailKey: mail.emailKey, actor: "system", now });
  }
  return undefined;
}

/**
 * The bounce that counts for a mail, and whether the mail may lift the suppression. What a page shows depends
 * only on bounces of the mails that it shows, and only such a mail lifts it.
 */
function* bounceBefore(
  sql: Sql,
  mail: Asked,
): Work<{ since: Instant; answer: string; mayLift: boolean } | undefined> {
  if (!canBeSuppressed(sql.kinds.mail(mail.kind))) return undefined;
  const found = yield* row<{
    since: Instant;
    answer: string;
    told_since: Instant | null;
    told_answer: string | null;
  }>(
    "SELECT since, answer, told_since, told_answer FROM suppressions WHERE email_key = ?",
    mail.emailKey,
  );
  if (found === undefined) return undefined;
  const { since, answer, told_since: told } = found;
  if (!isTold({ ...mail, rules: sql.kinds.mail(mail.kind) }))
    return { since, answer, mayLift: told === null };
  return told === null
    ? undefined
    : { since: told, answer: found.told_answer ?? "", mayLift: true };
}

const SUPPRESSIONS = "SELECT email_key, since, answer, mail_id FROM suppressions";

type SuppressionRow = { email_key: string; since: number; answer: string; mail_id: string };

function* listSuppressions({
  limit,
  emailKey,
  after = { since: Number.MAX_SAFE_INTEGER, email: "" },
}: Input<"listSuppressions">): Output<"listSuppressions"> {
  const found =
    emailKey === undefined
      ? yield* rows<SuppressionRow>(
          `${SUPPRESSIONS} WHERE (since, email_key) < (?, ?)
           ORDER BY since DESC, email_key DESC LIMIT ?`,
          after.since,
          after.email,
          limit,
        )
      : yield* rows<SuppressionRow>(`${SUPPRESSIONS} WHERE email_key = ?`, emailKey);
  return found.map((each) => ({
    email: each.email_key,
    since: each.since,
    answer: each.answer,
    mailId: each.mail_id,
  }));
}

function* liftSuppression(
  sql: Sql,
  { emailKey, actor, reason, now }: Input<"liftSuppression">,
): Output<"liftSuppression"> {
  const lifted = yield* rows<{ mail_id: string }>(
    "DELETE FROM suppressions WHERE email_key = ? RETURNING mail_id",
    emailKey,
  );
  if (lifted[0] === undefined) return false;
  const { mail_id: mailId } = lifted[0];
  const detail = reason === undefined ? mailId : `${mailId}: ${reason}`;
  yield* record(sql, { now, actor, act: "suppression-lifted", userId: null, detail });
  return true;
}
