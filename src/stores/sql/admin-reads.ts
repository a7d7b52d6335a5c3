// What operators and admins look at. Link ids and hashes are never selected.

import type { MailRecord } from "../../domain/mail-record.ts";
import { triesIn } from "../../domain/mail-tries.ts";
import type { AuditRecord, LinkFacts, WithheldMails } from "../../ports/admin-store.ts";
import { mailboxKey } from "../../domain/email-address.ts";
import { USER, toUser, type UserRow } from "./users.ts";
import type { Input, Output } from "./verbs.ts";
import { row, rows, type Work } from "./work.ts";

export function* findUsers(wanted: Input<"findUsers">): Output<"findUsers"> {
  if ("id" in wanted) {
    const found = yield* row<UserRow>(`SELECT ${USER} FROM users WHERE id = ?`, wanted.id);
    return found === undefined ? [] : [toUser(found)];
  }
  const found = yield* rows<UserRow>(
    `SELECT ${USER} FROM users WHERE email_key = ?
     ORDER BY CASE WHEN confirmed_on IS NULL THEN 1 ELSE 0 END, registered_on DESC, id DESC
     LIMIT 100`,
    wanted.emailKey,
  );
  return found.map(toUser);
}

export function* readUserFacts(userId: string): Output<"readUserFacts"> {
  const [user] = yield* findUsers({ id: userId });
  if (user === undefined) return undefined;
  const sessions = yield* row<{ count: number }>(
    "SELECT COUNT(*) AS count FROM sessions WHERE user_id = ? AND pending = 0",
    userId,
  );
  const links = yield* rows<LinkFactsRow>(
    `SELECT ${LINK_FACTS} FROM links WHERE user_id = ? ORDER BY created_on DESC LIMIT 100`,
    userId,
  );
  const mails = yield* rows<MailRow>(
    `SELECT ${MAIL} FROM mails WHERE user_id = ? ORDER BY created_on DESC, id DESC LIMIT 100`,
    userId,
  );
  const audit = yield* rows<AuditRow>(
    `SELECT happened_on, actor, act, detail FROM audit
     WHERE user_id = ? ORDER BY happened_on DESC, id DESC LIMIT 100`,
    userId,
  );
  return {
    user,
    sessions: sessions?.count ?? 0,
    links: links.map(toLinkFacts),
    mails: mails.map(toMail),
    withheld: yield* withheldFrom(user.emailKey),
    audit: audit.map(toAudit),
  };
}

/** Sorts after every id in any collation, because ids are hexadecimal digits. */
export const BEYOND = "z";

export const MAIL = `mails.id, mails.kind, mails.state, mails.user_id, mails.email,
  mails.created_on, mails.due_on, mails.worthless_on, mails.attempts, mails.ended_on, mails.answer,
  mails.fault, mails.silent, mails.parked_on, mails.complained_on`;

export type MailRow = {
  readonly id: string;
  readonly kind: MailRecord["kind"];
  readonly state: MailRecord["state"];
  readonly user_id: string | null;
  readonly email: string;
  readonly created_on: number;
  readonly due_on: number;
  readonly worthless_on: number;
  readonly attempts: number;
  readonly ended_on: number | null;
  readonly answer: string | null;
  readonly fault: MailRecord["fault"];
  readonly silent: number;
  readonly parked_on: number | null;
  readonly complained_on: number | null;
};

export const toMail = (found: MailRow): MailRecord => ({
  id: found.id,
  kind: found.kind,
  state: found.state,
  userId: found.user_id,
  email: found.email,
  createdOn: found.created_on,
  dueOn: found.due_on,
  worthlessOn: found.worthless_on,
  attempts: found.attempts,
  endedOn: found.ended_on,
  answer: found.answer,
  fault: found.fault,
  // Not cleared where a mail ends in another way than by being sent or withheld.
  parkedOn: found.ended_on === null ? found.parked_on : null,
  isSilent: found.silent === 1,
  complainedOn: found.complained_on,
});

const WITHHELD = "mailbox, kind, hour, count, last_on, reason";

type WithheldRow = Omit<WithheldMails, "lastOn"> & { readonly last_on: number };

const toWithheld = ({ last_on: lastOn, ...found }: WithheldRow): WithheldMails => ({
  ...found,
  lastOn,
});

export function* listWithheld({ limit }: Input<"listWithheld">): Output<"listWithheld"> {
  const found = yield* rows<WithheldRow>(
    `SELECT ${WITHHELD} FROM withheld ORDER BY hour DESC, mailbox, kind LIMIT ?`,
    limit,
  );
  return found.map(toWithheld);
}

function* withheldFrom(emailKey: string): Work<readonly WithheldMails[]> {
  const found = yield* rows<WithheldRow>(
    `SELECT ${WITHHELD} FROM withheld WHERE mailbox = ? ORDER BY hour DESC, kind LIMIT 100`,
    mailboxKey(emailKey),
  );
  return found.map(toWithheld);
}

export function* findMail(id: string): Output<"findMail"> {
  const mail = yield* row<MailRow & { readonly tries: string | null }>(
    `SELECT ${MAIL}, mails.tries FROM mails WHERE id = ?`,
    id,
  );
  if (mail === undefined) return undefined;
  const link = yield* row<LinkFactsRow>(
    `SELECT ${LINK_FACTS} FROM links JOIN mails ON mails.link_id = links.id WHERE mails.id = ?`,
    id,
  );
  return { mail: toMail(mail), tries: triesIn(mail.tries), link: link && toLinkFacts(link) };
}

const LINK_FACTS = `links.purpose, links.email, links.created_on, links.minted_on,
  links.expires_on, links.ended_on, links.ended_why`;

type LinkFactsRow = {
  readonly purpose: LinkFacts["purpose"];
  readonly email: string;
  readonly created_on: number;
  readonly minted_on: number | null;
  readonly expires_on: number | null;
  readonly ended_on: number | null;
  readonly ended_why: LinkFacts["endedWhy"];
};

const toLinkFacts = (found: LinkFactsRow): LinkFacts => ({
  purpose: found.purpose,
  email: found.email,
  createdOn: found.created_on,
  mintedOn: found.minted_on,
  expiresOn: found.expires_on,
  endedOn: found.ended_on,
  endedWhy: found.ended_why,
});

type AuditRow = {
  readonly happened_on: number;
  readonly actor: string;
  readonly act: string;
  readonly detail: string | null;
};

const toAudit = (found: AuditRow): AuditRecord => ({
  happenedOn: found.happened_on,
  actor: found.actor,
  act: found.act,
  detail: found.detail,
});
