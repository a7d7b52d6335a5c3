// I3: a link works at most once, for its own purpose, in its time, at its address, and never after
// what voids it. A code likewise.

import { hold } from "./hold.ts";
import type { Step } from "./perform.ts";
import { LIVES, tokenIn, type Purpose, type Token } from "./tokens.ts";
import type { World } from "./world.ts";

/** What the audit log says when a link of this purpose was used. */
const ACTS: Readonly<Record<Purpose, string>> = {
  confirm: "confirmed",
  reset: "password-reset",
  "change-email": "email-changed",
  "stop-change": "email-change-stopped",
  "undo-change": "email-change-undone",
  "keep-account": "kept",
};

const ENDS_A_CHANGE = [
  "email-change-requested",
  "email-change-cancelled",
  "email-change-stopped",
  "email-changed",
  "email-change-undone",
  "deletion-requested",
  "disabled",
];

/** What voids a link of this purpose, done to its user after it was mailed. */
const VOIDED_BY: Readonly<Record<Purpose, readonly string[]>> = {
  confirm: ["confirmed", "moved", "disabled"],
  reset: [
    "password-changed",
    "password-reset",
    "email-changed",
    "email-change-undone",
    "moved",
    "deletion-requested",
    "disabled",
  ],
  "change-email": [...ENDS_A_CHANGE, "password-changed", "password-reset"],
  "stop-change": ENDS_A_CHANGE,
  "undo-change": [],
  "keep-account": ["kept", "deletion-requested", "disabled"],
};

/** Purposes whose mail belongs to its user from the moment it is queued. */
const OF_ONE_USER = new Set<Purpose>(["change-email", "stop-change", "keep-account"]);

const CODE_LIVES = 3_600_000;
const CODE_TRIES = 5;

export function checkLinks(world: World, step: Step): void {
  const { deed, audit } = step;
  if (deed.code?.right === true && deed.done === true) checkCode(world, step, deed.code.typed);
  if (deed.token === undefined) return;
  const { token } = deed;
  if (deed.done !== true) {
    if (token.purpose === "undo-change") checkWayBack(world, step, token);
    return;
  }
  const { purpose, value, letter } = token;
  hold(tokenIn(letter)?.purpose === purpose, `I3: a ${purpose} was done by a link for another act`);
  hold(!world.used.has(value), `I3: a ${purpose} link worked twice`);
  world.used.set(value, world.step);
  hold(step.time < letter.mintedOn + LIVES[purpose], `I3: a ${purpose} link worked after its time`);
  const userId = audit.find((row) => row.act === ACTS[purpose])?.user_id;
  hold(userId != null, `I10: a ${purpose} link was used and the audit log does not say so`);
  checkUser(step, token, userId);
  checkNotVoid(world, token, userId);
}

/** The user is who the link was mailed for, at that address still, and may act. */
function checkUser({ before }: Step, { purpose, letter }: Token, userId: string): void {
  const user = before.users.get(userId);
  hold(user !== undefined, `I3: a ${purpose} link worked for a user who is gone`);
  hold(user.disabled_on === null, `I3: a ${purpose} link worked for a disabled user`);
  const mailed = before.mails.get(letter.id);
  if (mailed !== undefined) hold(mailed.user_id === userId, `I3: a link of somebody else's worked`);
  const moves = purpose === "change-email" || purpose === "undo-change";
  if (!moves)
    hold(
      user.email_key === letter.to.toLowerCase(),
      `I3: a ${purpose} link of an older address worked`,
    );
}

function checkNotVoid(world: World, { purpose, value, letter }: Token, userId: string): void {
  const since = OF_ONE_USER.has(purpose) ? world.queuedAt.get(letter.id)! : letter.mintedAt;
  const voided = world.events.find(
    (event) =>
      event.userId === userId &&
      event.step > since &&
      event.step < world.step &&
      VOIDED_BY[purpose].includes(event.act),
  );
  hold(voided === undefined, `I3: a ${purpose} link worked after: ${voided?.act}`);
  for (const other of world.letters) {
    const token = tokenIn(other);
    if (token?.purpose !== purpose || token.value === value) continue;
    if (purpose === "reset" && world.now.mails.get(other.id)?.user_id === userId)
      hold(other.mintedAt <= letter.mintedAt, "I3: an older reset link worked beside a newer one");
    // A mailbox in between must not undo the undoing of an earlier change.
    if (purpose === "undo-change" && world.now.mails.get(other.id)?.user_id === userId) {
      const undone = world.used.get(token.value);
      const isLater = world.queuedAt.get(letter.id)! > world.queuedAt.get(other.id)!;
      const wasThere = world.queuedAt.get(letter.id)! < (undone ?? 0);
      hold(!(isLater && wasThere), "I3: a mailbox in between undid an undoing");
    }
  }
}

/**
 * An owner's way back is refused only where it is spent, late, void by the undoing of an earlier
 * change, or leads to an address that somebody else owns by now. Nothing a thief does may close it.
 */
function checkWayBack(world: World, { before, after, time }: Step, { value, letter }: Token): void {
  const mail = before.mails.get(letter.id);
  const user = before.users.get(mail?.user_id ?? "");
  if (tokenIn(letter)?.purpose !== "undo-change" || world.used.has(value)) return;
  if (user === undefined || user.disabled_on !== null) return;
  if (time >= letter.mintedOn + LIVES["undo-change"]) return;
  const owner = after.owners.get(letter.to.toLowerCase());
  if (owner !== undefined && owner !== user.id) return;
  const queuedAt = world.queuedAt.get(letter.id)!;
  const undone = world.events.some(
    ({ act, userId, step }) =>
      act === "email-change-undone" && userId === user.id && step > queuedAt,
  );
  hold(undone, "I3: the way back of an owner was refused");
}

function checkCode(world: World, { before, actor, time }: Step, typed: string): void {
  const user = before.users.get(actor ?? "");
  const letter = world.letters.find(
    ({ code, to }) => code === typed && to.toLowerCase() === user?.email_key,
  );
  hold(letter !== undefined, "I2: a code worked that was not mailed to this address");
  hold(time < letter.mintedOn + CODE_LIVES, "I3: a code worked after its time");
  const wrong = world.wrongCodes.filter(
    (each) => each.userId === actor && each.step > letter.mintedAt,
  );
  hold(wrong.length < CODE_TRIES, "I3: a code worked after five wrong ones");
}
