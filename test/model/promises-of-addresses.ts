// I1: one confirmed user per address. I2: confirmed only by what was mailed to exactly that address. I9: the
// old address is told of every change. I10: every change has its audit row.

import { assertInvariant } from "./assert-invariant.ts";
import type { Step } from "./perform.ts";
import type { UserRow } from "./snapshot.ts";
import type { Purpose } from "./tokens.ts";

export function checkAddresses(step: Step): void {
  checkOwners(step);
  for (const id of new Set([...step.before.users.keys(), ...step.after.users.keys()])) {
    const [before, after] = [step.before.users.get(id), step.after.users.get(id)];
    if (after !== undefined) checkConfirmed(step, before, after);
    if (before !== undefined && after !== undefined) {
      if (before.email_key !== after.email_key) checkMoved(step, before, after);
      if (before.password_hash !== after.password_hash) checkPassword(step, after);
    }
    if (JSON.stringify(before) !== JSON.stringify(after))
      assertInvariant(
        step.audit.some((row) => row.user_id === id),
        "I10: a user changed without an audit row",
      );
  }
}

/** Confirmed users and addresses must agree, and a new owner has no other registrations beside it. */
function checkOwners({ before, after }: Step): void {
  const confirmed = [...after.users.values()].filter((user) => user.confirmed_on !== null);
  const keys = new Set(confirmed.map((user) => user.email_key));
  assertInvariant(keys.size === confirmed.length, "I1: two confirmed users have one address");
  for (const user of confirmed)
    assertInvariant(
      after.owners.get(user.email_key) === user.id,
      "I1: a confirmed user owns no address",
    );
  assertInvariant(
    after.owners.size === confirmed.length,
    "I1: an address belongs to nobody who is confirmed",
  );
  for (const rival of after.users.values()) {
    const isRival = rival.confirmed_on === null && before.users.has(rival.id);
    const owner = after.owners.get(rival.email_key);
    const isNew = owner !== undefined && owner !== before.owners.get(rival.email_key);
    assertInvariant(
      !(isRival && isNew),
      "I1: a registration waits on for an address that was just proved",
    );
  }
}

function checkConfirmed(step: Step, before: UserRow | undefined, after: UserRow): void {
  const was = before?.confirmed_on ?? null;
  if (was === after.confirmed_on) return;
  assertInvariant(was === null, "I2: the time of a confirmation changed");
  const proved =
    after.confirmed_via === "admin"
      ? step.deed.admin === after.id
      : after.confirmed_via === "code"
        ? step.deed.code?.right === true && step.actor === after.id
        : proves(step, after.confirmed_via === "reset" ? "reset" : "confirm", after.email_key);
  assertInvariant(
    proved,
    `I2: confirmed via ${after.confirmed_via} without a proof of this address`,
  );
}

/** Whether a link that was mailed to this address for this purpose was sent with the request. */
const proves = ({ deed }: Step, purpose: Purpose, emailKey: string): boolean =>
  deed.done === true &&
  deed.token?.purpose === purpose &&
  deed.token.letter.to.toLowerCase() === emailKey;

function checkMoved(step: Step, before: UserRow, after: UserRow): void {
  if (before.confirmed_on === null && after.confirmed_on === null) {
    assertInvariant(step.actor === after.id, "a registration was moved by somebody else");
    return;
  }
  const { email_key: to } = after;
  assertInvariant(
    proves(step, "change-email", to) || proves(step, "undo-change", to),
    "I2: a confirmed user moved to an address that nobody proved",
  );
  const told = [...step.after.mails.values()].some(
    (mail) =>
      !step.before.mails.has(mail.id) &&
      mail.user_id === after.id &&
      mail.email_key === before.email_key &&
      (mail.kind === "email-changed" || mail.kind === "change-undone"),
  );
  assertInvariant(told, "I9: the old address does not hear of the change");
}

const SETS_A_PASSWORD = new Set([
  "password-changed",
  "password-reset",
  "email-change-undone",
  "account-locked",
]);

function checkPassword(step: Step, { id }: UserRow): void {
  const set = step.audit.some(
    ({ act, user_id: userId, detail }) =>
      userId === id &&
      (SETS_A_PASSWORD.has(act) || (act === "confirmed" && detail?.includes("new-password"))),
  );
  assertInvariant(set, "I10: a password changed, and the audit log does not say how");
}
