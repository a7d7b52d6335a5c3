// Whose a reset mail is: this is decided when it is handed over.

import { isSourceRoute } from "../../domain/email-address.ts";
import { newestWaiting } from "./links.ts";
import { ownerAndUndo, type MailRow, type Words } from "./resolve-mail.ts";
import { reserved } from "./email-change-reserved.ts";
import type { Sql } from "./shared-writes.ts";
import type { Work } from "./work.ts";

/**
 * From now on a reset belongs to the owner of the address. One for an address without an owner stays the
 * mailbox's: a stranger's registration cannot take it over, and no waiting page shows it (I7).
 */
export function* resolveReset(_: Sql, mail: MailRow, now: number): Work<Words> {
  const { owner, undoId, isOwned } = yield* ownerAndUndo(mail, now);
  if (undoId !== undefined) return { ...reserved(undoId), whose: null };
  const user = owner ?? (yield* newestWaiting(mail.email_key));
  if (user === undefined) {
    const kind = isSourceRoute(mail.email_key) ? undefined : "reset-no-user";
    return { kind, user, isOwned, whose: null };
  }
  const whose = user.confirmedOn === null ? null : user.id;
  return { kind: user.disabledOn === null ? "reset" : "reset-disabled", user, isOwned, whose };
}
