// Prepares a claimed mail: whether it is worth sending, and whether its mailbox has a place for it.

import { WITHHELD, WITHHELD_FOR_CREDIT } from "../../domain/mail.ts";
import { linkState, type Link, type LinkOptions } from "../../domain/link.ts";
import type { MailBudget } from "../../domain/mail-budget.ts";
import { hours } from "../../domain/time.ts";
import type { FirstContactRules } from "../../domain/first-contacts.ts";
import type { MailboxDigests } from "../../domain/stopped-mailbox.ts";
import type { ClaimedMail } from "../../ports/outbox-store.ts";
import { suppressedBy } from "./bounces.ts";
import { contactOf, mayBeSent, park, pay, payByAddress } from "./first-contacts.ts";
import { record, type Sql } from "./shared-writes.ts";
import { countAsk, countWithheld, leavePlace, takePlace } from "./mail-places.ts";
import { inView, isNoProbe, meetStop, noteStop, waitsBehindTold } from "./stops-met.ts";
import {
  decidedMail,
  decideWords,
  linkOf,
  mint,
  type Decided,
  type MailRow,
} from "./resolve-mail.ts";
import { changes, type Work } from "./work.ts";

type Claim = {
  readonly lifetimes: LinkOptions;
  readonly lease: number;
  readonly budget: MailBudget;
  readonly firstContacts: FirstContactRules | undefined;
  readonly languageFor: (chosen: string | null) => string;
  readonly mailboxes: MailboxDigests;
  /**
   * While mails are held, one tries for all: `mail` if it has to be one that is handed over, `any` if no such mail is due.
   */
  readonly probe: "none" | "mail" | "any";
  readonly now: number;
};

/**
 * Prepares a claimed mail for hand-over. The first try decides what the mail is and whether its mailbox has a
 * place for it, and mints its link; later tries find all that decided.
 */
export function* prepare(sql: Sql, mail: MailRow, claim: Claim): Work<ClaimedMail | undefined> {
  if (mail.minted_on === null) return yield* firstTry(sql, mail, claim);
  const decided = yield* decidedMail(sql, mail);
  if (!(yield* isWorthSending(sql, mail, decided, claim.now))) return undefined;
  return yield* inHand(mail, decided, claim);
}

function* firstTry(sql: Sql, mail: MailRow, claim: Claim): Work<ClaimedMail | undefined> {
  const { now } = claim;
  const words = yield* decideWords(sql, mail, now);
  const link = yield* linkOf(sql, mail);
  const forWhom = words.whose === undefined ? mail.user_id : words.whose;
  if (mail.user_id !== forWhom) {
    yield* changes("UPDATE mails SET user_id = ? WHERE id = ?", forWhom, mail.id);
  }
  if (!(yield* isWorthSending(sql, mail, { ...words, link }, now))) {
    yield* countAsk(sql, mail, words.isOwned, now);
    return undefined;
  }
  const rules = claim.firstContacts;
  const contact = rules && (yield* contactOf(sql, mail));
  // One that waits for the site takes no place of its mailbox.
  if (rules && contact?.account === "by-address") {
    const isPaid = yield* payByAddress(rules, mail, contact, now);
    if (!isPaid && !words.isOwned) return yield* withholdForCredit(mail, now);
  } else if (rules && contact && !(yield* mayBeSent(rules, contact, now))) {
    return yield* park(mail, contact, now);
  }
  const met = yield* meetStop(claim.mailboxes, mail, words.isOwned, now);
  if (met.way === "silent" && claim.probe === "mail") return yield* isNoProbe(mail, now);
  const placed = yield* takePlace(sql, claim.budget, mail, words.isOwned, now);
  if (placed.state === "later") return yield* putOff(mail, placed.on);
  if (placed.state === "withheld") {
    yield* countWithheld(mail, placed.reason, now);
    return yield* withhold(mail, WITHHELD, now);
  }
  if (rules && contact?.account === "shown") yield* pay(rules, mail, contact, now);
  const decided = yield* mint(sql, mail, { ...inView(met, words), link }, forWhom, claim);
  return yield* inHand(yield* noteStop(mail, met, now), decided, claim);
}

/** A sender has it in hand now, unless it is silent and has to wait. */
function* inHand(mail: MailRow, decided: Decided, claim: Claim): Work<ClaimedMail | undefined> {
  if (mail.silent === 1) {
    if (claim.probe === "mail") return yield* isNoProbe(mail, claim.now);
    if (yield* waitsBehindTold(mail, claim.now)) return undefined;
  }
  return claimed(mail, decided, claim);
}

const claimed = (
  mail: MailRow,
  { kind, user, link, undo, language }: Decided,
  claim: Claim,
): ClaimedMail => ({
  id: mail.id,
  kind: kind ?? mail.kind,
  email: mail.email,
  attempts: mail.attempts,
  fence: mail.fence,
  mayBeWith: mail.mailer,
  claimedUntil: claim.now + claim.lease,
  createdOn: mail.created_on,
  mintedOn: mail.minted_on ?? claim.now,
  about: mail.about,
  language: language ?? claim.languageFor(null),
  stoppedOn: mail.stopped_on,
  isSilent: mail.silent === 1,
  isProbe: claim.probe !== "none",
  link,
  undo,
  user,
});

/** Whether somebody waits for a mail, its link lives and its address accepts mails. Ends the mail if not. */
function* isWorthSending(
  sql: Sql,
  mail: MailRow,
  decided: Pick<Decided, "kind" | "link">,
  now: number,
): Work<boolean> {
  const { kind, link } = decided;
  const dead = link === undefined ? undefined : stateBefore(link, now);
  if (kind === undefined || (dead !== undefined && dead !== "ready")) {
    const why = kind === undefined ? "nobody waits for this address" : `its link is ${dead}`;
    yield* endUnsent(sql, mail, { state: "cancelled", answer: why, now });
    return false;
  }
  const { user_id: userId, asked_by: askedBy, email_key: emailKey, created_on: askedOn } = mail;
  const asked = { kind, userId, askedBy, emailKey, askedOn };
  const suppressed = yield* suppressedBy(sql, asked, now);
  if (suppressed === undefined) return true;
  yield* endUnsent(sql, mail, { state: "dead", answer: suppressed, now });
  return false;
}

/** The state of a link whose mail may not have been handed over yet. */
const stateBefore = (link: Link, now: number): ReturnType<typeof linkState> =>
  link.mintedOn === null && link.endedWhy === null ? "ready" : linkState(link, now);

/**
 * The last mail to the address of a deleted user: when it has ended, its row is the last that names the
 * address. The audit log records that it was sent.
 */
export function* forgetLastMail(sql: Sql, id: string, kind: string): Work<void> {
  if (sql.kinds.mail(kind).isLast) yield* changes("DELETE FROM mails WHERE id = ?", id);
}

function* endUnsent(
  sql: Sql,
  mail: MailRow,
  { state, answer, now }: { state: "cancelled" | "dead"; answer: string; now: number },
): Work<void> {
  yield* changes(
    "UPDATE mails SET state = ?, ended_on = ?, answer = ?, fault = ? WHERE id = ?",
    state,
    now,
    answer,
    // An address is suppressed only if it is at fault; a mail that is not worth sending is nobody's fault.
    state === "dead" ? "address" : null,
    mail.id,
  );
  yield* record(sql, {
    now,
    actor: "system",
    act: `mail-${state}`,
    userId: mail.user_id,
    detail: mail.kind,
  });
  yield* leavePlace(mail, now);
  yield* forgetLastMail(sql, mail.id, mail.kind);
}

/** Puts a mail back as if it had not been claimed: its mailbox has a place for it later. */
function* putOff(mail: MailRow, on: number): Work<undefined> {
  yield* changes(
    "UPDATE mails SET state = 'queued', attempts = attempts - 1, due_on = ? WHERE id = ?",
    on,
    mail.id,
  );
  return undefined;
}

/** Ends a mail that the site had no credit for, and counts it in its hour. */
export function* withholdForCredit(mail: Withheld, now: number): Work<undefined> {
  yield* changes(
    `INSERT INTO first_contact_hours (hour, asked, sent, confirmed, parked, withheld)
     VALUES (?, 0, 0, 0, 0, 1)
     ON CONFLICT (hour) DO UPDATE SET withheld = first_contact_hours.withheld + 1`,
    now - (now % hours(1)),
  );
  return yield* withhold(mail, WITHHELD_FOR_CREDIT, now);
}

type Withheld = Pick<MailRow, "id" | "link_id" | "user_id">;

/**
 * Ends a mail that cannot be sent, and has been counted. Its link is deleted, because nobody has seen it. A
 * registration keeps the row, because its waiting page must say that there was no mail; of a mail that was
 * requested by address alone, only the count remains.
 */
function* withhold(mail: Withheld, answer: string, now: number): Work<undefined> {
  yield* changes("DELETE FROM links WHERE id = ?", mail.link_id);
  if (mail.user_id === null) {
    yield* changes("DELETE FROM mails WHERE id = ?", mail.id);
    return undefined;
  }
  yield* changes(
    `UPDATE mails SET state = 'cancelled', answer = ?, ended_on = ?, link_id = NULL,
       asked_by = NULL, parked_on = NULL
     WHERE id = ?`,
    answer,
    now,
    mail.id,
  );
  return undefined;
}
