// A mail whose mailbox wants none that strangers can cause: decided when it is first handed over.
//
// Whoever asked must not learn of it (I7). So such a mail goes the way of every other: it takes its place, its link is
// minted, a sender has it in hand, and it is sent, as far as anybody can see. But nothing is handed over.

import { OPERATOR } from "../../domain/mail-budget.ts";
import { REMINDER, type MailState } from "../../domain/mail.ts";
import type { Fault } from "../../domain/refusal.ts";
import { TELLS_EVERY, type MailboxDigests } from "../../domain/stopped-mailbox.ts";
import type { Instant } from "../../domain/time.ts";
import type { MailRow, Words } from "./resolve-mail.ts";
import { changes, row, rows, type Work } from "./work.ts";

/** `silent`: nothing is handed over. `tells`: it says that there is a stop. `passes`: it is a mail like any other. */
export type Met = {
  readonly way: "passes" | "tells" | "silent";
  readonly stop?: { readonly mailbox: string; readonly stoppedOn: Instant };
};

/**
 * Whether the mailbox of a mail has said that it wants none, and what becomes of the mail. An address with an owner is
 * never affected, nor is what nobody asked for, or an operator.
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
  // What lifts a stop is a token of the mail's own link. Nobody asked for a reminder, so it tells nothing.
  const canTell = mail.link_id !== null && mail.asked_by !== REMINDER;
  return {
    way: mail.asked_by === OPERATOR ? "passes" : isDue && canTell ? "tells" : "silent",
    stop: { mailbox: stop.mailbox, stoppedOn: stop.stopped_on },
  };
}

/** What a mail says that tells of the stop of its mailbox. */
export const inView = (met: Met, words: Words): Words =>
  met.way === "tells" ? { ...words, kind: "contact-stopped" } : words;

/** Writes down what was decided, beside the mail and beside the stop. */
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
 * Lets a silent mail wait as long as the one that tells of the stop does: its server would ask this one to wait, too.
 * True where it has to.
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

/** While mails are held one of them tries for all, and this one would try nothing. */
export function* isNoProbe({ id, minted_on: mintedOn }: MailRow, now: Instant): Work<undefined> {
  yield* changes(
    "UPDATE mails SET state = ?, attempts = attempts - 1, due_on = ? WHERE id = ?",
    mintedOn === null ? "queued" : "retry",
    now + 1,
    id,
  );
  return undefined;
}

/** A mail that a server refused or returned, and what it said. */
type Fate = { readonly mailId: string; readonly answer: string; readonly fault: Fault | null };

/**
 * What becomes of the mail that tells of a stop becomes of the silent ones since then, which would have come back or been
 * refused like it. Gives those.
 */
export const shareFate = <Row extends object>(
  { mailId, answer, fault }: Fate,
  now: Instant,
): Work<readonly Row[]> => rows<Row>(SHARE_FATE, answer, fault, now, mailId, mailId);

const SHARE_FATE = `UPDATE mails SET state = 'dead', answer = ?, fault = ?, ended_on = ?
  WHERE silent = 1 AND state IN ('sent', 'sending', 'retry')
    AND stop = (SELECT mailbox FROM stopped_mailboxes WHERE told_mail = ?)
    AND minted_on >= (SELECT told_on FROM stopped_mailboxes WHERE told_mail = ?)
  RETURNING user_id, kind, email_key, asked_by`;

/** Gives the mail of the day back that told of a stop: no server took it. */
export const untell = (mailId: string): Work<number> =>
  changes("UPDATE stopped_mailboxes SET told_on = NULL WHERE told_mail = ?", mailId);

/**
 * Ends the stop of a mailbox that somebody proved to be theirs: what was mailed to the address meanwhile knows which
 * stop it met.
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

/** The stop of a mailbox, by whichever key it was made. */
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
