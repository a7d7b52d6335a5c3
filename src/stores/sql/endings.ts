// What ends with something else: links with their mails, and sessions.

import type { LinkEnd, LinkEvent, LinkPurpose } from "../../domain/link.ts";
import type { Instant } from "../../domain/time.ts";
import type { Writing } from "./shared-writes.ts";
import { leavePlace, type OverMail } from "./mail-places.ts";
import { changes, rows, type Work } from "./work.ts";

const END_LINKS = `UPDATE links SET ended_on = ?, ended_why = ?
  WHERE user_id = ? AND ended_on IS NULL AND purpose IN (:purposes) RETURNING id`;

/**
 * Ends the links of a user that do not outlive an event, cancels their mails, and gives the places of those
 * back. What a sender has in hand goes on, since its server may have taken it already; if not, it is
 * cancelled for its link when it would be tried again. Returns how many links ended.
 */
export function* endLinks(
  { kinds }: Writing,
  userId: string,
  by: LinkEvent,
  why: { readonly link: LinkEnd; readonly mail: string },
  now: Instant,
): Work<number> {
  const ended = yield* rows<{ id: string }>(
    END_LINKS.replace(":purposes", kinds.purposes.endedBy[by]),
    now,
    why.link,
    userId,
  );
  for (const { id } of ended) {
    const cancelled = yield* rows<OverMail>(
      `UPDATE mails SET state = 'cancelled', answer = ?, ended_on = ?
       WHERE link_id = ? AND ended_on IS NULL AND state <> 'sending'
       RETURNING id, email_key, fault, minted_on`,
      why.mail,
      now,
      id,
    );
    for (const mail of cancelled) yield* leavePlace(mail, now);
  }
  return ended.length;
}

/**
 * Whatever went to another address is replaced. Who types the same one again keeps what is in the
 * mailbox already: that may be full, and then no newer link would come.
 */
export function* leaveAddresses(userId: string, emailKey: string, now: Instant): Work<void> {
  yield* changes(
    `UPDATE links SET ended_on = ?, ended_why = 'replaced'
     WHERE user_id = ? AND email_key <> ? AND ended_on IS NULL`,
    now,
    userId,
    emailKey,
  );
  const cancelled = yield* rows<OverMail>(
    `UPDATE mails SET state = 'cancelled', answer = 'address-changed', ended_on = ?
     WHERE user_id = ? AND email_key <> ? AND link_id IS NOT NULL AND ended_on IS NULL
       AND state <> 'sending'
     RETURNING id, email_key, fault, minted_on`,
    now,
    userId,
    emailKey,
  );
  for (const mail of cancelled) yield* leavePlace(mail, now);
}

/** Ends the links of one purpose, and returns how many were not over yet. */
export function* endLinksFor(
  userId: string,
  purpose: LinkPurpose,
  why: LinkEnd,
  now: Instant,
): Work<number> {
  return yield* changes(
    "UPDATE links SET ended_on = ?, ended_why = ? WHERE user_id = ? AND purpose = ? AND ended_on IS NULL",
    now,
    why,
    userId,
    purpose,
  );
}

/** Ends the sessions of a user, and returns how many there were. */
export function* endSessions(userId: string): Work<number> {
  return yield* changes("DELETE FROM sessions WHERE user_id = ?", userId);
}
