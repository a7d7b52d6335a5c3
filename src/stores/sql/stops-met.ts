// What happens to a mail whose mailbox has stopped mail that strangers can cause. This is decided at the first hand-over.
//
// Whoever requested the mail must not notice the stop (I7). So the mail is processed like any other: it takes its place,
// its link is minted, a sender claims it, and it appears as sent. But nothing is handed over.

import { CAMPAIGN } from "../../domain/campaign.ts";
import { OPERATOR } from "../../domain/mail-budget.ts";
import { REMINDER, type MailState } from "../../domain/mail.ts";
import type { Fault } from "../../domain/refusal.ts";
import { TELLS_EVERY, type MailboxDigests } from "../../domain/stopped-mailbox.ts";
import type { Instant } from "../../domain/time.ts";
import type { MailRow, Words } from "./resolve-mail.ts";
import { changes, row, rows, type Work } from "./work.ts";

/** `silent`: nothing is handed over. `tells`: a mail about the stop is sent instead. `passes`: the mail is sent as usual. */
export type Met = {
  readonly way: "passes" | "tells" | "silent";
  readonly stop?: { readonly mailbox: string; readonly stoppedOn: Instant };
};

/**
 * Whether a stop applies to a mail, and what happens to the mail. A stop does not affect addresses with an owner, mails
 * that nobody requested, or mails that an operator requested.
 */
export function* meetStop(
  digests: MailboxDigests,
  mail: MailRow,
  isOwned: boolean,
  now: Instant,
): Work<Met> {
  if (isOwned || mail.asked_by === null) return { way: "passes" };
  const stop = yield* readStop(digests.of(mail.email_key), now);
  if (stop === undefined || (yield* hasOwner(mail.email_key))) return { way: "passes" };
  const isDue = stop.told_on === null || stop.told_on <= now - TELLS_EVERY;
  // A stop is lifted with a token that names the mail's own link. A mail that nobody requested is never replaced.
  const canTell = mail.link_id !== null && !UNREQUESTED.has(mail.asked_by);
  return {
    way: mail.asked_by === OPERATOR ? "passes" : isDue && canTell ? "tells" : "silent",
    stop: { mailbox: stop.mailbox, stoppedOn: stop.stopped_on },
  };
}

const UNREQUESTED: ReadonlySet<string> = new Set([REMINDER, CAMPAIGN]);

/** The content of a mail: if it is the mail about the stop, its kind changes. */
export const inView = (met: Met, words: Words): Words =>
  met.way === "tells" ? { ...words, kind: "contact-stopped" } : words;

/** Stores the decision with the mail and with the stop. */
export function* noteStop(mail: MailRow, { way, stop }: Met, now: Instant): Work<MailRow> {
  if (stop === undefined) return mail;
  const silent = way === "silent" ? 1 : 0;
  const stoppedOn = way === "tells" ? stop.stoppedOn : null;
  yield* changes(
    "UPDATE mails SET stop = ?, stopped_on = ?, silent = ? WHERE id = ?",
    stop.mailbox,
    stoppedOn,
    silent,
    mail.id,
  );
  if (way === "tells") {
    yield* changes(
      "UPDATE stopped_mailboxes SET told_on = ?, told_mail = ? WHERE mailbox = ?",
      now,
      mail.id,
      stop.mailbox,
    );
  }
  return { ...mail, stop: stop.mailbox, stopped_on: stoppedOn, silent };
}

/**
 * If the mail about the stop waits for a retry, makes a silent mail wait as long, because the mail server would defer it
 * too. Returns whether it waits.
 */
export function* waitsBehindTold(mail: MailRow, now: Instant): Work<boolean> {
  const told = yield* row<{ state: MailState; due_on: Instant; answer: string; fault: Fault }>(
    `SELECT state, due_on, answer, fault FROM mails
     WHERE id = (SELECT told_mail FROM stopped_mailboxes WHERE mailbox = ?)`,
    mail.stop,
  );
  if (told?.state !== "retry") return false;
  yield* changes(
    "UPDATE mails SET state = 'retry', due_on = ?, answer = ?, fault = ? WHERE id = ?",
    Math.max(told.due_on, now + 1),
    told.answer,
    told.fault,
    mail.id,
  );
  return true;
}

/** Puts a silent mail back. While mails are held, one mail tests the mail server. A silent mail hands nothing over, so others go first. */
export function* isNoProbe({ id, minted_on: mintedOn }: MailRow, now: Instant): Work<undefined> {
  yield* changes(
    "UPDATE mails SET state = ?, attempts = attempts - 1, due_on = ? WHERE id = ?",
    mintedOn === null ? "queued" : "retry",
    now + 1,
    id,
  );
  return undefined;
}

/** A mail that a server refused or returned, with its answer. */
type Fate = { readonly mailId: string; readonly answer: string; readonly fault: Fault | null };

/**
 * If the mail about a stop was refused or returned, ends the silent mails since then in the same way, because the server
 * would have treated them alike. Returns these mails.
 */
export const shareFate = <Row extends object>(
  { mailId, answer, fault }: Fate,
  now: Instant,
): Work<readonly Row[]> => rows<Row>(SHARE_FATE, answer, fault, now, mailId, mailId);

const SHARE_FATE = `UPDATE mails SET state = 'dead', answer = ?, fault = ?, ended_on = ?
  WHERE silent = 1 AND state IN ('sent', 'sending', 'retry')
    AND stop = (SELECT mailbox FROM stopped_mailboxes WHERE told_mail = ?)
    AND minted_on >= (SELECT told_on FROM stopped_mailboxes WHERE told_mail = ?)
  RETURNING id, user_id, kind, email_key, asked_by`;

/** Lets the next mail tell of the stop, unless the one that did may have arrived. */
export const untell = (mailId: string): Work<number> =>
  changes(
    `UPDATE stopped_mailboxes SET told_on = NULL WHERE told_mail = ?
       AND NOT EXISTS (SELECT 1 FROM mails WHERE id = told_mail AND may_have_arrived = 1)`,
    mailId,
  );

/**
 * Ends the stop of a mailbox after somebody proved that they own it. The stop is found through the mails to the address,
 * which store the stop that applied to them.
 */
export const endStopOf = (emailKey: string): Work<number> =>
  changes(
    `DELETE FROM stopped_mailboxes WHERE mailbox IN
       (SELECT stop FROM mails WHERE email_key = ? AND stop IS NOT NULL)`,
    emailKey,
  );

type StopRow = {
  readonly mailbox: string;
  readonly stopped_on: Instant;
  readonly ends_on: Instant;
  readonly told_on: Instant | null;
};

/** The stop of a mailbox, whichever key of the ring it was stored with. */
export function* readStop(mailbox: readonly string[], now: Instant): Work<StopRow | undefined> {
  for (const each of mailbox) {
    const found = yield* row<StopRow>(
      `SELECT mailbox, stopped_on, ends_on, told_on FROM stopped_mailboxes
       WHERE mailbox = ? AND ends_on > ?`,
      each,
      now,
    );
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Whether anybody owns an address. */
export function* hasOwner(emailKey: string): Work<boolean> {
  const found = yield* row("SELECT user_id FROM addresses WHERE email_key = ?", emailKey);
  return found !== undefined;
}
