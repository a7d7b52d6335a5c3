// Second factors: nobody who is asked for two gets in with one, nothing that was shown counts twice, an old factor withstands
// whoever has only the mailbox or only the password, and the mailbox hears of every change.

import { assertInvariant } from "./assert-invariant.ts";
import type { Step } from "./perform.ts";
import { hashOf, type CredentialRow, type SessionRow, type Snapshot } from "./snapshot.ts";
import { SESSION, type World } from "./world.ts";

const TEN_MINUTES = 600_000;
const DAY = 86_400_000;
const LOCKS = new Set(["account-locked", "email-change-undone"]);

/** What makes remembered browsers unknown. */
const FORGETS = new Set([
  "two-step-on",
  "two-step-off",
  "passkey-removed",
  "password-changed",
  "password-reset",
  "other-sessions-ended",
  "deletion-requested",
  "disabled",
  "factor-removal-done",
  ...LOCKS,
]);

/** Acts of somebody who has just shown everything that the account asks for. */
const ONLY_THE_STRONG = new Set([
  "two-step-on",
  "two-step-off",
  "recovery-codes-made",
  "passkey-added",
  "passkey-removed",
]);

/** After these only the session in which it was done goes on. */
const ENDS_OTHERS = new Set(["two-step-on", "two-step-off", "passkey-removed"]);

export function checkFactors(world: World, step: Step): void {
  checkSpent(world, step);
  checkBegun(world, step);
  checkActs(step);
  checkOthers(world, step);
  checkLocks(step);
  checkResets(step);
  checkNotices(world, step);
  remember(world, step);
  checkThieves(world, step);
}

function checkSpent({ spent }: World, step: Step): void {
  const { shown, done } = step.deed;
  if (done !== true || !asked(step)) return;
  assertInvariant(
    step.deed.token === undefined || shown !== undefined,
    "an undo did without a code of the second factor",
  );
  if (shown === undefined) return;
  assertInvariant(!spent.has(shown.mark), "a code of a second factor was accepted twice");
  spent.add(shown.mark);
}

/** Of links, only an undo asks for a code, and only where an app stays. */
function asked({ deed: { token }, audit, after }: Step): boolean {
  if (token === undefined) return true;
  const undone = audit.find(({ act }) => act === "email-change-undone");
  return credentialsOf(after, undone?.user_id ?? "").some(({ kind }) => kind === "totp");
}

const credentialsOf = ({ credentials }: Snapshot, userId: string): readonly CredentialRow[] =>
  [...credentials.values()].filter((each) => each.user_id === userId);

const isSecond = ({ factor }: CredentialRow): boolean => factor === "second" || factor === "both";

/** A complete session of a user who is asked for two continues one, or was begun with a second factor. */
function checkBegun(world: World, step: Step): void {
  const { deed, before, after, time } = step;
  for (const [hash, session] of after.sessions) {
    const { user_id: userId } = session;
    if (session.pending === 1 || before.sessions.get(hash)?.pending === 0) continue;
    if (before.users.get(userId)?.factors !== 2) continue;
    const was = acting(step);
    const continues = was?.user_id === userId && was.pending === 0;
    const mark = deed.shown?.mark ?? "";
    const showed = deed.done === true && deed.shown?.userId === userId;
    const needs = mark.includes(" ")
      ? "totp"
      : /^[0-9A-Z-]{19}$/.test(mark)
        ? "recovery-code"
        : "passkey";
    const has = credentialsOf(before, userId).some(({ kind }) => kind === needs);
    const browser = deed.browser && world.remembered.get(deed.browser);
    const isRemembered = browser?.userId === userId && time < browser.on + 30 * DAY;
    assertInvariant(
      continues || (showed && has) || isRemembered,
      "a session of a user who is asked for two factors began with one",
    );
  }
}

/** The session that the acting browser had before. */
const acting = ({ before, cookie }: Step): SessionRow | undefined =>
  before.sessions.get(hashOf(cookie ?? ""));

function checkActs(step: Step): void {
  for (const { act, user_id: userId } of step.audit) {
    if (!ONLY_THE_STRONG.has(act)) continue;
    const session = acting(step);
    assertInvariant(
      userId !== null && session?.user_id === userId && session.pending === 0,
      `${act} without a session of this user`,
    );
    const needed = step.before.users.get(userId)?.factors ?? 1;
    assertInvariant(
      strengthLately(session, step.time) >= needed,
      `${act} without everything that the account asks for, shown lately`,
    );
  }
}

function strengthLately({ evidence }: SessionRow, now: number): number {
  const shown = JSON.parse(evidence) as readonly { factor: CredentialRow["factor"]; on: number }[];
  const lately = new Set(
    shown.filter(({ on }) => now < on + TEN_MINUTES).map(({ factor }) => factor),
  );
  if (lately.has("both")) return 2;
  return (lately.has("first") ? 1 : 0) + (lately.has("second") || lately.has("backup") ? 1 : 0);
}

function checkOthers({ secrets }: World, { audit, after, deed, cookie }: Step): void {
  for (const { act, user_id: userId } of audit) {
    if (!ENDS_OTHERS.has(act)) continue;
    for (const [secret, known] of secrets) {
      if (known.userId !== userId) continue;
      if (secret === cookie || secret === deed.browser?.jar.get(SESSION)) continue;
      assertInvariant(!after.sessions.has(hashOf(secret)), `I4: another session outlived: ${act}`);
    }
  }
}

/** A locked account has no password, no session, and nothing that was added in the week before. */
function checkLocks({ audit, after, time }: Step): void {
  for (const { act, user_id: userId } of audit) {
    if (!LOCKS.has(act) || userId === null) continue;
    assertInvariant(after.users.get(userId)?.password_hash === null, `${act}: a password stays`);
    assertInvariant(
      ![...after.sessions.values()].some((session) => session.user_id === userId),
      `${act}: a session stays`,
    );
    assertInvariant(
      !credentialsOf(after, userId).some((each) => each.created_on >= time - 7 * DAY),
      `${act}: what was added in the week before stays`,
    );
  }
}

/** A reset takes nothing that could be a second factor, or what was added in the week before if that was asked for. */
function checkResets({ audit, before, after, time }: Step): void {
  for (const { act, user_id: userId } of audit) {
    if (act !== "password-reset" || before.users.get(userId ?? "")?.confirmed_on == null) continue;
    const old = credentialsOf(before, userId ?? "").filter(
      (each) => isSecond(each) && each.created_on < time - 7 * DAY,
    );
    assertInvariant(
      old.every(({ id }) => after.credentials.has(id)),
      "a reset took a second factor that was a week old",
    );
  }
}

/** Acts that tell their mailbox in another way: the account was taken back, or is gone. */
const TELLS_OTHERWISE = new Set(["confirmed", "registered", ...LOCKS]);

/** Whatever adds or removes a credential of a confirmed user leaves a notice whose link locks the account. */
function checkNotices(world: World, { audit, before, after }: Step): void {
  const changed = new Set<string>();
  for (const [one, other] of [
    [before, after],
    [after, before],
  ] as const)
    for (const [id, { user_id: userId }] of one.credentials)
      if (!other.credentials.has(id)) changed.add(userId);
  for (const userId of changed) {
    const isThere = [before, after].every(({ users }) => users.get(userId)?.confirmed_on != null);
    if (!isThere) continue;
    if (audit.some((row) => row.user_id === userId && TELLS_OTHERWISE.has(row.act))) continue;
    const links = world.app.database
      .prepare(
        `SELECT mails.id FROM mails JOIN links ON links.id = mails.link_id
         WHERE mails.user_id = ? AND purpose = 'lock-account' AND links.ended_on IS NULL`,
      )
      .all(userId);
    assertInvariant(
      links.some(({ id }) => !before.mails.has(String(id))),
      `a credential changed, and no notice locks the account: ${audit.map(({ act }) => act).join()}`,
    );
  }
}

/** What later steps have to know. */
function remember({ addedBy, people, remembered, gear }: World, step: Step): void {
  const { deed, before, after, audit, time } = step;
  const by = people.findIndex(({ browsers }) => browsers.some((each) => each === deed.browser));
  for (const id of after.credentials.keys())
    if (!before.credentials.has(id) && by >= 0) addedBy.set(id, by);
  const forgotten = audit.filter(({ act }) => FORGETS.has(act)).map((row) => row.user_id);
  for (const [browser, { userId }] of remembered)
    if (forgotten.includes(userId)) remembered.delete(browser);
  const was = acting(step);
  if (deed.remember === true && deed.done === true && was?.pending === 1 && was.shared === 0)
    remembered.set(deed.browser!, { userId: was.user_id, on: time });
  // What was removed is worth nothing to anybody.
  for (const [place, { userId, secret }] of [...gear.entries()].toReversed()) {
    const kinds = new Set(credentialsOf(after, userId).map(({ kind }) => kind));
    if (!kinds.has(secret === undefined ? "recovery-code" : "totp") && !kinds.has("recovery-code"))
      gear.splice(place, 1);
  }
}

/** A factor of Ada's that is a week old withstands whoever has neither it nor a session of hers. */
function checkThieves({ people, setting, addedBy }: World, { after, time }: Step): void {
  if (setting.stolen.session || setting.stolen.factors) return;
  for (const { browsers, attacks } of people) {
    for (const { jar } of attacks ? browsers : []) {
      const session = after.sessions.get(hashOf(jar.get(SESSION) ?? ""));
      if (session === undefined || session.pending === 1) continue;
      const user = after.users.get(session.user_id);
      const owned = credentialsOf(after, session.user_id).filter(({ id }) => addedBy.has(id));
      const isHers = owned.every(({ id, kind }) => addedBy.get(id) === 0 || kind === "password");
      const isOld = owned.some((each) => isSecond(each) && each.created_on < time - 7 * DAY);
      assertInvariant(
        user?.factors !== 2 || !isHers || !isOld,
        "a thief is in an account with a factor that is a week old",
      );
    }
  }
}
