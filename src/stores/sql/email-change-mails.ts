// Whose the mail to a new address is: this is decided when it is handed over.

import { ownerAndUndo, readUser, type MailRow, type Words } from "./resolve-mail.ts";
import { isReserved, reserved } from "./email-change-reserved.ts";
import type { Sql } from "./shared-writes.ts";
import type { Work } from "./work.ts";

export function* resolveChange(_: Sql, mail: MailRow, now: number): Work<Words> {
  const { owner, undoId, isOwned } = yield* ownerAndUndo(mail, now);
  const user = yield* readUser(mail.user_id);
  if (owner !== undefined && owner.id !== user?.id) {
    return { kind: "address-in-use", user: owner, isOwned };
  }
  if (undoId !== undefined && user !== undefined) {
    if (yield* isReserved(mail.email_key, user.id, now)) return reserved(undoId);
    return { kind: mail.kind, user, isOwned, undoId };
  }
  return { kind: mail.kind, user, isOwned };
}
