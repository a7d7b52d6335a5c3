import { linkDefaults } from "../../domain/link.ts";
import { withoutMailBudget } from "../../domain/mail-budget.ts";
import type { ClaimedMail } from "../../ports/outbox-store.ts";
import { days, hours, minutes, seconds, type Instant } from "../../domain/time.ts";
import {
  ASKS,
  DIGESTS,
  NOW,
  addressOf,
  claim,
  confirmed,
  handOver,
  newSession,
  register,
  type StoreTests,
  passwordOf,
  byPassword,
} from "./kit.ts";

const EMAIL = "ada@example.com";

/** What every store must do about the outbox. */
export function outboxContract({ describe, expect, test, openStore }: StoreTests): void {
  describe("claiming mails", () => {
    test("mints the link at the first hand-over, from when its life counts", async () => {
      await using store = await openStore();
      await register(store, EMAIL);
      const now = NOW + hours(5);
      const [mail] = await claim(store, now);
      expect(mail).toMatchObject({
        kind: "confirm",
        createdOn: NOW,
        mintedOn: now,
        attempts: 1,
        link: { mintedOn: now, expiresOn: now + linkDefaults.confirm },
      });
    });

    test("gives each mail to one of many senders", async () => {
      await using store = await openStore();
      await Promise.all(
        Array.from({ length: 40 }, (_, place) => register(store, `a${place}@example.com`)),
      );
      const claims = await Promise.all(Array.from({ length: 8 }, () => claim(store, NOW, 10)));
      const ids = claims.flat().map(({ id }) => id);
      expect(ids).toHaveLength(40);
      expect(new Set(ids).size).toBe(40);
    });

    test("comes again when a sender died, with everything as it was but the fence", async () => {
      await using store = await openStore();
      await register(store, EMAIL);
      const [first] = await claim(store);
      expect(await claim(store, NOW + seconds(29))).toEqual([]);
      // Even if the site's language has changed: every try of a mail has the same text.
      const [second] = await claim(store, NOW + seconds(30), 100, withoutMailBudget, () => "de");
      expect(second).toEqual({
        ...first,
        attempts: 2,
        fence: first!.fence + 1,
        claimedUntil: NOW + seconds(60),
      });
    });

    test("lets no sender answer whose claim was taken over, and none answer twice", async () => {
      await using store = await openStore();
      await register(store, EMAIL);
      const [slow] = await claim(store);
      const now = NOW + seconds(30);
      const [quick] = await claim(store, now);
      const answer = { state: "sent", answer: "250 ok", fault: null, dueOn: now, now } as const;
      expect(await store.settleMail({ ...slow!, ...answer })).toBe(false);
      expect(await store.settleMail({ ...quick!, ...answer })).toBe(true);
      expect(await store.settleMail({ ...quick!, ...answer })).toBe(false);
      expect(await store.countWaiting()).toBe(0);
    });

    test("of a mail that is tried again comes when it is due, and not before", async () => {
      await using store = await openStore();
      await register(store, EMAIL);
      const [mail] = await claim(store);
      const dueOn = NOW + minutes(2);
      await store.settleMail({
        ...mail!,
        state: "retry",
        answer: "451",
        fault: "passing",
        dueOn,
        now: NOW,
      });
      expect(await claim(store, dueOn - 1)).toEqual([]);
      expect(await claim(store, dueOn)).toMatchObject([{ attempts: 2, mintedOn: NOW }]);
    });

    test("that one mailer may have is known to be with it at every later try", async () => {
      await using store = await openStore();
      await register(store, EMAIL);
      const [mail] = await claim(store);
      expect(mail).toMatchObject({ mayBeWith: null });
      const retry = { state: "retry", answer: "no answer", fault: "unknown" } as const;
      let now = NOW;
      for (const mayBeWith of ["smtp.example.com", null]) {
        const [next] = now === NOW ? [mail] : await claim(store, now);
        const dueOn = now + minutes(10);
        await store.settleMail({ ...next!, ...retry, mayBeWith, dueOn, now });
        now = dueOn;
      }
      expect(await claim(store, now)).toMatchObject([{ mayBeWith: "smtp.example.com" }]);
    });

    test("serves those who wait for a link before notices", async () => {
      await using store = await openStore();
      const { userId, password } = await confirmed(store, "bob@example.com");
      await store.changePassword({
        ...ASKS,
        userId,
        proof: byPassword({ password }),
        to: passwordOf("new"),
        session: newSession(),
        now: NOW,
      });
      await register(store, EMAIL, { now: NOW + 1 });
      const kinds = (await claim(store, NOW + 1)).map(({ kind }) => kind);
      expect(kinds).toEqual(["confirm", "password-changed"]);
    });

    test("tells the owner of an address, instead of mailing a link for it", async () => {
      await using store = await openStore();
      const owner = await confirmed(store, EMAIL);
      await register(store, EMAIL);
      const [mail] = await claim(store);
      expect(mail).toMatchObject({ kind: "already-registered", user: { id: owner.userId } });
      const [again] = await claim(store, NOW + seconds(30));
      expect(again).toMatchObject({ kind: "already-registered", user: { id: owner.userId } });
    });

    test("cancels a mail whose link has died, and one for whom nobody waits", async () => {
      await using store = await openStore();
      await store.resendTo({ address: addressOf(EMAIL), ...ASKS, now: NOW });
      expect(await claim(store)).toEqual([]);
      expect(await store.countWaiting()).toBe(0);
    });

    test("gives up what could not be handed over while it was worth it", async () => {
      await using store = await openStore();
      const { session } = await register(store, EMAIL);
      expect(await claim(store, NOW + days(3))).toEqual([]);
      const { user } = (await store.readSession(session.hash))!;
      expect((await store.findWaiting(user)).mail?.state).toBe("dead");
    });

    test("keeps three confirmation links of a registration alive", async () => {
      await using store = await openStore();
      const { userId } = await register(store, EMAIL);
      const ids: string[] = [];
      for (let count = 0; count < 4; count += 1) {
        const now = NOW + count;
        if (count > 0) await store.resend({ userId, ...ASKS, now });
        ids.push((await handOver(store, now))[0]!.link!.id);
      }
      const links = await Promise.all(ids.map((id) => store.findLink(id)));
      expect(links.map((found) => found?.link.endedWhy)).toEqual(["replaced", null, null, null]);
    });

    test("replaces older links when it was sent, and none that are newer", async () => {
      await using store = await openStore();
      const { userId } = await register(store, EMAIL);
      const ask = async (now: Instant) => {
        await store.resend({ userId, ...ASKS, now });
        return (await claim(store, now))[0]!;
      };
      const settle = (mail: ClaimedMail, state: "sent" | "retry", now: Instant) =>
        store.settleMail({ ...mail, state, answer: "", fault: null, dueOn: now + minutes(9), now });
      const ended = (mails: readonly ClaimedMail[]) =>
        Promise.all(
          mails.map(async ({ link }) => (await store.findLink(link!.id))?.link.endedWhy ?? null),
        );
      const [early] = await claim(store);
      const mails = [early!];
      for (let time = 1; time < 5; time += 1) mails.push(await ask(NOW + time));
      for (const mail of mails.slice(0, 3)) await settle(mail, "sent", NOW + 6);
      await settle(mails[4]!, "retry", NOW + 7);
      expect(await ended(mails)).toEqual([null, null, null, null, null]);
      await settle(mails[3]!, "sent", NOW + 8);
      expect(await ended(mails)).toEqual(["replaced", null, null, null, null]);
      const [again] = await claim(store, NOW + minutes(10));
      await settle(again!, "sent", NOW + minutes(10));
      expect(await ended(mails)).toEqual(["replaced", "replaced", null, null, null]);
    });
  });

  describe("a claim", () => {
    test("that is renewed is nobody else's, however long it takes", async () => {
      await using store = await openStore();
      await register(store, EMAIL);
      const [{ id, fence }] = (await claim(store)) as [ClaimedMail];
      const renewal = { id, fence, lease: seconds(30) };
      expect(await store.renewClaim({ ...renewal, now: NOW + seconds(20) })).toBe(true);
      expect(await claim(store, NOW + seconds(49))).toEqual([]);
      expect(await claim(store, NOW + seconds(50))).toHaveLength(1);
      expect(await store.renewClaim({ ...renewal, now: NOW + seconds(51) })).toBe(false);
    });

    test("that is given back was never made: no try, no link, and the life of both to come", async () => {
      await using store = await openStore();
      await register(store, EMAIL);
      const [{ id, fence, link }] = (await claim(store)) as [ClaimedMail];
      expect(await store.releaseClaim({ id, fence, now: NOW })).toBe(true);
      expect((await store.findLink(link!.id))?.link.mintedOn).toBeNull();
      const later = NOW + hours(20);
      expect(await claim(store, later)).toMatchObject([
        { attempts: 1, mintedOn: later, link: { expiresOn: later + linkDefaults.confirm } },
      ]);
      expect(await store.releaseClaim({ id, fence, now: later })).toBe(false);
    });

    test("that is given back asks again whose the address is", async () => {
      await using store = await openStore();
      const owner = await confirmed(store, EMAIL);
      const late = await register(store, EMAIL);
      const [{ id, fence, kind }] = (await claim(store)) as [ClaimedMail];
      expect(kind).toBe("already-registered");
      await store.releaseClaim({ id, fence, now: NOW });
      await store.removeUser({ userId: owner.userId, actor: "admin", reason: undefined, now: NOW });
      expect(await claim(store)).toMatchObject([{ kind: "confirm", user: { id: late.userId } }]);
    });

    test("leaves a crowd of one domain waiting, and serves the others", async () => {
      await using store = await openStore();
      const crowd = Array.from({ length: 30 }, (_, place) => `a${place}@slow.example`);
      for (const email of [...crowd, "b@quick.example", "c@full.example"]) {
        await register(store, email);
      }
      const claimed = await store.claimMails({
        count: 10,
        roomFor: (domain) => (domain === "full.example" ? 0 : 3),
        fullDomains: ["full.example"],
        lease: seconds(30),
        lifetimes: linkDefaults,
        firstContacts: undefined,
        budget: withoutMailBudget,
        languageFor: () => "en",
        mailboxes: DIGESTS,
        now: NOW,
      });
      const to = (domain: string) => claimed.filter(({ email }) => email.endsWith(`@${domain}`));
      expect([to("slow.example"), to("quick.example"), to("full.example")]).toMatchObject([
        { length: 3 },
        { length: 1 },
        { length: 0 },
      ]);
    });
  });

  test("the outbox tells how much waits and since when", async () => {
    await using store = await openStore();
    expect(await store.outboxStatus()).toEqual({
      nextDueOn: null,
      oldestOn: null,
      hold: null,
      heldBy: null,
    });
    expect(await store.countWaiting()).toBe(0);
    await register(store, EMAIL);
    await register(store, "bob@example.com", { now: NOW + 5 });
    expect(await store.outboxStatus()).toMatchObject({ nextDueOn: NOW, oldestOn: NOW });
    expect(await store.countWaiting()).toBe(2);
  });

  test("history is forgotten when it is old, and what still waits is not", async () => {
    await using store = await openStore();
    await register(store, EMAIL);
    const [mail] = await handOver(store);
    await register(store, "bob@example.com");
    // A live link is not removed as history, however long ago its mail was sent.
    expect(await store.purgeHistory({ before: NOW + hours(72) })).toBe(1);
    expect(await store.findLink(mail!.link!.id)).toBeDefined();
    expect(await store.purgeHistory({ before: NOW + hours(72) + 1 })).toBe(1);
    expect(await store.findLink(mail!.link!.id)).toBeUndefined();
    expect(await store.countWaiting()).toBe(1);
    expect(await claim(store)).toMatchObject([{ email: "bob@example.com", link: {} }]);
  });
}
