// What a user is told of a change of their credentials, or of their use.

import type { Instant } from "../../domain/time.ts";
import type { CredentialNews } from "../../ports/credential-store.ts";
import { countNotice, queueNotice, record, type Sql } from "./shared-writes.ts";
import { presentUser } from "./users.ts";
import type { Work } from "./work.ts";

/** A notice to the mailbox, and a line in the audit log, in the transaction of what they tell. */
export function* tell(
  sql: Sql,
  userId: string,
  { mail: kind, act, about, link, limit }: CredentialNews,
  now: Instant,
  actor = "user",
): Work<void> {
  yield* record(sql, { now, actor, act, userId, detail: about });
  if (limit !== undefined && !(yield* countNotice(limit, kind, userId, now)).allowed) return;
  const to = yield* presentUser(userId);
  yield* queueNotice(sql, {
    kind,
    userId,
    to,
    ...(about === undefined ? {} : { about }),
    ...(link === undefined ? {} : { link }),
    now,
  });
}
