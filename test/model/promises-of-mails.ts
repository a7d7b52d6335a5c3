// I6: what is committed has its mail, and every mail ends, at the row's address only. I8: what others can cause
// never exceeds a mailbox's budget; it is counted when it is handed over, and not at all if it ended before a
// server accepted it.

import { assertInvariant } from "./assert-invariant.ts";
import type { Step } from "./perform.ts";
import type { MailRow } from "./snapshot.ts";
import type { World } from "./world.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Per cause; a day has one more for each hour in which a new client asked. */
const BUDGET = [
  { count: 1, every: MINUTE },
  { count: 9, every: HOUR },
  { count: 12 + 24, every: DAY },
] as const;

/** Kinds that only the user's own actions cause. All others count. */
const NOTICES = new Set([
  "password-changed",
  "change-requested",
  "email-changed",
  "change-undone",
  "deletion",
  "deleted",
  "two-step-on",
  "two-step-off",
  "recovery-codes-made",
  "recovery-code-used",
  "codes-guessed",
  "passkey-added",
  "passkey-removed",
  "lose-factor",
  "factor-removal-begun",
  "factor-removal-soon",
  "factor-removal-stopped",
  "factor-removal-done",
]);

const CONFIRMATIONS = new Set([
  "confirm",
  "confirm-again",
  "already-registered",
  "address-reserved",
]);

/** Tagged addresses reach the same mailbox, so they share its budget. */
const mailboxOf = (emailKey: string): string => emailKey.replace(/\+[^@]*@/, "@");

/** Mails of one cause share places; what a known device or an operator asks for is counted separately. */
const causeOf = ({ kind, about, asked_by: by }: MailRow): string => {
  if (kind === "change-email" || kind === "address-in-use") return "change";
  if (by !== null && /^(?:device|user):|^operator$/.test(by)) return by;
  if (kind.startsWith("reset")) return "reset";
  return about === "by-address" ? "resend" : "register";
};

/** Whose places a mail takes: an address with an owner has its own, except for registrations. */
function placesOf({ before, after }: Step, mail: MailRow): string {
  const { email_key: key } = mail;
  // What a mail is gets decided at its hand-over, and who asked for it is deleted afterwards.
  const cause = causeOf(before.mails.get(mail.id) ?? mail);
  const isOwned =
    before.owners.has(key) ||
    after.owners.has(key) ||
    mail.kind === "address-reserved" ||
    cause === "change"; // somebody who moves back to an address that is reserved for them
  return isOwned && cause !== "register"
    ? `${cause} of the owner of ${key}`
    : `${cause} ${mailboxOf(key)}`;
}

export function checkMails(world: World, step: Step): void {
  checkRegistered(step);
  for (const [id, mail] of step.after.mails) {
    const before = step.before.mails.get(id);
    if (before === undefined && NOTICES.has(mail.kind))
      assertInvariant(
        isProven(world, step, mail),
        `I8: a notice to an unproven address: ${mail.kind}`,
      );
    if (before === undefined && !NOTICES.has(mail.kind))
      assertInvariant(
        mail.asked_by !== null || isOfALock(step, mail),
        "I8: nobody asked for a mail",
      );
    if (before != null && before.asked_by !== null) spend(world, step, mail);
    if (before?.ended_on != null)
      assertInvariant(before.state === mail.state, "I6: a mail that had ended began again");
    if (before !== undefined)
      assertInvariant(before.email === mail.email, "I6: a mail changed its address");
  }
}

/** The reset that somebody who locks an account gets in their mailbox: their own action, once per link. */
const isOfALock = ({ audit }: Step, { kind }: MailRow): boolean =>
  kind === "reset" &&
  audit.some(({ act }) => act === "account-locked" || act === "email-change-undone");

/** Whether a confirmed user has this address, or had it until now. */
const isProven = (
  { ownedAt }: World,
  { before, after }: Step,
  { kind, user_id: userId, email_key: key }: MailRow,
): boolean =>
  [...before.users.values(), ...after.users.values()].some(
    (user) => user.email_key === key && user.confirmed_on !== null,
  ) ||
  // What ends a wait leaves its notice, for whoever had the address then.
  (kind === "factor-removal-stopped" && ownedAt.has(key)) ||
  // A wait is told to every mailbox that can still undo a change of address.
  (kind.startsWith("factor-removal-") &&
    [...before.mails.values()].some(
      (mail) => mail.kind === "email-changed" && mail.user_id === userId && mail.email_key === key,
    ));

/**
 * Counts a mail against its mailbox when it is handed over. Every period must have room for all mails in it.
 */
function spend(world: World, step: Step, mail: MailRow): void {
  const earlier = step.before.mails.get(mail.id);
  if (mail.state === "cancelled" || (mail.state === "dead" && earlier?.state !== "sent"))
    return forget(world, mail.id);
  if (mail.minted_on === earlier?.minted_on) return;
  if (mail.minted_on === null) return forget(world, mail.id);
  const places = placesOf(step, mail);
  const spent = world.budget.get(places) ?? new Map<string, number>();
  world.budget.set(places, spent.set(mail.id, mail.minted_on));
  if (world.setting.limits === "off") return;
  const times = [...spent.values()].toSorted((a, b) => a - b);
  for (const { count, every } of BUDGET) {
    const tight = times.some((time, place) => time - (times[place - count] ?? -Infinity) < every);
    assertInvariant(
      !tight,
      `I8: more than ${count} mails in ${every / MINUTE} minutes to one mailbox`,
    );
  }
}

function forget({ budget }: World, mailId: string): void {
  for (const spent of budget.values()) spent.delete(mailId);
}

function checkRegistered({ audit, after }: Step): void {
  for (const { act, user_id: userId } of audit) {
    const user = after.users.get(userId ?? "");
    if (act !== "registered" || user === undefined) continue;
    const mailed = [...after.mails.values()].some(
      (mail) => mail.user_id === userId && CONFIRMATIONS.has(mail.kind),
    );
    assertInvariant(mailed, "I6: a registration has no mail");
  }
}

/** At the end of a history, when nothing is waiting any more. */
export function checkOutbox(world: World): void {
  const tries = Map.groupBy(world.tries, ({ id }) => id);
  for (const [id, made] of tries) {
    const mail = world.now.mails.get(id);
    assertInvariant(
      new Set(made.map(({ bytes }) => bytes)).size === 1,
      "a mail changed between two tries",
    );
    if (mail === undefined) continue; // deleted with the history
    assertInvariant(
      made.every(({ to }) => to === mail.email),
      "I6: a mail went to another address",
    );
  }
  for (const mail of world.now.mails.values()) {
    const made = tries.get(mail.id) ?? [];
    const accepted = made.filter(({ mood }) => mood === "accepts").length;
    assertInvariant(mail.ended_on !== null, `I6: a ${mail.kind} mail never ends: ${mail.state}`);
    assertInvariant(/^(?:sent|dead|cancelled)$/.test(mail.state), `I6: a mail ended ${mail.state}`);
    assertInvariant(
      accepted === (mail.state === "sent" ? 1 : 0),
      `I6: ${mail.state}, handed over ${accepted} times`,
    );
  }
}
