// What ends together with something else: links with their mails, and sessions.

import type { LinkEnd, LinkEvent, LinkPurpose } from "../../domain/link.ts";
import type { Instant } from "../../domain/time.ts";
import type { Writing } from "./shared-writes.ts";
import { leavePlace, type OverMail } from "./mail-places.ts";
import { changes, rows, type Work } from "./work.ts";

const END_LINKS = `UPDATE links SET ended_on = ?, ended_why = ?
  WHERE user_id = ? AND ended_on IS NULL AND purpose IN (:purposes) RETURNING id`;

/**
 * Ends the links of a user that do not outlive an event, cancels their mails, and frees the places of those
 * mails. A mail that a sender has claimed is left alone, because its server may have accepted it already; if
 * not, it is cancelled because of its link when it would be tried again. Returns how many links ended.
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
       RETURNING id, email_key, minted_on, may_have_arrived`,
      why.mail,
      now,
      id,
    );
    for (const mail of cancelled) yield* leavePlace(mail, now);
  }
  return ended.length;
}

/**
 * Links mailed to any other address are replaced. A user who types the same address again keeps what is in the
 * mailbox already: the mailbox may be full, and then no newer link would arrive.
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
     RETURNING id, email_key, minted_on, may_have_arrived`,
    now,
    userId,
    emailKey,
  );
  for (const mail of cancelled) yield* leavePlace(mail, now);
}

/** Ends the links of one purpose; returns how many had not ended yet. */
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

/** Ends the sessions of a user; returns how many there were. */
export function* endSessions(userId: string): Work<number> {
  return yield* changes("DELETE FROM sessions WHERE user_id = ?", userId);
}
