// What ends together with something else: links with their mails, and sessions.

import type { LinkEnd, LinkEvent, LinkPurpose } from "../../domain/link.ts";
import type { Instant } from "../../domain/time.ts";
import type { SessionEnd } from "../../ports/events.ts";
import { announce, HEARD, amongTypes, type Heard } from "./announce.ts";
import type { Writing } from "./shared-writes.ts";
import { leavePlace, type OverMail } from "./mail-places.ts";
import { changes, rows, type SqlValue, type Work } from "./work.ts";

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

type EndedSession = Heard & {
  readonly id: string;
  readonly user_id: string;
  readonly pending: number;
};

/** Ends the sessions of a user, except the one with the hash `but`; returns how many there were. */
export const endSessions = (
  sql: Writing,
  userId: string,
  why: SessionEnd,
  now: Instant,
  but = "",
): Work<number> =>
  endThose(sql, { which: "user_id = ? AND hash <> ?", values: [userId, but], why, now });

/** Ends one session of a user, by its id; false if it is not theirs. */
export function* endSessionById(
  sql: Writing,
  { id, userId }: { readonly id: string; readonly userId: string },
  why: SessionEnd,
  now: Instant,
): Work<boolean> {
  const which = "id = ? AND user_id = ?";
  return (yield* endThose(sql, { which, values: [id, userId], why, now })) === 1;
}

/** Ends the session with a hash, if there is one. */
export const endSessionByHash = (
  sql: Writing,
  hash: string,
  why: SessionEnd,
  now: Instant,
): Work<number> => endThose(sql, { which: "hash = ?", values: [hash], why, now });

type Ending = {
  /** A condition, from constant texts. */
  readonly which: string;
  readonly values: readonly SqlValue[];
  readonly why: SessionEnd;
  readonly now: Instant;
};

/**
 * Ends sessions, and tells of each. A pending one had not started. No other code deletes sessions, except where they have
 * run out, or their user is gone.
 */
export function* endThose(
  { ids }: Pick<Writing, "ids">,
  { which, values, why, now }: Ending,
): Work<number> {
  const ended = yield* rows<EndedSession>(
    ["DELETE FROM sessions WHERE", which, RETURNING].join(" "),
    ...values,
    amongTypes(ENDED),
  );
  for (const { id: session, user_id: userId, pending, heard } of ended) {
    if (heard !== 1 || pending === 1) continue;
    yield* announce({ ids }, { type: ENDED, userId, data: { session, why }, now });
  }
  return ended.length;
}

const ENDED = "session.ended";

const RETURNING = `RETURNING id, user_id, pending, ${HEARD}`;
