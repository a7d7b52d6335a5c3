// Reminders to mailboxes whose registrations are about to be removed.

import { REMINDER } from "../../domain/mail.ts";
import { resolveConfirmation } from "./confirmation-mails.ts";
import { CONFIRMATIONS } from "./registration.ts";
import { queueMail, record, type Sql } from "./shared-writes.ts";
import type { MailRow, Words } from "./resolve-mail.ts";
import type { Input } from "./verbs.ts";
import { changes, rows, type Work } from "./work.ts";

/** How many registrations one transaction looks at, so that nobody waits long for it. */
export const REMINDED_AT_ONCE = 200;

/** Of several registrations of one address, only the first reminds it. */
export function* remind(sql: Sql, input: Input<"remindRegistrations">): Work<number> {
  const { registeredAfter, registeredBefore, lifetime, now } = input;
  const waiting = yield* rows<{
    id: string;
    email: string;
    email_key: string;
    registered_on: number;
  }>(
    `SELECT id, email, email_key, registered_on FROM users
     WHERE confirmed_on IS NULL AND registered_on > ? AND registered_on <= ?
       AND reminded_on IS NULL AND disabled_on IS NULL AND deletes_on IS NULL AND admin = 0
       AND EXISTS (SELECT 1 FROM mails WHERE mails.user_id = users.id
         AND mails.kind IN ${CONFIRMATIONS} AND mails.state = 'sent')
     ORDER BY registered_on LIMIT ${REMINDED_AT_ONCE}`,
    registeredAfter,
    registeredBefore,
  );
  const reminded = new Set<string>();
  for (const { id, email, email_key: emailKey, registered_on: registeredOn } of waiting) {
    if (reminded.has(emailKey)) continue;
    reminded.add(emailKey);
    const noted = "UPDATE users SET reminded_on = ? WHERE email_key = ? AND confirmed_on IS NULL";
    yield* changes(noted, now, emailKey);
    yield* queueMail(sql, {
      kind: "confirm-reminder",
      userId: null,
      to: { email, emailKey },
      link: "confirm",
      about: String(registeredOn + lifetime),
      askedBy: REMINDER,
      now,
    });
    yield* record(sql, { now, actor: "system", act: "confirmation-reminded", userId: id });
  }
  return waiting.length;
}

/** Nobody is reminded whose address has an owner by now, or is reserved for one. */
export function* resolveReminder(sql: Sql, mail: MailRow, now: number): Work<Words> {
  const words = yield* resolveConfirmation(sql, mail, now);
  return words.kind === mail.kind ? words : { ...words, kind: undefined };
}
