// Whether a mail may be handed over now: the places of its mailbox, and what was withheld from it.

import { mailboxKey } from "../../domain/email-address.ts";
import {
  MAIL_MEMORY,
  OPERATOR,
  aheadOf,
  behind,
  forgetMail,
  placeFor,
  placesOf,
  poolOf,
  remember,
  rememberAsk,
  returnPlace,
  type MailAsk,
  type MailBudget,
  type MailHit,
  type Placed,
  type WithheldReason,
} from "../../domain/mail-budget.ts";
import { BY_ADDRESS, type MailKind } from "../../domain/mail.ts";
import { hours, type Instant } from "../../domain/time.ts";
import { untell } from "./stops-met.ts";
import type { Sql } from "./shared-writes.ts";
import { changes, row, type Work } from "./work.ts";

/** A mail that is about to be handed over for the first time, as the kind that was asked for. */
export type Placeable = {
  readonly id: string;
  readonly kind: MailKind;
  readonly email_key: string;
  readonly asked_by: string | null;
  readonly about: string | null;
  readonly created_on: Instant;
};

/**
 * Takes a place in the mailbox's budget (I8). A mail that has to wait takes none yet. `isOwned` gives an
 * address with an owner its own places, which mails to its tagged forms cannot take.
 */
export function* takePlace(
  { kinds }: Pick<Sql, "kinds">,
  budget: MailBudget,
  mail: Placeable,
  isOwned: boolean,
  now: Instant,
): Work<Placed> {
  const ask = askOf({ kinds }, mail, isOwned);
  if (ask === undefined) return { state: "now", kept: false };
  const hits = yield* readMailHits(mail.email_key);
  const placed = yield* placeInOrder(budget, hits, ask, now);
  yield* writeMailHits(mail.email_key, remember(hits, ask, placed, now), now + MAIL_MEMORY);
  return placed;
}

/**
 * Remembers who asked for a mail that takes no place, because nobody waits for it or its address accepts no
 * mail.
 */
export function* countAsk(
  sql: Pick<Sql, "kinds">,
  mail: Placeable,
  isOwned: boolean,
  now: Instant,
): Work<void> {
  const ask = askOf(sql, mail, isOwned);
  if (ask === undefined) return;
  const hits = rememberAsk(yield* readMailHits(mail.email_key), ask, now);
  yield* writeMailHits(mail.email_key, hits, now + MAIL_MEMORY);
}

/** What a mail asks for. Notices need no place, and a mail that an operator asked for was counted then. */
function askOf(
  { kinds }: Pick<Sql, "kinds">,
  mail: Placeable,
  isOwned: boolean,
): MailAsk | undefined {
  const { asked_by: by, about, created_on: askedOn } = mail;
  if (by === null || by === OPERATOR) return undefined;
  const pool = poolOf(kinds.mail(mail.kind), by, about === BY_ADDRESS);
  return { mail: mail.id, pool, by, of: placesOf(pool, mail.email_key, isOwned), askedOn };
}

/** Finds a place, unless it is a kept one and a client that has had fewer mails waits for it. */
function* placeInOrder(
  budget: MailBudget,
  hits: readonly MailHit[],
  ask: MailAsk,
  now: Instant,
): Work<Placed> {
  const placed = placeFor(budget, hits, ask, now);
  if (placed.state !== "now" || !placed.kept) return placed;
  for (const mail of aheadOf(budget, hits, ask, now)) {
    if (yield* isWaiting(mail)) return behind(budget, ask, now);
  }
  return placed;
}

/** Whether a mail was asked for and neither handed over nor cancelled. */
function* isWaiting(mail: string): Work<boolean> {
  const found = yield* row(
    "SELECT id FROM mails WHERE id = ? AND ended_on IS NULL AND minted_on IS NULL",
    mail,
  );
  return found !== undefined;
}

/** Frees the place of a mail that was claimed but not tried. */
export function* givePlaceBack(mailId: string, emailKey: string, now: Instant): Work<void> {
  const hits = yield* readMailHits(emailKey);
  const left = forgetMail(hits, mailId);
  if (left.length < hits.length) yield* writeMailHits(emailKey, left, now + MAIL_MEMORY);
}

/** A mail that has ended, although no server is known to have accepted it. */
export type OverMail = {
  readonly id: string;
  readonly email_key: string;
  /** Null if it was never tried. */
  readonly minted_on: Instant | null;
  /** Whether the answer to any of its tries was unclear, or none came. */
  readonly may_have_arrived: number;
};

/**
 * Frees the place of a mail that no server accepted. If a server may have accepted it all the same, it keeps
 * its place: a mailbox must not get more mails than it has places.
 */
export function* leavePlace(mail: OverMail, now: Instant): Work<void> {
  if (mail.minted_on === null || mail.may_have_arrived === 1) return;
  yield* untell(mail.id);
  const hits = yield* readMailHits(mail.email_key);
  if (hits.length === 0) return;
  yield* writeMailHits(mail.email_key, returnPlace(hits, mail.id), now + MAIL_MEMORY);
}

const subjectOf = (emailKey: string): string => `mailbox:${mailboxKey(emailKey)}`;

function* readMailHits(emailKey: string): Work<readonly MailHit[]> {
  const found = yield* row<{ hits: string }>(
    "SELECT hits FROM limits WHERE subject = ?",
    subjectOf(emailKey),
  );
  return found === undefined ? [] : (JSON.parse(found.hits) as MailHit[]);
}

function* writeMailHits(emailKey: string, hits: readonly MailHit[], forgetOn: Instant): Work<void> {
  yield* changes(
    `INSERT INTO limits (subject, hits, forget_on) VALUES (?, ?, ?)
     ON CONFLICT (subject) DO UPDATE SET hits = excluded.hits, forget_on = excluded.forget_on`,
    subjectOf(emailKey),
    JSON.stringify(hits),
    forgetOn,
  );
}

/** Counts a mail that was not handed over: one row for each mailbox, kind and hour. */
export function* countWithheld(
  { kind, email_key: emailKey }: Pick<Placeable, "kind" | "email_key">,
  reason: WithheldReason,
  now: Instant,
): Work<void> {
  yield* changes(
    `INSERT INTO withheld (mailbox, kind, hour, count, last_on, reason) VALUES (?, ?, ?, 1, ?, ?)
     ON CONFLICT (mailbox, kind, hour) DO UPDATE SET count = withheld.count + 1,
       last_on = excluded.last_on, reason = excluded.reason`,
    mailboxKey(emailKey),
    kind,
    now - (now % hours(1)),
    now,
    reason,
  );
}
