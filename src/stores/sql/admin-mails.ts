import { OPERATOR } from "../../domain/mail-budget.ts";
import { CANCELLED_BY_OPERATOR, worthFor } from "../../domain/mail.ts";
import { done, refused } from "../../domain/result.ts";
import { MAIL, toMail, type MailRow } from "./admin-reads.ts";
import { isSuppressed } from "./bounces.ts";
import { triesOf } from "./mail-tries.ts";
import { leavePlace, type OverMail } from "./mail-places.ts";
import { forgetLastMail } from "./outbox-prepare.ts";
import { record, type Sql } from "./shared-writes.ts";
import { unmint } from "./outbox-hold.ts";
import type { Input, Output } from "./verbs.ts";
import { row, rows, type Work } from "./work.ts";

/**
 * A dead mail was not handed over, or bounced: it starts again from the beginning. It does not while its
 * address is suppressed, because it would only die again.
 */
export function* retryMail(
  sql: Sql,
  { mailId, actor, reason, now }: Input<"retryMail">,
): Output<"retryMail"> {
  const mail = yield* row<MailRow & { link_id: string | null; email_key: string }>(
    `SELECT ${MAIL}, mails.link_id, mails.email_key FROM mails WHERE id = ?`,
    mailId,
  );
  if (mail === undefined) return refused("not-found");
  if (mail.state !== "dead") return refused("not-dead");
  const { kind, email_key: emailKey, created_on: askedOn } = mail;
  const asked = { kind, userId: mail.user_id, askedBy: OPERATOR, emailKey, askedOn };
  if (yield* isSuppressed(sql, asked)) return refused("suppressed");
  if (!(yield* unmint(sql, mailId, mail.link_id))) return refused("link-over");
  const queued = yield* rows<MailRow>(
    `UPDATE mails SET state = 'queued', due_on = ?, worthless_on = ?, ended_on = NULL,
       attempts = 0, fault = NULL, fence = fence + 1, asked_by = '${OPERATOR}', account = NULL,
       tries = ?
     WHERE id = ? AND state = 'dead'
     RETURNING ${MAIL.replaceAll("mails.", "")}`,
    now,
    now + worthFor(sql.kinds.mail(kind)),
    yield* triesOf(mailId),
    mailId,
  );
  if (queued[0] === undefined) return refused("not-dead");
  yield* record(sql, {
    now,
    actor,
    act: "mail-retried",
    userId: mail.user_id,
    detail: detailOf(kind, reason),
  });
  return done(toMail(queued[0]));
}

export function* cancelMail(sql: Sql, input: Input<"cancelMail">): Output<"cancelMail"> {
  const { mailId, actor, reason, ordinary = false, now } = input;
  if (ordinary && !(yield* isOrdinary(sql, mailId))) return refused("higher-role");
  const cancelled = yield* rows<MailRow & OverMail>(
    `UPDATE mails SET state = 'cancelled', answer = '${CANCELLED_BY_OPERATOR}', fault = NULL,
       ended_on = ?
     WHERE id = ? AND ended_on IS NULL AND state <> 'sending'
     RETURNING ${MAIL.replaceAll("mails.", "")}, email_key, minted_on, may_have_arrived`,
    now,
    mailId,
  );
  const mail = cancelled[0];
  if (mail === undefined) {
    const known = yield* row("SELECT id FROM mails WHERE id = ?", mailId);
    return refused(known === undefined ? "not-found" : "not-waiting");
  }
  const { kind, user_id: userId } = mail;
  yield* leavePlace(mail, now);
  const detail = detailOf(kind, reason);
  yield* record(sql, { now, actor, act: "mail-cancelled", userId, detail });
  yield* forgetLastMail(sql, mailId, kind);
  return done(toMail(mail));
}

/**
 * A notice tells people what was done to their account, and often has the link that takes it back; without its mails, an admin
 * who is locked out stays so.
 */
function* isOrdinary({ kinds }: Sql, mailId: string): Work<boolean> {
  const mail = yield* row<{ kind: string; to_admin: number }>(
    `SELECT kind, CASE WHEN EXISTS (SELECT 1 FROM users WHERE users.id = mails.user_id AND users.admin = 1)
       OR EXISTS (SELECT 1 FROM users WHERE users.email_key = mails.email_key AND users.admin = 1)
       THEN 1 ELSE 0 END AS to_admin
     FROM mails WHERE id = ? AND ended_on IS NULL`,
    mailId,
  );
  return mail === undefined || (mail.to_admin === 0 && kinds.mail(mail.kind).notice !== true);
}

const detailOf = (kind: string, reason: string | undefined): string =>
  reason === undefined ? kind : `${kind}: ${reason}`;
