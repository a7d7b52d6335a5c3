import { describe, expect, test } from "vitest";
import { linkDefaults } from "../domain/link.ts";
import { days, hours, minutes, seconds } from "../domain/time.ts";
import {
  NO_LIMIT,
  NOW,
  addressOf,
  claim,
  confirmed,
  handOver,
  newSession,
  register,
  type OpenStore,
} from "../testing/store-kit.ts";

const EMAIL = "ada@example.com";

/** What every store must do about the outbox. */
export function outboxContract(openStore: OpenStore): void {
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
      const [second] = await claim(store, NOW + seconds(30));
      expect(second).toEqual({ ...first, attempts: 2, fence: first!.fence + 1 });
    });

    test("lets no sender answer whose claim was taken over, and none answer twice", async () => {
      await using store = await openStore();
      await register(store, EMAIL);
      const [slow] = await claim(store);
      const now = NOW + seconds(30);
      const [quick] = await claim(store, now);
      const answer = { state: "sent", answer: "250 ok", dueOn: now, now } as const;
      expect(await store.settleMail({ ...slow!, ...answer })).toBe(false);
      expect(await store.settleMail({ ...quick!, ...answer })).toBe(true);
      expect(await store.settleMail({ ...quick!, ...answer })).toBe(false);
      expect((await store.outboxStatus()).waiting).toBe(0);
    });

    test("of a mail that is tried again comes when it is due, and not before", async () => {
      await using store = await openStore();
      await register(store, EMAIL);
      const [mail] = await claim(store);
      const dueOn = NOW + minutes(2);
      await store.settleMail({ ...mail!, state: "retry", answer: "451", dueOn, now: NOW });
      expect(await claim(store, dueOn - 1)).toEqual([]);
      expect(await claim(store, dueOn)).toMatchObject([{ attempts: 2, mintedOn: NOW }]);
    });

    test("serves those who wait for a link before notices", async () => {
      await using store = await openStore();
      const { userId, passwordHash: from } = await confirmed(store, "bob@example.com");
      await store.changePassword({ userId, from, to: "new", session: newSession(), now: NOW });
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
      await store.resendTo({ address: addressOf(EMAIL), mailLimit: NO_LIMIT, now: NOW });
      expect(await claim(store)).toEqual([]);
      expect((await store.outboxStatus()).waiting).toBe(0);
    });

    test("gives up what could not be handed over while it was worth it", async () => {
      await using store = await openStore();
      const { session } = await register(store, EMAIL);
      expect(await claim(store, NOW + days(3))).toEqual([]);
      const { user } = (await store.findVisit(session.hash))!;
      expect((await store.findWaiting(user)).mail?.state).toBe("dead");
    });

    test("keeps three confirmation links of a registration alive", async () => {
      await using store = await openStore();
      const { userId } = await register(store, EMAIL);
      const ids: string[] = [];
      for (let count = 0; count < 4; count += 1) {
        const now = NOW + count;
        if (count > 0) await store.resend({ userId, mailLimit: NO_LIMIT, now });
        ids.push((await handOver(store, now))[0]!.link!.id);
      }
      const links = await Promise.all(ids.map((id) => store.findLink(id)));
      expect(links.map((found) => found?.link.endedWhy)).toEqual(["replaced", null, null, null]);
    });
  });

  test("the outbox tells how much waits and since when", async () => {
    await using store = await openStore();
    expect(await store.outboxStatus()).toEqual({ waiting: 0, nextDueOn: null, oldestOn: null });
    await register(store, EMAIL);
    await register(store, "bob@example.com", { now: NOW + 5 });
    expect(await store.outboxStatus()).toEqual({ waiting: 2, nextDueOn: NOW, oldestOn: NOW });
  });

  test("history is forgotten when it is old, and what still waits is not", async () => {
    await using store = await openStore();
    await register(store, EMAIL);
    const [mail] = await handOver(store);
    await register(store, "bob@example.com");
    expect(await store.purgeHistory({ before: NOW + 1 })).toBe(2);
    expect(await store.findLink(mail!.link!.id)).toBeUndefined();
    expect((await store.outboxStatus()).waiting).toBe(1);
    expect(await claim(store)).toMatchObject([{ email: "bob@example.com", link: {} }]);
  });
}
