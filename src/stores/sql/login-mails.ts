// Whose the notice of a paused password is: this is decided when it is handed over.

import { isClosed } from "../../domain/user.ts";
import { ownerAndUndo, type MailRow, type Words } from "./resolve-mail.ts";
import { isRowOfWrong } from "./tries.ts";
import type { Sql } from "./shared-writes.ts";
import type { Work } from "./work.ts";

/** From now on it belongs to the owner of the address, and is deleted with that user. */
export function* resolvePaused(_: Sql, mail: MailRow, now: number): Work<Words> {
  const { owner, isOwned } = yield* ownerAndUndo(mail, now);
  const isOpen = owner !== undefined && !isClosed(owner);
  // A correct password, even the hundredth itself, or a reset may have ended the row in the meantime.
  const stands = isOpen && (yield* isRowOfWrong(mail.email_key));
  const whose = owner?.id ?? null;
  return { kind: stands ? mail.kind : undefined, user: owner, isOwned, whose };
}
