// What a mail says and to whom it belongs: decided when it is first claimed, found decided later.

import {
  LIVE_LINKS,
  linkState,
  type Link,
  type LinkOptions,
  type LinkPurpose,
} from "../../domain/link.ts";
import type { MailKind } from "../../domain/mail.ts";
import type { User } from "../../domain/user.ts";
import type { ClaimedMail } from "../../ports/outbox-store.ts";
import { suppressedBy } from "./bounces.ts";
import { record, type Sql } from "./facts.ts";
import { findLink } from "./links.ts";
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
};

type Minting = {
  readonly lifetimes: LinkOptions;
  readonly lease: number;
  readonly now: number;
};

/** Decides at the first hand-over what a mail is, and mints its link; later tries find it decided. */
export function* prepare(sql: Sql, mail: MailRow, claim: Minting): Work<ClaimedMail | undefined> {
  const decided =
    mail.minted_on === null ? yield* decideMail(mail, claim) : yield* decidedMail(mail);
  const { kind, user, link } = decided;
  const dead = link === undefined ? undefined : linkState(link, claim.now);
  if (kind === undefined || (dead !== undefined && dead !== "ready")) {
    const why = kind === undefined ? "nobody waits for this address" : `its link is ${dead}`;
    return yield* endUnsent(sql, mail, { state: "cancelled", answer: why, now: claim.now });
  }
  const suppressed = yield* suppressedBy(
    sql,
    { kind, emailKey: mail.email_key, askedOn: mail.created_on },
    claim.now,
  );
  if (suppressed !== undefined) {
    return yield* endUnsent(sql, mail, { state: "dead", answer: suppressed, now: claim.now });
  }
  return {
    id: mail.id,
    kind,
    email: mail.email,
    attempts: mail.attempts,
    fence: mail.fence,
    claimedUntil: claim.now + claim.lease,
    createdOn: mail.created_on,
    mintedOn: mail.minted_on ?? claim.now,
    about: mail.about,
    link,
    user,
  };
}

function* endUnsent(
  sql: Sql,
  mail: MailRow,
  { state, answer, now }: { state: "cancelled" | "dead"; answer: string; now: number },
): Work<undefined> {
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
  return undefined;
}

type Decided = {
  readonly kind: MailKind | undefined;
  readonly user: User | undefined;
  readonly link: Link | undefined;
};

function* decidedMail(mail: MailRow): Work<Decided> {
  const link = mail.link_id === null ? undefined : (yield* findLink(mail.link_id))?.link;
  const user =
    mail.kind === "already-registered" || mail.kind === "address-in-use"
      ? yield* ownerOf(mail.email_key)
      : yield* readUser(mail.user_id);
  return { kind: mail.kind, user, link };
}

function* decideMail(mail: MailRow, { now, lifetimes }: Minting): Work<Decided> {
  const { kind, user } = yield* decideWords(mail);
  // A mail that was asked for by address alone belongs from now on to whom its link is for. Where
  // the owner is told instead, that is still whoever waits: the waiting page sees no difference (I7).
  const forWhom =
    mail.user_id ??
    (kind === "already-registered" ? yield* newestWaiting(mail.email_key) : user)?.id ??
    null;
  if (mail.link_id !== null) yield* mintLink(mail.link_id, forWhom, lifetimes, now);
  yield* changes(
    "UPDATE mails SET kind = ?, user_id = ?, minted_on = ? WHERE id = ?",
    kind ?? mail.kind,
    forWhom,
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
function* decideWords(mail: MailRow): Work<Pick<Decided, "kind" | "user">> {
  if (mail.kind === "confirm" || mail.kind === "confirm-again") {
    const user =
      mail.user_id === null ? yield* newestWaiting(mail.email_key) : yield* readUser(mail.user_id);
    const owner = yield* ownerOf(mail.email_key);
    if (owner !== undefined && owner.id !== user?.id) {
      return { kind: "already-registered", user: owner };
    }
    return { kind: user && mail.kind, user };
  }
  if (mail.kind === "reset") {
    const user = (yield* ownerOf(mail.email_key)) ?? (yield* newestWaiting(mail.email_key));
    return { kind: user && user.disabledOn === null ? "reset" : "reset-no-user", user };
  }
  const user = yield* readUser(mail.user_id);
  if (mail.kind === "change-email") {
    const owner = yield* ownerOf(mail.email_key);
    if (owner !== undefined && owner.id !== user?.id)
      return { kind: "address-in-use", user: owner };
  }
  return { kind: mail.kind, user };
}

function* mintLink(
  id: string,
  userId: string | null,
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
     WHERE user_id = ? AND purpose = ? AND ended_on IS NULL AND minted_on IS NOT NULL
       AND id NOT IN (SELECT id FROM links WHERE user_id = ? AND purpose = ? AND ended_on IS NULL
         AND minted_on IS NOT NULL ORDER BY minted_on DESC, created_on DESC LIMIT ?)`,
    now,
    userId,
    link.purpose,
    userId,
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

function* newestWaiting(emailKey: string): Work<User | undefined> {
  const found = yield* row<UserRow>(
    `SELECT ${USER} FROM users WHERE email_key = ? AND confirmed_on IS NULL AND disabled_on IS NULL
     ORDER BY registered_on DESC, id DESC LIMIT 1`,
    emailKey,
  );
  return found && toUser(found);
}

function* readUser(userId: string | null): Work<User | undefined> {
  const found = yield* row<UserRow>(`SELECT ${USER} FROM users WHERE id = ?`, userId);
  return found && toUser(found);
}
