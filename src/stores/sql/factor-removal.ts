// The end of a wait for the removal of a lost second factor: whatever shows that it is not lost, or that somebody else
// may have asked for it.

import type { LinkEnd } from "../../domain/link.ts";
import type { Instant } from "../../domain/time.ts";
import { endLinksFor } from "./endings.ts";
import { leaveNotice } from "./notices.ts";
import { record, type Writing } from "./shared-writes.ts";
import { presentUser } from "./users.ts";
import { changes, type Work } from "./work.ts";

/** Ends the wait of a user, with every link that begins or stops one. False if none was running. */
export function* endRemoval(userId: string, why: LinkEnd, now: Instant): Work<boolean> {
  const ended = yield* changes("DELETE FROM factor_removals WHERE user_id = ?", userId);
  if (ended === 0) return false;
  yield* endLinksFor(userId, "keep-factor", why, now);
  yield* endLinksFor(userId, "lose-factor", "replaced", now);
  return true;
}

/** The same, and tells the mailbox that the factor stays. `actor` is who ended it. */
export function* keepFactor(
  sql: Writing,
  userId: string,
  actor: "user" | "mailbox-owner",
  now: Instant,
): Work<boolean> {
  if (!(yield* endRemoval(userId, "replaced", now))) return false;
  const to = yield* presentUser(userId);
  yield* leaveNotice(sql, { kind: "factor-removal-stopped", userId, to, now });
  yield* record(sql, { now, actor, act: "factor-removal-stopped", userId });
  return true;
}
