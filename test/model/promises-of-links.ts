// I3: a link works at most once, for its own purpose, in its time, at its address, and never after what voids
// it. The same holds for a code.

import { assertInvariant } from "./assert-invariant.ts";
import type { Step } from "./perform.ts";
import { BY_PEOPLE, LIVES, rowIn, tokenIn, type Purpose, type Token } from "./tokens.ts";
import type { World } from "./world.ts";

/** What the audit log says when a link of this purpose was used. */
const ACTS: Readonly<Record<Purpose, readonly string[]>> = {
  confirm: ["confirmed"],
  reset: ["password-reset"],
  "change-email": ["email-changed"],
  "stop-change": ["email-change-stopped", "account-locked"],
  "undo-change": ["email-change-undone"],
  "lock-account": ["account-locked"],
  "keep-account": ["kept"],
  "lose-factor": ["factor-removal-begun"],
  "keep-factor": ["factor-removal-stopped"],
};

const ENDS_A_CHANGE = [
  "email-change-requested",
  "email-change-cancelled",
  "email-change-stopped",
  "email-changed",
  "email-change-undone",
  "account-locked",
  "deletion-requested",
  "disabled",
];

/** What voids a link of this purpose if it is done to its user after the link was mailed. */
const VOIDED_BY: Readonly<Record<Purpose, readonly string[]>> = {
  confirm: ["confirmed", "moved", "disabled"],
  reset: [
    "password-reset",
    "email-changed",
    "email-change-undone",
    "account-locked",
    "moved",
    "disabled",
  ],
  "change-email": [...ENDS_A_CHANGE, "password-changed", "password-reset"],
  "stop-change": ENDS_A_CHANGE.filter(
    (act) =>
      act !== "email-change-requested" &&
      act !== "email-change-cancelled" &&
      act !== "deletion-requested" &&
      act !== "disabled",
  ),
  "undo-change": [],
  "lock-account": [],
  "keep-account": ["kept", "deletion-requested", "disabled"],
  "lose-factor": ["factor-removal-stopped", "factor-removal-done", "disabled"],
  "keep-factor": ["factor-removal-stopped", "factor-removal-done"],
};

/** Purposes whose mail belongs to its user from the moment it is queued. */
const OF_ONE_USER = new Set<Purpose>([
  "change-email",
  "stop-change",
  "keep-account",
  "lose-factor",
  "keep-factor",
]);

const CODE_LIVES = 3_600_000;
const CODE_TRIES = 5;

export function checkLinks(world: World, step: Step): void {
  const { deed, audit } = step;
  if (deed.code?.right === true && deed.done === true) checkCode(world, step, deed.code.typed);
  if (deed.token === undefined) return;
  const { token } = deed;
  if (deed.done !== true) {
    if (token.purpose === "undo-change") checkWayBack(world, step, token);
    if (token.purpose === "lock-account") checkLock(world, step, token);
    return;
  }
  const { purpose, value, letter } = token;
  assertInvariant(
    tokenIn(letter)?.purpose === purpose,
    `I3: a ${purpose} was done by a link for another act`,
  );
  assertInvariant(!world.used.has(value), `I3: a ${purpose} link worked twice`);
  world.used.set(value, world.step);
  assertInvariant(
    step.time < letter.mintedOn + LIVES[purpose],
    `I3: a ${purpose} link worked after its time`,
  );
  if (BY_PEOPLE.has(purpose))
    assertInvariant(
      deed.typed === letter.code,
      `I3: a ${purpose} was done without the code of its mail`,
    );
  const userId =
    audit.find((row) => ACTS[purpose].includes(row.act))?.user_id ?? waiting(step, token);
  assertInvariant(
    userId != null,
    `I10: a ${purpose} link was used and the audit log does not say so`,
  );
  checkUser(world, step, token, userId);
  if (isOfAMailbox(step, token)) checkMailbox(world, token);
  else checkNotVoid(world, token, userId);
}

/** A second link begins nothing while a wait is running. */
function waiting({ before }: Step, { purpose, letter }: Token): string | undefined {
  const userId = before.mails.get(letter.id)?.user_id ?? "";
  return purpose === "lose-factor" && before.removals.has(userId) ? userId : undefined;
}

/** The user is the one the link was mailed for, still has that address, and may act. */
function checkUser(world: World, step: Step, token: Token, userId: string): void {
  const { purpose, letter, value } = token;
  const { before } = step;
  const user = before.users.get(userId);
  assertInvariant(user !== undefined, `I3: a ${purpose} link worked for a user who is gone`);
  assertInvariant(user.disabled_on === null, `I3: a ${purpose} link worked for a disabled user`);
  const mailed = before.mails.get(letter.id);
  const whose = purpose === "undo-change" ? rowOf(world, value)?.user_id : mailed?.user_id;
  if (mailed !== undefined && !isOfAMailbox(step, token))
    assertInvariant(whose === userId, `I3: a link of somebody else's worked`);
  const outlives = ["change-email", "undo-change", "lock-account", "keep-factor"].includes(purpose);
  if (!outlives)
    assertInvariant(
      user.email_key === letter.to.toLowerCase(),
      `I3: a ${purpose} link of an older address worked`,
    );
}

/** What was requested by an address without an owner belongs to whoever is there when it is used. */
const isOfAMailbox = ({ before }: Step, { purpose, letter }: Token): boolean =>
  (purpose === "reset" || purpose === "confirm") && before.mails.get(letter.id)?.user_id === null;

/** Such a link is void as soon as the address has an owner. */
function checkMailbox(world: World, { letter, purpose }: Token): void {
  const owned = world.ownedAt.get(letter.to.toLowerCase());
  assertInvariant(
    owned === undefined || owned <= letter.mintedAt || owned === world.step,
    `I3: a ${purpose} link of the mailbox worked although the address has an owner by now`,
  );
}

type LinkRow = { readonly user_id: string; readonly minted_on: number };

/** The row behind a token: an undo link may be in several mails, and its own is the first. */
const rowOf = ({ app }: World, value: string): LinkRow | undefined =>
  app.database.prepare("SELECT user_id, minted_on FROM links WHERE id = ?").get(rowIn(value)) as
    LinkRow | undefined;

/** In which step the change was made that an undo link undoes. */
function changedAt({ app, queuedAt }: World, value: string): number {
  const notice = app.database.prepare("SELECT id FROM mails WHERE link_id = ?").get(rowIn(value));
  return queuedAt.get(String(notice?.["id"])) ?? 0;
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
  assertInvariant(voided === undefined, `I3: a ${purpose} link worked after: ${voided?.act}`);
  for (const other of world.letters) {
    const token = tokenIn(other);
    if (token?.purpose !== purpose || token.value === value) continue;
    // A mailbox in between must not undo the undoing of an earlier change.
    if (purpose === "undo-change" && rowOf(world, token.value)?.user_id === userId) {
      const undone = world.used.get(token.value);
      const isLater = changedAt(world, value) > changedAt(world, token.value);
      const wasThere = changedAt(world, value) < (undone ?? 0);
      assertInvariant(!(isLater && wasThere), "I3: a mailbox in between undid an undoing");
    }
  }
}

/**
 * An owner's undo link is refused only if it is used, expired, sent without its code, or void because an
 * earlier change was undone. Nothing that a thief does may end it.
 */
const CODES: ReadonlySet<string> = new Set(["totp", "recovery-code"]);

function checkWayBack(world: World, step: Step, token: Token): void {
  const { letter } = token;
  if (tokenIn(letter)?.purpose !== "undo-change" || step.deed.typed !== letter.code) return;
  if (world.setting.limits === "on" && step.deed.status === 429) return;
  const hasCodes = [...step.before.credentials.values()].some(
    ({ user_id: id, kind }) => id === rowOf(world, token.value)?.user_id && CODES.has(kind),
  );
  if (hasCodes && step.deed.shown === undefined) return;
  assertInvariant(!livesOn(world, step, token), "I3: the way back of an owner was refused");
}

/**
 * A link that locks an account is refused only if it is used, expired, sent without its code, or void because the
 * account was locked or taken back since. Nothing that a thief does in it may end the link.
 */
function checkLock(world: World, step: Step, { letter, value, purpose }: Token): void {
  if (tokenIn(letter)?.purpose !== purpose || step.deed.typed !== letter.code) return;
  if (world.setting.limits === "on" && step.deed.status === 429) return;
  const row = rowOf(world, value);
  const user = step.before.users.get(row?.user_id ?? "");
  if (row === undefined || user === undefined || user.disabled_on !== null) return;
  if (world.used.has(value) || step.time >= row.minted_on + LIVES[purpose]) return;
  const since = world.queuedAt.get(letter.id) ?? 0;
  const isOver = world.events.some(
    ({ act, userId, step: at }) => userId === user.id && at > since && TAKES_BACK.has(act),
  );
  assertInvariant(isOver, "I3: the link that locks an account was refused to its mailbox");
}

/** A confirmed change of address takes an account back if it leads to where that could be undone. */
const TAKES_BACK = new Set(["account-locked", "email-change-undone", "email-changed"]);

/** Whether an undo link has to work in this step, given everything that happened before. */
function livesOn(world: World, { before, time }: Step, { value }: Pick<Token, "value">): boolean {
  const row = rowOf(world, value);
  const user = before.users.get(row?.user_id ?? "");
  if (row === undefined || world.used.has(value)) return false;
  if (user === undefined || user.disabled_on !== null) return false;
  if (time >= row.minted_on + LIVES["undo-change"]) return false;
  const since = changedAt(world, value);
  return !world.events.some(
    ({ act, userId, step }) => act === "email-change-undone" && userId === user.id && step > since,
  );
}

/** An address that a change freed belongs to nobody else while its mailbox can undo the change. */
export function checkReserved(world: World, step: Step): void {
  for (const [key, owner] of step.after.owners) {
    if (step.before.owners.get(key) === owner) continue;
    for (const letter of world.letters.filter(({ to }) => to.toLowerCase() === key)) {
      const token = tokenIn(letter);
      if (token?.purpose !== "undo-change") continue;
      const whose = rowOf(world, token.value)?.user_id;
      assertInvariant(
        whose === owner || !livesOn(world, step, token),
        "I1: an address got another owner while its mailbox could undo the change that freed it",
      );
    }
  }
}

function checkCode(world: World, { before, actor, time }: Step, typed: string): void {
  const user = before.users.get(actor ?? "");
  const letter = world.letters.find(
    ({ code, to }) => code === typed && to.toLowerCase() === user?.email_key,
  );
  assertInvariant(letter !== undefined, "I2: a code worked that was not mailed to this address");
  assertInvariant(time < letter.mintedOn + CODE_LIVES, "I3: a code worked after its time");
  const wrong = world.wrongCodes.filter(
    (each) => each.userId === actor && each.step > letter.mintedAt,
  );
  assertInvariant(wrong.length < CODE_TRIES, "I3: a code worked after five wrong ones");
}
