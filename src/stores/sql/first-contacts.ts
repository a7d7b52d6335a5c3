// The credit of the site for mails to mailboxes that have never confirmed: checked and paid when a mail is first claimed.

import { CAMPAIGN } from "../../domain/campaign.ts";
import {
  afterComplaint,
  mayContact,
  rulesFor,
  TRUST,
  type AccountName,
  type Earned,
  type FirstContactAccount,
  type FirstContactRules,
  type Trust,
} from "../../domain/first-contacts.ts";
import { BY_ADDRESS, REMINDER } from "../../domain/mail.ts";
import { OPERATOR, poolOf } from "../../domain/mail-budget.ts";
import type { Instant } from "../../domain/time.ts";
import { networkOfClient } from "./first-contact-report.ts";
import type { MailRow } from "./resolve-mail.ts";
import type { Sql } from "./shared-writes.ts";
import { changes, row, type Work } from "./work.ts";

/** An account as it was last written; that of a new site if nothing was written yet. */
export function* readAccount(
  rules: FirstContactRules,
  name: AccountName,
  now: Instant,
): Work<FirstContactAccount> {
  const found = yield* row<{ credit: number; refilled_on: number }>(
    "SELECT credit, refilled_on FROM first_contacts WHERE account = ?",
    name,
  );
  return found === undefined
    ? { credit: rulesFor(rules, name).floor, refilledOn: now }
    : { credit: found.credit, refilledOn: found.refilled_on };
}

/** What time adds until the next count. */
export const NOTHING_EARNED: Earned = {
  confirmed: 0,
  recent: Infinity,
  lately: { sent: 0, confirmed: 0 },
  back: 0,
};

/** How a mail to a mailbox that may never have confirmed here is paid for, and how much it is trusted. */
export type Contact = {
  readonly account: AccountName;
  readonly trust: Trust;
  /** The network whose credit it uses too. */
  readonly network: string | undefined;
};

/**
 * How a mail counts as a first contact; undefined for a mail that does not count. Mails that a page shows count whoever
 * owns the address, because the page must not reveal it (I7). Mails that were requested by address count too: see
 * `payByAddress`. A reminder does not, because it follows a mail that was paid for.
 */
export function* contactOf(
  { kinds }: Pick<Sql, "kinds">,
  mail: MailRow,
): Work<Contact | undefined> {
  const { asked_by: by, about, kind, trust } = mail;
  if (by === null || by === OPERATOR || by === REMINDER) return undefined;
  // An operator vouches for them all. The campaign asks for none that would make anybody wait.
  if (by === CAMPAIGN) return { account: "shown", trust: TRUST.known, network: undefined };
  const pool = poolOf(kinds.mail(kind), by, about === BY_ADDRESS);
  if (pool === "own") return undefined;
  if (pool === "resend" || pool === "reset") {
    return { account: "by-address", trust: TRUST.known, network: undefined };
  }
  // Only somebody who is logged in can ask for a change of address. Attackers can be, so that is no more than staying.
  const shown = pool === "change" ? trust | TRUST.stayed : trust;
  const network = networkOfClient(by);
  return (yield* isKnown(network))
    ? { account: "shown", trust: shown | TRUST.known, network }
    : { account: "shown", trust: shown & ~TRUST.known, network: undefined };
}

function* isKnown(network: string | undefined): Work<boolean> {
  if (network === undefined) return false;
  const sql = "SELECT network FROM first_contact_networks WHERE network = ? AND credit > 0";
  return (yield* row(sql, network)) !== undefined;
}

/** Whether the credit is enough to send this mail now. Nothing is paid yet. */
export function* mayBeSent(
  rules: FirstContactRules,
  { account, trust }: Contact,
  now: Instant,
): Work<boolean> {
  const { credit } = yield* readAccount(rules, account, now);
  return mayContact(rulesFor(rules, account), credit, trust);
}

/** Stands in place of the account of a mail by address if the credit was used up. */
const NOTHING_LEFT = "by-address-unpaid";

/**
 * Pays for a mail that was requested by address, once, when it is first claimed. False if the credit is used up. Mails to
 * owned and unowned addresses cost the same, and none waits. Otherwise an attacker could use up the credit, and see from
 * the mails to their own mailboxes whether somebody else's address has an owner.
 */
export function* payByAddress(
  rules: FirstContactRules,
  mail: MailRow,
  contact: Contact,
  now: Instant,
): Work<boolean> {
  if (mail.account !== null) return mail.account !== NOTHING_LEFT;
  if (yield* mayBeSent(rules, contact, now)) {
    yield* pay(rules, mail, contact, now);
    return true;
  }
  yield* changes("UPDATE mails SET account = ? WHERE id = ?", NOTHING_LEFT, mail.id);
  return false;
}

/** Pays for a mail that is about to be handed over. */
export function* pay(
  rules: FirstContactRules,
  { id }: Pick<MailRow, "id">,
  { account, trust, network }: Contact,
  now: Instant,
): Work<void> {
  yield* changes(
    `INSERT INTO first_contacts (account, credit, refilled_on, sent, counted_until)
     VALUES (?, ?, ?, 1, ?)
     ON CONFLICT (account) DO UPDATE SET credit = first_contacts.credit - 1,
       sent = first_contacts.sent + 1`,
    account,
    rulesFor(rules, account).floor - 1,
    now,
    now,
  );
  yield* changes(
    "UPDATE first_contact_networks SET credit = credit - 1 WHERE network = ?",
    network ?? null,
  );
  yield* changes(
    "UPDATE mails SET account = ?, trust = ?, parked_on = NULL WHERE id = ?",
    account,
    trust,
    id,
  );
}

/** Returns what a mail cost that was not handed over. The credit of its network is not returned. */
export function* payBack(mailId: string, account: string | null): Work<void> {
  if (account === null) return;
  yield* changes(
    "UPDATE first_contacts SET credit = credit + 1, sent = sent - 1 WHERE account = ?",
    account,
  );
  yield* changes("UPDATE mails SET account = NULL WHERE id = ?", mailId);
}

/** Takes what a complaint costs, if its mail was paid for as a first contact that a page shows. */
export function* payForComplaint(
  rules: FirstContactRules | undefined,
  account: string | null,
  now: Instant,
): Work<void> {
  if (rules === undefined || account !== "shown") return;
  const { credit } = yield* readAccount(rules, account, now);
  yield* changes(
    "UPDATE first_contacts SET credit = ? WHERE account = ?",
    afterComplaint(rules, credit),
    account,
  );
}

/**
 * Puts a mail back as if it had not been claimed, until the site has credit for it. `first-contact-count.ts` makes it
 * due again.
 */
export function* park(
  { id, worthless_on: worthlessOn }: Pick<MailRow, "id" | "worthless_on">,
  { account, trust }: Contact,
  now: Instant,
): Work<undefined> {
  yield* changes(
    `UPDATE mails SET state = 'queued', attempts = attempts - 1, due_on = ?, parked_on = ?,
       account = ?, trust = ? WHERE id = ?`,
    worthlessOn,
    now,
    account,
    trust,
    id,
  );
  return undefined;
}
