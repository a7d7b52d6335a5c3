import { worthFor } from "../../domain/mail.ts";
import { done, refused } from "../../domain/result.ts";
import type { AdminStore } from "../../features/admin/store.ts";
import { MAIL, toMail, type MailRow } from "./admin-reads.ts";
import { record, type Sql } from "./facts.ts";
import { unmint } from "./outbox-hold.ts";
import { row, rows, type Work } from "./work.ts";

/** A dead mail was never handed over, so it begins anew. */
export function* retryMail(
  sql: Sql,
  { mailId, actor, reason, now }: Parameters<AdminStore["retryMail"]>[0],
): Work<Awaited<ReturnType<AdminStore["retryMail"]>>> {
  const mail = yield* row<MailRow & { link_id: string | null }>(
    `SELECT ${MAIL}, mails.link_id FROM mails WHERE id = ?`,
    mailId,
  );
  if (mail === undefined) return refused("not-found");
  if (mail.state !== "dead") return refused("not-dead");
  if (!(yield* unmint(mailId, mail.link_id))) return refused("link-over");
  const queued = yield* rows<MailRow>(
    `UPDATE mails SET state = 'queued', due_on = ?, worthless_on = ?, ended_on = NULL,
       attempts = 0, fence = fence + 1
     WHERE id = ? AND state = 'dead'
     RETURNING ${MAIL.replaceAll("mails.", "")}`,
    now,
    now + worthFor(mail.kind),
    mailId,
  );
  if (queued[0] === undefined) return refused("not-dead");
  yield* record(sql.ids, {
    now,
    actor,
    act: "mail-retried",
    userId: mail.user_id,
    detail: reason === undefined ? mail.kind : `${mail.kind}: ${reason}`,
  });
  return done(toMail(queued[0]));
}
