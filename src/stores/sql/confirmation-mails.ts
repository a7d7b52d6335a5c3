// Whose a confirmation mail is: this is decided when it is handed over.

import { newestWaiting } from "./links.ts";
import { ownerAndUndo, readUser, type MailRow, type Words } from "./resolve-mail.ts";
import { reserved } from "./email-change-reserved.ts";
import type { Sql } from "./shared-writes.ts";
import type { Work } from "./work.ts";

export function* resolveConfirmation(_: Sql, mail: MailRow, now: number): Work<Words> {
  const { owner, undoId, isOwned } = yield* ownerAndUndo(mail, now);
  const user =
    mail.user_id === null ? yield* newestWaiting(mail.email_key) : yield* readUser(mail.user_id);
  if (owner !== undefined && owner.id !== user?.id) {
    return { kind: "already-registered", user: owner, isOwned };
  }
  if (undoId !== undefined) return reserved(undoId);
  return { kind: user && mail.kind, user, isOwned };
}
