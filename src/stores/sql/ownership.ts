// Who owns an address, and what ends when somebody becomes its owner or a credential changes.
//
// No other code writes rows of `addresses`, `users.email` or `users.confirmed_on`, or ends what a former owner,
// another registrant or a thief still holds. A feature that changes any of it calls one of the functions here.

import type { NewCredential } from "../../domain/evidence.ts";
import type { LinkEnd, LinkEvent, LinkPurpose } from "../../domain/link.ts";
import type { SessionEnd } from "../../ports/events.ts";
import { done, refused, type Done, type Refused, type Result } from "../../domain/result.ts";
import type { Instant } from "../../domain/time.ts";
import type { ConfirmedVia, User } from "../../domain/user.ts";
import { removeCredentials, removeFirstFactors, setPassword } from "./credentials.ts";
import { endLinks, endSessions } from "./endings.ts";
import { noteForCohorts } from "./cohort-news.ts";
import { record, type Writing } from "./shared-writes.ts";
import { addRows } from "./many-rows.ts";
import { endRemoval, keepFactor } from "./factor-removal.ts";
import { removeUnconfirmed } from "./removals.ts";
import { forgetBrowsers } from "./remembered-browsers.ts";
import { RESERVED } from "./email-change-reserved.ts";
import { endStopOf } from "./stops-met.ts";
import { takeRowAlong } from "./tries.ts";
import { changes, row, rows, type Work } from "./work.ts";

export type NewOwner = {
  readonly userId: string;
  readonly emailKey: string;
  readonly via: ConfirmedVia;
  /**
   * The purpose of the link that proves the mailbox: whoever opens another one of that purpose is told that it
   * was used, not that the address is taken.
   */
  readonly provenBy?: LinkPurpose;
  /** Who confirmed, and how, for the audit log. */
  readonly actor: string;
  readonly detail: string | undefined;
  readonly now: Instant;
};

/**
 * Makes a user the owner of the address that it waits for.
 *
 * I1: an address has one owner. The address's row is written first, and its primary key decides;
 * `address-taken` if somebody has the address, or may still undo a change that freed it. I2: nobody owns an
 * unproven address. `prove` uses up the proof; if that is refused, the address is given back and nothing was
 * written. I4: once the owner has proven the address, the links that waited for it are no longer needed, and
 * every other registration of it ends with its sessions, links and mails. The links of the mailbox that
 * belonged to nobody yet end too: otherwise they would affect the owner; and a stop of mails to it ends. I10: a line in the audit log.
 *
 * The order matters. Concurrent registrations of an address meet at the row of the address, before any of them
 * holds a row that the winner wants to remove, so they cannot deadlock.
 */
export function* becomeOwner<Reason extends string>(
  sql: Writing,
  owner: NewOwner,
  prove: () => Work<Done<null> | Refused<Reason>>,
): Work<Done<null> | Refused<Reason | "address-taken">> {
  const { userId, emailKey, via, now } = owner;
  if (!(yield* claim(userId, emailKey, now))) return refused("address-taken");
  const proven = yield* prove();
  if (!proven.ok) {
    yield* changes("DELETE FROM addresses WHERE email_key = ? AND user_id = ?", emailKey, userId);
    return proven;
  }
  const confirmed = yield* changes(
    `UPDATE users SET confirmed_on = ?, confirmed_via = ?
     WHERE id = ? AND email_key = ? AND confirmed_on IS NULL AND disabled_on IS NULL`,
    now,
    via,
    userId,
    emailKey,
  );
  if (confirmed !== 1) throw new Error("An address was claimed for nobody who waits for it.");
  yield* endLinks(sql, userId, "recovery", { link: "used", mail: "confirmed" }, now);
  yield* takeOver(sql, owner);
  const { actor, detail } = owner;
  yield* record(sql, { now, actor, act: "confirmed", userId, detail });
  return done(null);
}

/** Owners of addresses that another system has proven, and nobody here has or waits for: see `takeOver`. */
export const addOwners = (
  owners: readonly (Pick<NewOwner, "userId" | "emailKey"> & { readonly confirmedOn: Instant })[],
  now: Instant,
): Work<void> =>
  addRows(
    "addresses",
    ["email_key", "user_id", "claimed_on", "devices_since"],
    owners.map(({ emailKey, userId, confirmedOn }) => [emailKey, userId, confirmedOn, now]),
  );

/** Ends what waited for an address that a user owns from now on. */
export function* takeOver(
  sql: Writing,
  { userId, emailKey, provenBy, now }: Pick<NewOwner, "userId" | "emailKey" | "provenBy" | "now">,
): Work<void> {
  yield* removeRivals(sql, userId, emailKey, now);
  yield* endMailboxLinks(sql, emailKey, provenBy, now);
  yield* endStopOf(emailKey);
}

/**
 * The owner has shown that the mailbox is theirs, but not that the registration is: somebody else may have made it. Nothing
 * is kept of what was chosen, said or accepted in it, or of where it was going.
 */
export function* forgetRegistrant({ ids }: Writing, userId: string, now: Instant): Work<void> {
  yield* removeCredentials(userId);
  yield* changes(
    `UPDATE users SET next_path = NULL, language = NULL, source = NULL, fields = NULL, terms = NULL
     WHERE id = ?`,
    userId,
  );
  yield* noteForCohorts(ids.ordered(now), "registrant-forgotten", userId);
}

/**
 * Makes a user the owner of another address instead of the present one. Returns false and writes nothing if
 * somebody has it or it is reserved (I1). Other registrations of it end as above. The row of wrong passwords
 * moves to the new address: otherwise a hundred more could be tried.
 */
export function* moveOwner(
  sql: Writing,
  user: Pick<User, "id" | "emailKey">,
  to: { readonly email: string; readonly emailKey: string },
  now: Instant,
): Work<boolean> {
  const { id: userId } = user;
  const moved = yield* changes(
    `UPDATE addresses SET email_key = ?, claimed_on = ?, devices_since = ?
     WHERE user_id = ? AND NOT EXISTS (SELECT 1 FROM addresses WHERE email_key = ?)
       AND NOT ${RESERVED}`,
    to.emailKey,
    now,
    now,
    userId,
    to.emailKey,
    to.emailKey,
    userId,
    now,
  );
  if (moved !== 1) return false;
  yield* changes(
    "UPDATE users SET email = ?, email_key = ? WHERE id = ?",
    to.email,
    to.emailKey,
    userId,
  );
  yield* takeRowAlong(user.emailKey, to.emailKey, now);
  yield* takeOver(sql, { userId, emailKey: to.emailKey, now });
  return true;
}

/** Whether a user may move to an address or has it: it is nobody else's, and reserved for nobody else. */
export function* mayMove(userId: string, emailKey: string, now: Instant): Work<boolean> {
  const taken = yield* row(
    `SELECT 1 AS one WHERE ${RESERVED}
       OR EXISTS (SELECT 1 FROM addresses WHERE email_key = ? AND user_id <> ?)`,
    emailKey,
    userId,
    now,
    emailKey,
    userId,
  );
  return taken === undefined;
}

export type Change = {
  readonly userId: string;
  /** The new password; null if no password may open the account; undefined to keep it. */
  readonly password?: NewCredential | null;
  /** The kind of event, for links: each purpose says what it outlives. */
  readonly by: LinkEvent;
  /** The recorded reason for the links and mails that end with it. */
  readonly why: { readonly link: LinkEnd; readonly mail: string };
  readonly now: Instant;
};

/**
 * A credential changed, or whoever held the old ones is no longer trusted.
 *
 * I3: what was requested before ends, except what belongs to the owner of the mailbox ([decisions 47 and
 * 48](../../../docs/decisions/README.md)). I4: every session ends, including pending ones, and all known
 * devices become unknown. After the owner sets a new password, wrong ones are counted from zero again. Whoever
 * acts starts a new session afterwards. A recovery trusts nothing that starts a sign-in and is not two factors by
 * itself; and where a lost second factor was to be removed, it stays. Returns how many sessions ended.
 */
export function* credentialsChanged(
  sql: Writing,
  { userId, password, by, why, now }: Change,
): Work<number> {
  if (password !== undefined) {
    if (by === "recovery") yield* removeFirstFactors(userId);
    yield* setPassword(userId, password ?? undefined, now);
  }
  if (by === "recovery") yield* keepFactor(sql, userId, "mailbox-owner", now);
  if (by === "suspension") yield* endRemoval(userId, "removed", now);
  const ended = yield* logOut(sql, userId, sessionsEnd(by), now);
  yield* endLinks(sql, userId, by, why, now);
  if (password !== undefined) {
    const forget =
      "DELETE FROM wrong_passwords WHERE email_key = (SELECT email_key FROM addresses WHERE user_id = ?)";
    yield* changes(forget, userId);
  }
  return ended;
}

/** Why sessions end with a change. */
const sessionsEnd = (by: LinkEvent): SessionEnd =>
  by === "suspension" ? "disabled" : "credentials-changed";

/**
 * Logs a user out everywhere: no device is known any more, and no browser remembered. Returns how many sessions
 * ended.
 */
export function* logOut(sql: Writing, userId: string, why: SessionEnd, now: Instant): Work<number> {
  yield* changes("UPDATE addresses SET devices_since = ? WHERE user_id = ?", now, userId);
  yield* forgetBrowsers(userId);
  return yield* endSessions(sql, userId, why, now);
}

/** The proof for an operator's word: nothing is used up. */
// eslint-disable-next-line require-yield -- it is work like any other, and has nothing to do
export function* onTheirWord(): Work<Result<null, never>> {
  return done(null);
}

/** Claims an address, unless somebody has it or it is reserved for its former owner. */
function* claim(userId: string, emailKey: string, now: Instant): Work<boolean> {
  const claimed = yield* changes(
    `INSERT INTO addresses (email_key, user_id, claimed_on, devices_since)
     SELECT CAST(? AS TEXT), id, CAST(? AS BIGINT), CAST(? AS BIGINT) FROM users
     WHERE id = ? AND NOT ${RESERVED}
     ON CONFLICT DO NOTHING`,
    emailKey,
    now,
    now,
    userId,
    emailKey,
    userId,
    now,
  );
  return claimed === 1;
}

/** Removes every other registration that waits for an address that has an owner now. */
function* removeRivals(sql: Writing, ownerId: string, emailKey: string, now: Instant): Work<void> {
  const rivals = yield* rows<{ id: string }>(
    "SELECT id FROM users WHERE email_key = ? AND confirmed_on IS NULL AND id <> ?",
    emailKey,
    ownerId,
  );
  for (const { id } of rivals) {
    yield* removeUnconfirmed(sql, {
      userId: id,
      why: "address-taken",
      act: "registration-removed",
      actor: "system",
      now,
    });
  }
}

/** Ends the links that were requested by an address that has an owner now. */
function* endMailboxLinks(
  { kinds }: Writing,
  emailKey: string,
  provenBy: LinkPurpose | undefined,
  now: Instant,
): Work<void> {
  yield* changes(
    END_OF_MAILBOX.replace(":purposes", kinds.purposes.ofMailbox),
    now,
    provenBy ?? "",
    emailKey,
  );
}

const END_OF_MAILBOX = `UPDATE links SET ended_on = ?,
    ended_why = CASE purpose WHEN CAST(? AS TEXT) THEN 'used' ELSE 'address-taken' END
  WHERE email_key = ? AND purpose IN (:purposes) AND user_id IS NULL AND ended_on IS NULL
    AND minted_on IS NOT NULL`;
