// I6: what is committed has its mail, and every mail ends, at the row's address only.
// I8: what strangers can cause never passes a mailbox's budget.

import { hold } from "./hold.ts";
import type { Step } from "./perform.ts";
import type { MailRow } from "./snapshot.ts";
import type { World } from "./world.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const BUDGET = [
  { count: 1, every: MINUTE },
  { count: 5, every: HOUR },
  { count: 10, every: DAY },
] as const;

/** Kinds that only the user's own acts cause. Every other counts. */
const NOTICES = new Set([
  "password-changed",
  "change-requested",
  "email-changed",
  "change-undone",
  "deletion",
  "deleted",
]);

const CONFIRMATIONS = new Set(["confirm", "confirm-again", "already-registered"]);

/** Tags reach the same mailbox, so they share its budget. */
const mailboxOf = (emailKey: string): string => emailKey.replace(/\+[^@]*@/, "@");

/** When a mail was to go out first: it is worthless six hours, or three days, later. */
const firstDue = ({ kind, worthless_on: worthless }: MailRow): number =>
  worthless - (kind.startsWith("reset") ? 6 * HOUR : 3 * DAY);

export function checkMails(world: World, step: Step): void {
  checkRegistered(world, step);
  for (const [id, mail] of step.after.mails) {
    const before = step.before.mails.get(id);
    if (before === undefined) {
      if (NOTICES.has(mail.kind)) hold(isProven(step, mail), "I8: a notice to an unproven address");
      else spend(world, mail);
    }
    if (before?.ended_on != null)
      hold(before.state === mail.state, "I6: a mail that had ended began again");
    if (before !== undefined) hold(before.email === mail.email, "I6: a mail changed its address");
  }
}

/** Whether somebody confirmed has this address, or had it until now. */
const isProven = ({ before, after }: Step, { email_key: key }: MailRow): boolean =>
  [...before.users.values(), ...after.users.values()].some(
    (user) => user.email_key === key && user.confirmed_on !== null,
  );

/** Counts a mail against its mailbox. Any stretch of time must have room for all that are in it. */
function spend(world: World, mail: MailRow): void {
  const spent = spentOf(world, mail.email_key);
  spent.push(firstDue(mail));
  spent.sort((a, b) => a - b);
  if (world.setting.limits === "off") return;
  for (const { count, every } of BUDGET) {
    const tight = spent.some((due, place) => due - (spent[place - count] ?? -Infinity) < every);
    hold(!tight, `I8: more than ${count} mails in ${every / MINUTE} minutes to one mailbox`);
  }
}

function spentOf(world: World, emailKey: string): number[] {
  const mailbox = mailboxOf(emailKey);
  let spent = world.budget.get(mailbox);
  if (spent === undefined) world.budget.set(mailbox, (spent = []));
  return spent;
}

/** A registration without a mail is one whose mailbox had no room left. */
function checkRegistered(world: World, { audit, after, time }: Step): void {
  for (const { act, user_id: userId } of audit) {
    const user = after.users.get(userId ?? "");
    if (act !== "registered" || user === undefined) continue;
    const mailed = [...after.mails.values()].some(
      (mail) => mail.user_id === userId && CONFIRMATIONS.has(mail.kind),
    );
    hold(mailed || isSpent(world, user.email_key, time), "I6: a registration has no mail");
  }
}

/** Whether a mail asked for now would pass the budget, though it may wait for the next minute. */
function isSpent(world: World, emailKey: string, now: number): boolean {
  const spent = spentOf(world, emailKey);
  const slot = Math.max(now, (spent.at(-1) ?? -Infinity) + MINUTE);
  return BUDGET.some(
    ({ count, every }) => spent.filter((due) => due > slot - every).length >= count,
  );
}

/** At the end of a history, when nothing is on its way any more. */
export function checkOutbox(world: World): void {
  const tries = Map.groupBy(world.tries, ({ id }) => id);
  for (const [id, made] of tries) {
    const mail = world.now.mails.get(id);
    hold(new Set(made.map(({ bytes }) => bytes)).size === 1, "a mail changed between two tries");
    if (mail === undefined) continue; // forgotten with the history
    hold(
      made.every(({ to }) => to === mail.email),
      "I6: a mail went to another address",
    );
  }
  for (const mail of world.now.mails.values()) {
    const made = tries.get(mail.id) ?? [];
    const accepted = made.filter(({ mood }) => mood === "accepts").length;
    hold(mail.ended_on !== null, `I6: a ${mail.kind} mail never ends: ${mail.state}`);
    hold(/^(?:sent|dead|cancelled)$/.test(mail.state), `I6: a mail ended ${mail.state}`);
    hold(
      accepted === (mail.state === "sent" ? 1 : 0),
      `I6: ${mail.state}, handed over ${accepted} times`,
    );
  }
}
