// What a mail says and to whom it belongs: decided when it is first claimed, found decided later.

import {
  LIVE_LINKS,
  linkState,
  type Link,
  type LinkOptions,
  type LinkPurpose,
} from "../../domain/link.ts";
import { WITHHELD, type MailBudget, type WithheldReason } from "../../domain/mail-budget.ts";
import type { MailKind } from "../../domain/mail.ts";
import { isClosed, type User } from "../../domain/user.ts";
import type { ClaimedMail } from "../../ports/outbox-store.ts";
import { suppressedBy } from "./bounces.ts";
import { record, type Sql } from "./facts.ts";
import { findLink, newestWaiting } from "./links.ts";
import { countWithheld, takePlace } from "./mail-places.ts";
import { USER, toUser, type UserRow } from "./users.ts";
import { changes, row, type Work } from "./work.ts";

export type MailRow = {
  readonly id: string;
  readonly kind: MailKind;
  readonly user_id: string | null;
  readonly link_id: string | null;
  readonly email: string;
  readonly email_key: string;
  readonly created_on: number;
  readonly attempts: number;
  readonly fence: number;
  readonly minted_on: number | null;
  readonly about: string | null;
  readonly asked_by: string | null;
};

type Minting = {
  readonly lifetimes: LinkOptions;
  readonly lease: number;
  readonly budget: MailBudget;
  readonly now: number;
};

/**
 * Makes a claimed mail ready to be handed over. At the first try it is decided what the mail is, whether
 * its mailbox has a place for it, and its link is minted; later tries find all that decided.
 */
export function* prepare(sql: Sql, mail: MailRow, claim: Minting): Work<ClaimedMail | undefined> {
  if (mail.minted_on === null) return yield* firstTry(sql, mail, claim);
  const decided = yield* decidedMail(mail);
  if (!(yield* isWorthSending(sql, mail, decided, claim.now))) return undefined;
  return claimed(mail, decided, claim);
}

function* firstTry(sql: Sql, mail: MailRow, claim: Minting): Work<ClaimedMail | undefined> {
  const words = yield* decideWords(mail);
  const link = mail.link_id === null ? undefined : (yield* findLink(mail.link_id))?.link;
  const forWhom = yield* whoseMail(mail, words);
  if (mail.user_id !== forWhom) {
    yield* changes("UPDATE mails SET user_id = ? WHERE id = ?", forWhom, mail.id);
  }
  if (!(yield* isWorthSending(sql, mail, { ...words, link }, claim.now))) return undefined;
  const placed = yield* takePlace(claim.budget, mail, words.isOwned, claim.now);
  if (placed.state === "later") return yield* putOff(mail, placed.on);
  if (placed.state === "withheld") return yield* withhold(mail, placed.reason, claim.now);
  return claimed(mail, yield* mint(mail, words, forWhom, claim), claim);
}

const claimed = (mail: MailRow, { kind, user, link }: Decided, claim: Minting): ClaimedMail => ({
  id: mail.id,
  kind: kind ?? mail.kind,
  email: mail.email,
  attempts: mail.attempts,
  fence: mail.fence,
  claimedUntil: claim.now + claim.lease,
  createdOn: mail.created_on,
  mintedOn: mail.minted_on ?? claim.now,
  about: mail.about,
  link,
  user,
});

/** Whether anybody waits for a mail, with a link that lives, at an address that takes mails. Ends it if not. */
function* isWorthSending(sql: Sql, mail: MailRow, decided: Decided, now: number): Work<boolean> {
  const { kind, link } = decided;
  const dead = link === undefined ? undefined : stateBefore(link, now);
  if (kind === undefined || (dead !== undefined && dead !== "ready")) {
    const why = kind === undefined ? "nobody waits for this address" : `its link is ${dead}`;
    yield* endUnsent(sql, mail, { state: "cancelled", answer: why, now });
    return false;
  }
  const asked = { kind, emailKey: mail.email_key, askedOn: mail.created_on };
  const suppressed = yield* suppressedBy(sql, asked, now);
  if (suppressed === undefined) return true;
  yield* endUnsent(sql, mail, { state: "dead", answer: suppressed, now });
  return false;
}

/** The state of a link whose mail may not have been handed over yet. */
const stateBefore = (link: Link, now: number): ReturnType<typeof linkState> =>
  link.mintedOn === null && link.endedWhy === null ? "ready" : linkState(link, now);

function* endUnsent(
  sql: Sql,
  mail: MailRow,
  { state, answer, now }: { state: "cancelled" | "dead"; answer: string; now: number },
): Work<void> {
  yield* changes(
    "UPDATE mails SET state = ?, ended_on = ?, answer = ? WHERE id = ?",
    state,
    now,
    answer,
    mail.id,
  );
  yield* record(sql.ids, {
    now,
    actor: "system",
    act: `mail-${state}`,
    userId: mail.user_id,
    detail: mail.kind,
  });
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

/**
 * Ends a mail for which there is no place, and counts it. Its link is gone, since nobody has seen it. A
 * registration keeps the row, because its waiting page must say that there was no mail; what was asked
 * for by address alone leaves nothing but the count.
 */
function* withhold(mail: MailRow, reason: WithheldReason, now: number): Work<undefined> {
  yield* countWithheld(mail, reason, now);
  yield* changes("DELETE FROM links WHERE id = ?", mail.link_id);
  if (mail.user_id === null) {
    yield* changes("DELETE FROM mails WHERE id = ?", mail.id);
    return undefined;
  }
  yield* changes(
    `UPDATE mails SET state = 'cancelled', answer = '${WITHHELD}', ended_on = ?, link_id = NULL,
       asked_by = NULL
     WHERE id = ?`,
    now,
    mail.id,
  );
  return undefined;
}

type Decided = {
  readonly kind: MailKind | undefined;
  readonly user: User | undefined;
  readonly link: Link | undefined;
};

/** What a mail is. `isOwned`: its address has an owner now. */
type Words = Pick<Decided, "kind" | "user"> & { readonly isOwned: boolean };

function* decidedMail(mail: MailRow): Work<Decided> {
  const link = mail.link_id === null ? undefined : (yield* findLink(mail.link_id))?.link;
  const user =
    mail.kind === "already-registered" || mail.kind === "address-in-use"
      ? yield* ownerOf(mail.email_key)
      : yield* readUser(mail.user_id);
  return { kind: mail.kind, user, link };
}

/**
 * A mail that was asked for by address alone belongs from now on to whom its link is for. Where the
 * owner is told instead, that is still whoever waits: the waiting page sees no difference (I7). A reset
 * without an owner stays the mailbox's: a stranger's registration cannot take it along.
 */
function* whoseMail(mail: MailRow, { kind, user }: Words): Work<string | null> {
  if (mail.kind === "reset") return user?.confirmedOn == null ? null : user.id;
  if (mail.user_id !== null) return mail.user_id;
  const whose = kind === "already-registered" ? yield* newestWaiting(mail.email_key) : user;
  return whose?.id ?? null;
}

function* mint(
  mail: MailRow,
  { kind, user }: Words,
  forWhom: string | null,
  { now, lifetimes }: Minting,
): Work<Decided> {
  if (mail.link_id !== null) {
    const mailbox = kind === "reset" && forWhom === null ? mail.email_key : null;
    yield* mintLink(mail.link_id, { userId: forWhom, mailbox }, lifetimes, now);
  }
  yield* changes(
    "UPDATE mails SET kind = ?, minted_on = ? WHERE id = ?",
    kind ?? mail.kind,
    now,
    mail.id,
  );
  const link = mail.link_id === null ? undefined : (yield* findLink(mail.link_id))?.link;
  return { kind, user, link };
}

/**
 * Whom an address belongs to is looked up here and nowhere earlier: a request does the same work
 * for every address, and only the mailbox learns the difference (I7).
 */
function* decideWords(mail: MailRow): Work<Words> {
  const owner = yield* ownerOf(mail.email_key);
  const isOwned = owner !== undefined;
  if (mail.kind === "confirm" || mail.kind === "confirm-again") {
    const user =
      mail.user_id === null ? yield* newestWaiting(mail.email_key) : yield* readUser(mail.user_id);
    if (owner !== undefined && owner.id !== user?.id) {
      return { kind: "already-registered", user: owner, isOwned };
    }
    return { kind: user && mail.kind, user, isOwned };
  }
  if (mail.kind === "reset") {
    const user = owner ?? (yield* newestWaiting(mail.email_key));
    return { kind: user && user.disabledOn === null ? "reset" : "reset-no-user", user, isOwned };
  }
  if (mail.kind === "password-paused") {
    const isOpen = owner !== undefined && !isClosed(owner);
    // A right password, even the hundredth itself, or a reset may have ended the row meanwhile.
    const stands = isOpen && (yield* isRowOfWrong(mail.email_key));
    return { kind: stands ? mail.kind : undefined, user: owner, isOwned };
  }
  const user = yield* readUser(mail.user_id);
  if (mail.kind === "change-email" && owner !== undefined && owner.id !== user?.id) {
    return { kind: "address-in-use", user: owner, isOwned };
  }
  return { kind: mail.kind, user, isOwned };
}

/** Of the links of one user, or of those of one mailbox that are nobody's yet. */
const OF_ONE = "(user_id = ? OR (user_id IS NULL AND email_key = ?))";

/** Mints a link for a user, or for the mailbox that it was mailed to. */
function* mintLink(
  id: string,
  { userId, mailbox }: { readonly userId: string | null; readonly mailbox: string | null },
  lifetimes: LinkOptions,
  now: number,
): Work<void> {
  const link = yield* row<{ purpose: LinkPurpose }>("SELECT purpose FROM links WHERE id = ?", id);
  if (link === undefined) throw new Error("A mail named a link that does not exist.");
  const lifetime = lifetimes[link.purpose];
  yield* changes(
    `UPDATE links SET user_id = ?, minted_on = ?, expires_on = ?, code_expires_on = ?
     WHERE id = ? AND ended_on IS NULL`,
    userId,
    now,
    now + lifetime,
    now + lifetimes.code,
    id,
  );
  // An owner's way back must not be replaced by whatever the thief changes next.
  if (link.purpose === "undo-change") return;
  // Confirmation links live side by side, up to three; of reset links only the newest lives.
  const keep = link.purpose === "confirm" ? LIVE_LINKS : 1;
  yield* changes(
    `UPDATE links SET ended_on = ?, ended_why = 'replaced'
     WHERE ${OF_ONE} AND purpose = ? AND ended_on IS NULL AND minted_on IS NOT NULL
       AND id NOT IN (SELECT id FROM links WHERE ${OF_ONE} AND purpose = ? AND ended_on IS NULL
         AND minted_on IS NOT NULL ORDER BY minted_on DESC, created_on DESC LIMIT ?)`,
    now,
    userId,
    mailbox,
    link.purpose,
    userId,
    mailbox,
    link.purpose,
    keep,
  );
}

function* ownerOf(emailKey: string): Work<User | undefined> {
  const found = yield* row<UserRow>(
    `SELECT ${USER} FROM addresses JOIN users ON users.id = addresses.user_id
     WHERE addresses.email_key = ?`,
    emailKey,
  );
  return found && toUser(found);
}

function* readUser(userId: string | null): Work<User | undefined> {
  const found = yield* row<UserRow>(`SELECT ${USER} FROM users WHERE id = ?`, userId);
  return found && toUser(found);
}

function* isRowOfWrong(emailKey: string): Work<boolean> {
  const sql = "SELECT email_key FROM wrong_passwords WHERE email_key = ?";
  return (yield* row(sql, emailKey)) !== undefined;
}
