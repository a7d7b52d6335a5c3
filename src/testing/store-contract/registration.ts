import { mailBudgetDefaults } from "../../domain/mail-budget.ts";
import { days, minutes } from "../../domain/time.ts";
import {
  ASKS,
  NO_LIMIT,
  NOW,
  OPERATOR_LIMIT,
  actsOf,
  addressOf,
  claim,
  confirmed,
  handOver,
  linkTo,
  newId,
  newSession,
  register,
  type StoreTests,
  passwordOf,
} from "./kit.ts";

const EMAIL = "ada@example.com";

/** What every store must do about registrations. */
export function registrationContract({ describe, expect, test, openStore }: StoreTests): void {
  describe("registering", () => {
    test("adds the user, its session, its mail and its audit row at once", async () => {
      await using store = await openStore();
      const { userId, session } = await register(store, EMAIL);
      const current = await store.readSession(session.hash);
      expect(current?.user).toMatchObject({ id: userId, email: EMAIL, confirmedOn: null });
      expect(await claim(store)).toMatchObject([{ kind: "confirm", email: EMAIL }]);
      expect(await actsOf(store, userId)).toEqual(["registered"]);
    });

    test("does not mind who else waits for the address, or owns it", async () => {
      await using store = await openStore();
      await confirmed(store, EMAIL);
      const first = await register(store, EMAIL);
      const second = await register(store, "ADA@example.com");
      expect(first.userId).not.toBe(second.userId);
      expect(await store.findUsers({ emailKey: EMAIL })).toHaveLength(3);
    });

    test("of one form registers once, and gives back whom it made", async () => {
      await using store = await openStore();
      const formId = "A".repeat(22);
      const first = await register(store, EMAIL, { formId });
      const again = await store.register({
        user: {
          id: newId(),
          address: addressOf("eve@example.com"),
          password: passwordOf("another"),
          registeredWith: "",
          nextPath: null,
          formId,
        },
        session: newSession(),
        ...ASKS,
        now: NOW,
      });
      expect(again.repeated).toMatchObject({
        user: { id: first.userId, email: EMAIL },
        password: { credentialId: first.password.id, hash: first.password.secret },
      });
      expect(await claim(store)).toHaveLength(1);
    });

    test("64 times at once with one form registers once", async () => {
      await using store = await openStore();
      const formId = "B".repeat(22);
      await Promise.all(Array.from({ length: 64 }, () => register(store, EMAIL, { formId })));
      expect(await store.findUsers({ emailKey: EMAIL })).toHaveLength(1);
    });

    test("64 times at once for one mailbox never mails more than its budget", async () => {
      await using store = await openStore();
      const everybody = Array.from({ length: 64 }, (_, place) =>
        register(store, `ada+${place}@example.com`),
      );
      expect(await Promise.all(everybody)).toHaveLength(64);
      let mailed = 0;
      for (let minute = 0; minute < 60; minute += 1) {
        const now = NOW + minutes(minute);
        const claimed = await handOver(store, now, mailBudgetDefaults);
        expect(claimed.length).toBeLessThanOrEqual(1);
        mailed += claimed.length;
      }
      expect(mailed).toBe(3);
    });
  });

  describe("another address for a registration", () => {
    const move = (email: string, userId: string) => ({
      userId,
      address: addressOf(email),
      ...ASKS,
      now: NOW,
    });

    test("replaces the links to the old one, sent or not, and mails the new one", async () => {
      await using store = await openStore();
      const { userId } = await register(store, "ada@exmaple.com");
      const old = await linkTo(store, "ada@exmaple.com");
      await store.resend({ userId, ...ASKS, now: NOW });
      expect(await store.changeRegistrationAddress(move(EMAIL, userId))).toEqual({
        ok: true,
        value: null,
      });
      expect((await store.findLink(old))?.link.endedWhy).toBe("replaced");
      expect((await handOver(store)).map(({ email }) => email)).toEqual([EMAIL]);
    });

    test("leaves alone what is in the mailbox when it is the same one", async () => {
      await using store = await openStore();
      const { userId } = await register(store, EMAIL);
      const linkId = await linkTo(store, EMAIL);
      await store.changeRegistrationAddress(move("Ada@example.com", userId));
      expect((await store.findLink(linkId))?.link.endedOn).toBeNull();
    });

    test("is not needed where the address is meant: its mail, which waited, is due at once", async () => {
      await using store = await openStore();
      const { userId, session } = await register(store, "ada@example.org");
      await store.changeRegistrationAddress({
        ...move(EMAIL, userId),
        mailDueOn: NOW + minutes(2),
      });
      expect(await handOver(store)).toEqual([]);
      const waiting = async () => store.findWaiting((await store.readSession(session.hash))!.user);
      expect((await waiting()).addressKept).toBe(false);
      expect(await store.keepRegistrationAddress({ userId, now: NOW })).toBe(true);
      expect((await waiting()).addressKept).toBe(true);
      expect((await handOver(store)).map(({ email }) => email)).toEqual([EMAIL]);
      const owner = await confirmed(store, "bob@example.com");
      expect(await store.keepRegistrationAddress({ userId: owner.userId, now: NOW })).toBe(false);
    });

    test("is refused to the confirmed, to the unknown, and after five mails", async () => {
      await using store = await openStore();
      const done = await confirmed(store, EMAIL);
      const notWaiting = { ok: false, reason: "not-waiting" };
      expect(await store.changeRegistrationAddress(move("b@example.com", done.userId))).toEqual(
        notWaiting,
      );
      expect(await store.changeRegistrationAddress(move("b@example.com", newId()))).toEqual(
        notWaiting,
      );
      const { userId } = await register(store, "c@example.com");
      for (let count = 0; count < 4; count += 1) {
        await handOver(store);
        await store.resend({ userId, ...ASKS, now: NOW });
      }
      expect(await store.changeRegistrationAddress(move("b@example.com", userId))).toEqual({
        ok: false,
        reason: "too-many-mails",
      });
    });

    test("by an operator ends the links to the wrong one, and moves nobody who is confirmed", async () => {
      await using store = await openStore();
      const { userId } = await register(store, EMAIL);
      const wrong = await linkTo(store, EMAIL);
      const address = addressOf("right@example.com");
      const correct = {
        actor: "operator:root",
        reason: "by phone",
        now: NOW,
        userId,
        address,
        mailLimit: OPERATOR_LIMIT,
      };
      expect(await store.correctAddress(correct)).toEqual({ ok: true, value: null });
      expect((await store.findLink(wrong))?.link.endedWhy).toBeDefined();
      const [mail] = await claim(store);
      expect(mail).toMatchObject({ kind: "confirm", email: "right@example.com" });
      expect(await actsOf(store, userId)).toContain("registration-address-changed");
      expect(await store.correctAddress(correct)).toMatchObject({ reason: "too-soon" });
      const bob = await confirmed(store, "bob@example.com");
      const late = { ...correct, userId: bob.userId, mailLimit: NO_LIMIT };
      expect(await store.correctAddress(late)).toEqual({ ok: false, reason: "not-waiting" });
    });
  });

  describe("the end of a registration", () => {
    test("by cancelling takes its session, links and mails along, once", async () => {
      await using store = await openStore();
      const { userId, session } = await register(store, EMAIL);
      const linkId = await linkTo(store, EMAIL);
      await store.resend({ userId, ...ASKS, now: NOW });
      expect(await store.cancelRegistration({ userId, now: NOW })).toBe(true);
      expect(await store.cancelRegistration({ userId, now: NOW })).toBe(false);
      expect(await store.readSession(session.hash)).toBeUndefined();
      expect((await store.findLink(linkId))?.link.endedWhy).toBe("removed");
      expect(await claim(store)).toEqual([]);
    });

    test("never reaches the confirmed", async () => {
      await using store = await openStore();
      const { userId } = await confirmed(store, EMAIL);
      expect(await store.cancelRegistration({ userId, now: NOW })).toBe(false);
      expect(await store.purgeRegistrations({ registeredBefore: NOW + 1, now: NOW })).toBe(0);
      expect(await store.findUsers({ id: userId })).toHaveLength(1);
    });

    test("by time takes all that registered before, and says how many", async () => {
      await using store = await openStore();
      const before = NOW - days(7);
      const late = await register(store, EMAIL, { now: before - 1 });
      await register(store, "b@example.com", { now: before });
      expect(await store.countPurgeable(before)).toBe(1);
      expect(await store.purgeRegistrations({ registeredBefore: before, now: NOW })).toBe(1);
      expect(await store.findUsers({ id: late.userId })).toEqual([]);
      expect(await store.countPurgeable(before)).toBe(0);
    });

    test("by time does not stop at some hundreds", async () => {
      await using store = await openStore();
      const crowd = Array.from({ length: 450 }, (_, place) =>
        register(store, `a${place}@example.com`, { now: NOW - 1 }),
      );
      await Promise.all(crowd);
      expect(await store.purgeRegistrations({ registeredBefore: NOW, now: NOW })).toBe(450);
    });
  });
}
