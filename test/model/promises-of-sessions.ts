// I4: after a credential event older sessions are refused. I5: unconfirmed users reach what the policy says.
// And the purpose of all of it: nobody without Ada's mailbox is ever logged in as its owner.

import { assertInvariant } from "./assert-invariant.ts";
import type { Step } from "./perform.ts";
import { hashOf, type Snapshot, type UserRow } from "./snapshot.ts";
import { ADA, SESSION, passwordIn, type World } from "./world.ts";

const ENDS_SESSIONS = new Set([
  "password-changed",
  "password-reset",
  "email-changed",
  "email-change-undone",
  "account-locked",
  "deletion-requested",
  "disabled",
]);

/** Actions that only a session of the user can do. */
const ONLY_THE_USER = new Set([
  "registration-address-changed",
  "registration-cancelled",
  "email-change-requested",
  "email-change-cancelled",
  "other-sessions-ended",
  "logged-out",
  "password-changed",
  "deletion-requested",
]);

/** Actions of those who may enter everything and have recently typed their password. */
const ONLY_THE_FRESH = new Set(["email-change-requested", "other-sessions-ended"]);

const TEN_MINUTES = 600_000;
const DAY = 86_400_000;
const IDLE = 14 * DAY;
const SHARED_IDLE = DAY / 12;
const GRACE = 3 * DAY;

export async function checkSessions(world: World, step: Step): Promise<void> {
  await checkEnded(world, step);
  checkActs(world, step);
  checkLocked(step);
  if (step.deed.browser !== undefined && isWorthALook(world, step)) {
    const answer = await step.deed.browser.json("GET", "/profile");
    const cookie = step.deed.browser.jar.get(SESSION);
    const expected = expectedStatus(world, step.after, cookie);
    assertInvariant(
      answer.status === expected,
      `I5: /profile answered ${answer.status}, not ${expected}`,
    );
  }
  if (!Object.values(world.setting.stolen).includes(true)) checkNobodyElse(world, step.after);
}

/** If nothing was done and nobody was logged in, there is rarely anything to see. */
const isWorthALook = ({ step }: World, { deed, actor }: Step): boolean =>
  deed.done === true || (actor !== undefined && step % 3 === 0) || step % 7 === 0;

/** Older sessions of a user whose credentials changed are tried, and refused. */
async function checkEnded(world: World, { audit, after }: Step): Promise<void> {
  const ended = new Set(
    audit
      .filter(
        ({ act, detail }) =>
          ENDS_SESSIONS.has(act) ||
          (act === "confirmed" && /new-password|^admin/.test(detail ?? "")),
      )
      .map((row) => row.user_id),
  );
  for (const [secret, known] of world.secrets) {
    if (known.over) continue;
    const gone = !after.users.has(known.userId);
    if (!gone && !(ended.has(known.userId) && known.since < world.step)) continue;
    known.over = true;
    assertInvariant(!after.sessions.has(hashOf(secret)), "I4: a session outlived what ends it");
    assertInvariant(
      (await whoIs(world, secret)) === null,
      "I4: a session that ended still answers",
    );
  }
}

async function whoIs(world: World, secret: string): Promise<string | null> {
  const browser = world.app.browser();
  browser.jar.set(SESSION, secret);
  const { body } = await browser.json("GET", "/");
  return (body["user"] as { email: string } | null)?.email ?? null;
}

function checkActs(world: World, { audit, actor, before, time, deed }: Step): void {
  for (const { act, user_id: userId } of audit) {
    if (act === "email-change-requested") checkFreeze(world, userId, time);
    if (!ONLY_THE_USER.has(act)) continue;
    assertInvariant(userId === actor, `I4: ${act} without a session of this user`);
    if (!ONLY_THE_FRESH.has(act)) continue;
    const user = before.users.get(userId);
    assertInvariant(
      user !== undefined && mayEnter(world, user, time),
      `I5: ${act} by an unconfirmed user`,
    );
    const proved = [...before.sessions.values()]
      .filter((session) => session.user_id === userId)
      .some((session) => time < session.proved_on + TEN_MINUTES);
    assertInvariant(proved && deed.done === true, `${act} without a password typed lately`);
  }
}

/** After the reader of the mailbox undid a change, nobody can ask for another one for a week. */
function checkFreeze({ events, step }: World, userId: string | null, now: number): void {
  const lately = events.find(
    (event) =>
      event.userId === userId &&
      event.step < step &&
      (event.act === "account-locked" || event.act === "email-change-undone") &&
      now < event.time + 7 * DAY,
  );
  assertInvariant(
    lately === undefined,
    `a change of address was asked for in the week after: ${lately?.act}`,
  );
}

/** No password opens an account that was locked, until a new one is set. */
function checkLocked({ before, after }: Step): void {
  for (const [hash, session] of after.sessions) {
    const user = after.users.get(session.user_id);
    const isNew = !before.sessions.has(hash);
    assertInvariant(
      !(isNew && user?.password_hash === null),
      "I4: somebody logged in to a locked account",
    );
  }
}

/** What the guarded example page answers to a cookie. */
function expectedStatus(world: World, { sessions, users }: Snapshot, cookie?: string): number {
  const now = world.app.clock.now();
  const session = cookie === undefined ? undefined : sessions.get(hashOf(cookie));
  const user = session && users.get(session.user_id);
  if (session === undefined || user === undefined) return 401;
  const idle = session.shared === 1 ? SHARED_IDLE : IDLE;
  if (now >= session.expires_on || now >= session.last_seen_on + idle) return 401;
  if (user.disabled_on !== null || user.deletes_on !== null) return 401;
  return session.pending === 0 && mayEnter(world, user, now) ? 200 : 403;
}

function mayEnter({ setting }: World, user: UserRow, now: number): boolean {
  if (user.confirmed_on !== null || setting.policy === "full") return true;
  return setting.policy === "grace" && now < user.registered_on + GRACE;
}

/**
 * An attacker never has a session or the password of the owner of one of Ada's addresses. If an admin confirmed
 * by hand, that is the admin's responsibility.
 */
function checkNobodyElse(world: World, { users, sessions, owners }: Snapshot): void {
  const attackers = world.people.filter(({ attacks }) => attacks);
  const known = new Set(attackers.flatMap(({ passwords }) => passwords));
  for (const address of ADA) {
    const owner = users.get(owners.get(address) ?? "");
    if (owner === undefined || owner.confirmed_via === "admin") continue;
    assertInvariant(
      !known.has(passwordIn(owner.password_hash)),
      "the owner's password is an attacker's",
    );
    for (const { browsers } of attackers) {
      for (const { jar } of browsers) {
        const session = sessions.get(hashOf(jar.get(SESSION) ?? ""));
        assertInvariant(session?.user_id !== owner.id, "an attacker is logged in as the owner");
      }
    }
  }
}

/** Tries every cookie that any browser ever had: exactly those work that the rows say are live. */
export async function checkEverySecret(world: World): Promise<void> {
  for (const secret of world.secrets.keys()) {
    const browser = world.app.browser();
    browser.jar.set(SESSION, secret);
    const expected = expectedStatus(world, world.now, secret);
    const { status } = await browser.json("GET", "/profile");
    assertInvariant(status === expected, `I4: a session answered ${status}, not ${expected}`);
  }
}
