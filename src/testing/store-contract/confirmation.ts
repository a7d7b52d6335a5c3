import { mailBudgetDefaults } from "../../domain/mail-budget.ts";
import { CODE_TRIES, PASSWORD_TRIES } from "../../domain/link.ts";
import { days, hours, minutes } from "../../domain/time.ts";
import {
  ASKS,
  NOW,
  actsOf,
  addressOf,
  bySession,
  claim,
  confirmed,
  handOver,
  linkTo,
  newSession,
  register,
  type StoreTests,
  type Registered,
  sessionsOf,
  passwordOf,
} from "./kit.ts";

const EMAIL = "ada@example.com";

/** What every store must do about waiting and confirming. */
export function confirmationContract({ describe, expect, test, openStore }: StoreTests): void {
  describe("confirming", () => {
    test("owns the address, goes on with a new session, and leaves an audit row", async () => {
      await using store = await openStore();
      const registered = await register(store, EMAIL);
      const input = bySession(await linkTo(store, EMAIL), registered);
      const done = await store.confirm(input);
      expect(done).toMatchObject({ ok: true, value: { confirmedOn: NOW, confirmedVia: "link" } });
      expect(await store.readSession(registered.session.hash)).toBeUndefined();
      expect((await store.readSession(input.session.hash))?.user.id).toBe(registered.userId);
      const { owner } = await store.findCandidates(EMAIL);
      expect(owner?.user.id).toBe(registered.userId);
      expect(await actsOf(store, registered.userId)).toContain("confirmed");
    });

    test("64 times at once with one link has one winner", async () => {
      await using store = await openStore();
      const registered = await register(store, EMAIL);
      const linkId = await linkTo(store, EMAIL);
      const proof = { kind: "password", credentialId: registered.password.id } as const;
      const all = await Promise.all(
        Array.from({ length: 64 }, () =>
          store.confirm({ ...bySession(linkId, registered), proof, session: newSession() }),
        ),
      );
      expect(all.filter(({ ok }) => ok)).toHaveLength(1);
      const others = all.filter(({ ok }) => !ok);
      expect(new Set(others.map((each) => !each.ok && each.reason))).toEqual(
        new Set(["already-confirmed"]),
      );
      expect(await sessionsOf(store, registered.userId)).toHaveLength(2);
    });

    test("32 registrations of one address at once: one owns it, and every rival is gone", async () => {
      await using store = await openStore();
      const crowd: { linkId: string; registered: Registered }[] = [];
      for (let count = 0; count < 32; count += 1) {
        const registered = await register(store, EMAIL);
        crowd.push({ linkId: await linkTo(store, EMAIL), registered });
      }
      const all = await Promise.all(
        crowd.map(({ linkId, registered }) => store.confirm(bySession(linkId, registered))),
      );
      expect(all.filter(({ ok }) => ok)).toHaveLength(1);
      expect(await store.findUsers({ emailKey: EMAIL })).toHaveLength(1);
      const winner = all.findIndex(({ ok }) => ok);
      for (const [place, { linkId, registered }] of crowd.entries()) {
        if (place === winner) continue;
        expect(await store.readSession(registered.session.hash)).toBeUndefined();
        expect((await store.findLink(linkId))?.link.endedWhy).toBe("address-taken");
      }
    });

    test("by a registration of an address that has an owner is refused, and its link is not used", async () => {
      await using store = await openStore();
      const late = await register(store, EMAIL);
      const linkId = await linkTo(store, EMAIL);
      await confirmed(store, "owner@example.com");
      await store.changeRegistrationAddress({
        userId: late.userId,
        address: addressOf("owner@example.com"),
        ...ASKS,
        now: NOW,
      });
      const [mail] = await handOver(store);
      expect(mail?.kind).toBe("already-registered");
      const taken = await store.confirm(bySession(mail!.link!.id, late));
      expect(taken).toEqual({ ok: false, reason: "address-taken" });
      expect((await store.findLink(mail!.link!.id))?.link.endedWhy).toBeNull();
      const replaced = await store.confirm(bySession(linkId, late));
      expect(replaced).toEqual({ ok: false, reason: "replaced" });
    });

    test("needs a proof of this very registration, and is spent by no wrong one", async () => {
      await using store = await openStore();
      const registered = await register(store, EMAIL);
      const other = await register(store, EMAIL);
      const [first] = await handOver(store);
      const linkId = first!.link!.id;
      for (const proof of [
        { kind: "session", hash: other.session.hash },
        { kind: "password", credentialId: other.password.id },
      ] as const) {
        const refused = await store.confirm({ ...bySession(linkId, registered), proof });
        expect(refused).toEqual({ ok: false, reason: "proof-needed" });
      }
      expect((await store.confirm(bySession(linkId, registered))).ok).toBe(true);
    });

    test("with a new password ends the old one and every session made with it", async () => {
      await using store = await openStore();
      const registered = await register(store, EMAIL);
      const linkId = await linkTo(store, EMAIL);
      const proof = { kind: "new-password", password: passwordOf("a new hash") } as const;
      await store.confirm({ ...bySession(linkId, registered), proof });
      expect(await store.readSession(registered.session.hash)).toBeUndefined();
      expect(await store.findPassword(registered.userId)).toMatchObject({ hash: "a new hash" });
      expect(await sessionsOf(store, registered.userId)).toHaveLength(1);
    });

    test("works to the last moment of the link's life, and not in the next", async () => {
      await using store = await openStore();
      const registered = await register(store, EMAIL);
      const input = bySession(await linkTo(store, EMAIL), registered);
      const ends = NOW + hours(72);
      expect(await store.confirm({ ...input, now: ends })).toEqual({
        ok: false,
        reason: "expired",
      });
      expect((await store.confirm({ ...input, now: ends - 1 })).ok).toBe(true);
    });

    test("ends every other link of the user and the mails that were on their way", async () => {
      await using store = await openStore();
      const registered = await register(store, EMAIL);
      const linkId = await linkTo(store, EMAIL);
      await store.resend({ userId: registered.userId, ...ASKS, now: NOW });
      const second = await linkTo(store, EMAIL);
      await store.resend({ userId: registered.userId, ...ASKS, now: NOW });
      await store.confirm(bySession(linkId, registered));
      expect((await store.findLink(second))?.link.endedWhy).toBe("used");
      expect(await claim(store)).toEqual([]);
    });

    test("is not known before the hand-over, nor for a link that is none", async () => {
      await using store = await openStore();
      const registered = await register(store, EMAIL);
      const nothing = await store.confirm(bySession("A".repeat(22), registered));
      expect(nothing).toEqual({ ok: false, reason: "unknown" });
    });
  });

  describe("tries", () => {
    test("64 guesses of a code at once get no more than five between them", async () => {
      await using store = await openStore();
      const { userId } = await register(store, EMAIL);
      await handOver(store);
      const guesses = await Promise.all(
        Array.from({ length: 64 }, () => store.spendCodeTry({ userId, now: NOW })),
      );
      expect(guesses.filter(({ open }) => open.length > 0)).toHaveLength(CODE_TRIES);
      expect(await store.spendCodeTry({ userId, now: NOW })).toEqual({
        open: [],
        ifWrong: "dead-code",
      });
    });

    test("a newer mail's code has tries of its own, and an old code expires", async () => {
      await using store = await openStore();
      const { userId } = await register(store, EMAIL);
      await handOver(store);
      const later = NOW + minutes(60);
      expect(await store.spendCodeTry({ userId, now: later })).toMatchObject({
        open: [],
        ifWrong: "expired-code",
      });
      await store.resend({ userId, ...ASKS, now: later });
      const linkId = await linkTo(store, EMAIL, later);
      expect((await store.spendCodeTry({ userId, now: later })).open).toEqual([linkId]);
    });

    test("64 guesses of a password at once get no more than five between them", async () => {
      await using store = await openStore();
      await register(store, EMAIL);
      const linkId = await linkTo(store, EMAIL);
      const guesses = await Promise.all(
        Array.from({ length: 64 }, () => store.spendPasswordTry(linkId)),
      );
      expect(guesses.filter(Boolean)).toHaveLength(PASSWORD_TRIES);
    });
  });

  describe("reminding", () => {
    const span = { registeredAfter: NOW - 1, registeredBefore: NOW, lifetime: days(7), now: NOW };

    test("queues one mail for an address whose mail was sent, and none a second time", async () => {
      await using store = await openStore();
      await register(store, EMAIL);
      await register(store, EMAIL);
      expect(await store.remindRegistrations(span)).toBe(0);
      await handOver(store);
      expect(await store.remindRegistrations({ ...span, registeredBefore: NOW - 1 })).toBe(0);
      expect(await store.remindRegistrations(span)).toBe(2);
      expect(await store.remindRegistrations(span)).toBe(0);
      expect(await handOver(store)).toMatchObject([{ kind: "confirm-reminder", email: EMAIL }]);
    });

    test("is no mail to an address that has an owner by the time of the hand-over", async () => {
      await using store = await openStore();
      const registered = await register(store, EMAIL);
      const linkId = await linkTo(store, EMAIL);
      expect(await store.remindRegistrations(span)).toBe(1);
      expect((await store.confirm(bySession(linkId, registered))).ok).toBe(true);
      expect(await handOver(store)).toEqual([]);
    });
  });

  describe("waiting", () => {
    test("tells of the newest mail, its link and what this registration asked for", async () => {
      await using store = await openStore();
      const { session } = await register(store, EMAIL);
      await register(store, EMAIL, { now: NOW + 1 });
      const { user } = (await store.readSession(session.hash))!;
      expect(await store.findWaiting(user)).toMatchObject({
        mail: { state: "queued" },
        linkExpiresOn: null,
        mails: { askedOn: [NOW], handedOver: 1 },
      });
      await handOver(store, NOW + 1);
      expect(await store.findWaiting(user)).toMatchObject({
        mail: { state: "sent", answer: "250 ok", endedOn: NOW + 1 },
        linkExpiresOn: NOW + 1 + hours(72),
        linkEnded: false,
      });
    });

    test("a resend is refused too soon, after five mails, and to the confirmed", async () => {
      await using store = await openStore();
      const { userId } = await register(store, EMAIL);
      const budget = mailBudgetDefaults;
      const soon = await store.resend({ ...ASKS, userId, budget, now: NOW + 1 });
      expect(soon).toEqual({ ok: false, reason: "too-soon", retryOn: NOW + minutes(1) });
      for (let count = 0; count < 4; count += 1) {
        await handOver(store);
        expect((await store.resend({ userId, ...ASKS, now: NOW })).ok).toBe(true);
      }
      expect(await store.resend({ userId, ...ASKS, now: NOW })).toEqual({
        ok: false,
        reason: "too-many-mails",
      });
      const done = await confirmed(store, "b@example.com");
      const late = await store.resend({ userId: done.userId, ...ASKS, now: NOW });
      expect(late).toEqual({ ok: false, reason: "not-waiting" });
    });
  });

  describe("this was not me", () => {
    test("removes the registration of the link, also of an expired one, and no other", async () => {
      await using store = await openStore();
      const stranger = await register(store, EMAIL);
      const linkId = await linkTo(store, EMAIL);
      const mine = await register(store, EMAIL);
      const now = NOW + hours(73);
      expect(await store.removeRegistration({ linkId, now })).toEqual({ ok: true, value: null });
      expect(await store.findUsers({ emailKey: EMAIL })).toMatchObject([{ id: mine.userId }]);
      expect(await store.readSession(stranger.session.hash)).toBeUndefined();
      expect(await store.removeRegistration({ linkId, now })).toEqual({
        ok: false,
        reason: "removed",
      });
    });

    test("removes nobody who confirmed", async () => {
      await using store = await openStore();
      const registered = await register(store, EMAIL);
      const linkId = await linkTo(store, EMAIL);
      await store.confirm(bySession(linkId, registered));
      expect(await store.removeRegistration({ linkId, now: NOW })).toEqual({
        ok: false,
        reason: "already-confirmed",
      });
    });
  });
}
