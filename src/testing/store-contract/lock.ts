import type { NewCredential } from "../../domain/evidence.ts";
import { LOCK } from "../../domain/lock.ts";
import { days, hours, minutes, type Instant } from "../../domain/time.ts";
import { enrolment, second } from "./credentials.ts";
import {
  ASKS,
  NO_LIMIT,
  NOW,
  addressOf,
  askForDeletion,
  byPassword,
  confirmed,
  handOver,
  linkTo,
  loginOf,
  newSession,
  passwordOf,
  sessionsOf,
  type OpenedStore,
  type Registered,
  type StoreTests,
} from "./kit.ts";

const EMAIL = "ada@example.com";
const OTHER = "ada@example.net";

/** Somebody changes the password; returns the link of the notice, and who has the account now. */
async function changed(store: OpenedStore, user: Registered, at: string, now: Instant) {
  const password = passwordOf(`changed at ${now}`);
  const { userId } = user;
  const to = { proof: byPassword(user), to: password, session: newSession(now), limit: NO_LIMIT };
  await store.changePassword({ userId, ...to, now });
  return { user: { ...user, password }, linkId: await linkTo(store, at, now, "lock-account") };
}

async function moved(store: OpenedStore, user: Registered, to: string, now: Instant) {
  const { userId } = user;
  await store.requestEmailChange({ userId, address: addressOf(to), ...ASKS, now });
  const linkId = await linkTo(store, to, now, "change-email");
  const proof = byPassword(user);
  await store.changeEmail({ linkId, proof, session: undefined, now });
  const notice = (await handOver(store, now)).find(({ kind }) => kind === "email-changed");
  return notice?.link?.id;
}

/** Adds credentials in the user's session. */
async function withAdded(
  store: OpenedStore,
  user: Registered,
  added: readonly (readonly [NewCredential, Instant])[],
): Promise<void> {
  let acting = user.session.hash;
  for (const [credential, now] of added) {
    const enrolling = { ...enrolment(user, credential), acting, now };
    const { added: isAdded } = await store.addCredentials(enrolling);
    if (!isAdded) throw new Error(`${credential.id} was not added.`);
    acting = enrolling.session.hash;
  }
  await handOver(store, Math.max(...added.map(([, now]) => now)));
}

/** What every store must do when a mailbox locks its account. */
export function lockContract({ describe, expect, test, openStore }: StoreTests): void {
  describe("locking an account by a notice", () => {
    test("ends what is in it, and mails a reset", async () => {
      await using store = await openStore();
      const { user, linkId } = await changed(store, await confirmed(store, EMAIL), EMAIL, NOW);
      const { userId } = user;
      await askForDeletion(store, user);
      await handOver(store);
      const locked = await store.lockAccount({ linkId, ...LOCK, now: NOW });
      expect(locked).toMatchObject({
        ok: true,
        value: { email: EMAIL, deletesOn: null, emailFrozenUntil: NOW + days(7) },
      });
      expect(await sessionsOf(store, userId)).toEqual([]);
      expect(await store.findPassword(userId)).toBeUndefined();
      expect(await handOver(store)).toMatchObject([{ kind: "reset", email: EMAIL }]);
      const again = await store.lockAccount({ linkId, ...LOCK, now: NOW });
      expect(again).toEqual({ ok: false, reason: "used" });
    });

    test("removes what was added in the last days, of every kind, and leaves what is older", async () => {
      await using store = await openStore();
      const user = await confirmed(store, EMAIL);
      const { userId } = user;
      const passkey = { ...second("young-key"), kind: "key", factor: "both" } as const;
      const now = NOW + days(30);
      await withAdded(store, user, [
        [{ ...passkey, id: "old-key" }, NOW + days(1)],
        [second("old"), NOW + days(22)],
        [second("young"), NOW + days(23)],
        [passkey, now],
        [{ ...second("young-code"), factor: "backup" }, now],
      ]);
      const { linkId } = await changed(store, user, EMAIL, now);
      await store.lockAccount({ linkId, ...LOCK, now });
      const left = await store.listCredentials(userId);
      expect(left.map(({ id }) => id)).toEqual(["old-key", "old"]);
      const password = passwordOf("new");
      const reset = await linkTo(store, EMAIL, now, "reset");
      await store.reset({ linkId: reset, password, now });
      expect(await store.logIn(loginOf({ userId, password }, { now }))).toBe("pending");
    });

    test("asks nobody for a second factor that went", async () => {
      await using store = await openStore();
      const user = await confirmed(store, EMAIL);
      const { userId } = user;
      await withAdded(store, user, [[second("young"), NOW]]);
      const { linkId } = await changed(store, user, EMAIL, NOW);
      await store.lockAccount({ linkId, ...LOCK, now: NOW });
      const password = passwordOf("new");
      const reset = await linkTo(store, EMAIL, NOW, "reset");
      await store.reset({ linkId: reset, password, now: NOW });
      expect(await store.logIn(loginOf({ userId, password }))).toBe("complete");
    });

    test("goes back to the change, if its mail was late", async () => {
      await using store = await openStore();
      const user = await confirmed(store, EMAIL);
      await withAdded(store, user, [[second("with the change"), NOW + days(1)]]);
      const password = passwordOf("changed");
      const to = { proof: byPassword(user), to: password, session: newSession(), limit: NO_LIMIT };
      await store.changePassword({ userId: user.userId, ...to, now: NOW + days(1) });
      const linkId = await linkTo(store, EMAIL, NOW + days(3), "lock-account");
      const now = NOW + days(10) - minutes(1);
      expect(await store.lockAccount({ linkId, ...LOCK, now })).toMatchObject({ ok: true });
      expect(await store.listCredentials(user.userId)).toEqual([]);
    });

    test("outlives changes, resets, a deletion and a suspension, and ends after its days", async () => {
      await using store = await openStore();
      const first = await changed(store, await confirmed(store, EMAIL), EMAIL, NOW);
      const { linkId } = first;
      const next = await changed(store, first.user, EMAIL, NOW + hours(1));
      await store.requestReset({ address: addressOf(EMAIL), ...ASKS, now: NOW + hours(2) });
      const reset = await linkTo(store, EMAIL, NOW + hours(2), "reset");
      const password = passwordOf("reset");
      await store.reset({ linkId: reset, password, now: NOW + hours(2) });
      const { userId } = next.user;
      const operator = { actor: "operator:root", reason: "a ticket", now: NOW + hours(3) };
      await store.disableUser({ userId, ...operator });
      const locking = { linkId, ...LOCK, now: NOW + hours(3) };
      expect(await store.lockAccount(locking)).toEqual({ ok: false, reason: "disabled" });
      await store.enableUser({ userId, ...operator });
      await askForDeletion(store, { userId, password });
      const late = await store.lockAccount({ ...locking, now: NOW + days(7) });
      expect(late).toEqual({ ok: false, reason: "expired" });
      expect(await store.lockAccount(locking)).toMatchObject({ ok: true });
    });

    test("ends the other links of its mailbox, and is done once however many ask at once", async () => {
      await using store = await openStore();
      const first = await changed(store, await confirmed(store, EMAIL), EMAIL, NOW);
      const next = await changed(store, first.user, EMAIL, NOW + 1);
      const links = [first.linkId, next.linkId];
      const all = await Promise.all(
        Array.from({ length: 4 }, (_, place) =>
          store.lockAccount({ linkId: links[place % 2]!, ...LOCK, now: NOW + 2 }),
        ),
      );
      expect(all.filter(({ ok }) => ok)).toHaveLength(1);
      expect(await handOver(store, NOW + 2)).toHaveLength(1);
    });
  });

  describe("locking an account that moved", () => {
    test("locks it where it is, and keeps the way to take it back", async () => {
      await using store = await openStore();
      const { user, linkId } = await changed(store, await confirmed(store, EMAIL), EMAIL, NOW);
      const undoId = await moved(store, user, OTHER, NOW + 1);
      const locked = await store.lockAccount({ linkId, ...LOCK, now: NOW + 2 });
      expect(locked).toMatchObject({ ok: true, value: { email: OTHER } });
      expect(await store.findPassword(user.userId)).toBeUndefined();
      expect(await handOver(store, NOW + 2)).toMatchObject([{ kind: "reset", email: OTHER }]);
      const undone = await store.undoEmailChange({ linkId: undoId!, ...LOCK, now: NOW + 3 });
      expect(undone).toMatchObject({ ok: true, value: { email: EMAIL } });
    });

    test("ends the links that the later mailbox got, and never those that an earlier one has", async () => {
      await using store = await openStore();
      const before = await changed(store, await confirmed(store, EMAIL), EMAIL, NOW);
      await moved(store, before.user, OTHER, NOW + 1);
      const after = await changed(store, before.user, OTHER, NOW + 2);
      const lock = (linkId: string, now: Instant) => store.lockAccount({ linkId, ...LOCK, now });
      expect(await lock(after.linkId, NOW + 3)).toMatchObject({ ok: true });
      expect(await lock(before.linkId, NOW + 4)).toMatchObject({ ok: true });
    });

    test("is refused to a mailbox that the account was taken back from", async () => {
      await using store = await openStore();
      const user = await confirmed(store, EMAIL);
      const undoId = await moved(store, user, OTHER, NOW + 1);
      const { linkId } = await changed(store, user, OTHER, NOW + 2);
      await store.undoEmailChange({ linkId: undoId!, ...LOCK, now: NOW + 3 });
      const locked = await store.lockAccount({ linkId, ...LOCK, now: NOW + 4 });
      expect(locked).toEqual({ ok: false, reason: "replaced" });
    });

    test("or that it was moved back from, to where that could be undone", async () => {
      await using store = await openStore();
      const user = await confirmed(store, EMAIL);
      await moved(store, user, OTHER, NOW + 1);
      const after = await changed(store, user, OTHER, NOW + 2);
      await moved(store, after.user, EMAIL, NOW + 3);
      const locked = await store.lockAccount({ linkId: after.linkId, ...LOCK, now: NOW + 4 });
      expect(locked).toEqual({ ok: false, reason: "replaced" });
    });
  });
}
