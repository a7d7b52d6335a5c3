// Notices about logins. They are written beside the outbox, in the transaction of the login, and queued by
// whoever sends mails next: a lock on `mails` keeps nobody from logging in.

import type { MailKind } from "../../domain/mail.ts";
import { mayBeTold, queueMail, type Writing, type NewMail } from "./shared-writes.ts";
import { changes, rows, type Work } from "./work.ts";

/** Like `queueNotice`, but does not touch the outbox. */
export function* leaveNotice(
  sql: Writing,
  notice: Pick<NewMail, "kind" | "userId" | "to" | "about" | "now">,
): Work<void> {
  if (!(yield* mayBeTold(sql, notice))) return;
  yield* changes(
    `INSERT INTO notices (id, kind, user_id, email, email_key, about, left_on)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
    sql.ids.ordered(notice.now),
    notice.kind,
    notice.userId,
    notice.to.email,
    notice.to.emailKey,
    notice.about ?? null,
    notice.now,
  );
}

type Left = {
  readonly kind: MailKind;
  readonly user_id: string | null;
  readonly email: string;
  readonly email_key: string;
  readonly about: string | null;
  readonly left_on: number;
};

/** After a long lock there may be many; the rest is queued at the next claims. */
const BATCH_SIZE = 100;

const TAKE = `DELETE FROM notices
  WHERE id IN (SELECT id FROM notices ORDER BY id LIMIT ${BATCH_SIZE})
  RETURNING kind, user_id, email, email_key, about, left_on`;

/** Queues the notices that wait. */
export function* queueLeft(sql: Writing): Work<void> {
  for (const left of yield* rows<Left>(TAKE)) {
    yield* queueMail(sql, {
      kind: left.kind,
      userId: left.user_id,
      to: { email: left.email, emailKey: left.email_key },
      ...(left.about === null ? {} : { about: left.about }),
      now: left.left_on,
    });
  }
}
