import { LIVE_LINKS } from "../../domain/link.ts";
import { minutes } from "../../domain/time.ts";
import {
  ASKS,
  NOW,
  addressOf,
  bySession,
  handOver,
  linkTo,
  register,
  type StoreTests,
  type OpenedStore,
  type Registered,
} from "./kit.ts";

const EMAIL = "ada@example.com";

const ACT = { actor: "operator:root", reason: "asked by phone" } as const;

/** What every store must do about a confirmation mail that was requested by address alone. */
export function byAddressContract({ describe, expect, test, openStore }: StoreTests): void {
  describe("a confirmation asked for by address", () => {
    /** Two registrations that wait for one address, and a link that somebody requested by the address alone. */
    async function byAddress(store: OpenedStore) {
      const older = await register(store, EMAIL);
      const newer = await register(store, EMAIL, { now: NOW + 1 });
      await handOver(store, NOW + 1);
      for (const email of [EMAIL, "nobody@example.com"]) {
        await store.resendTo({ address: addressOf(email), ...ASKS, now: NOW + 1 });
      }
      const mails = await handOver(store, NOW + 1);
      expect(mails.map(({ kind }) => kind)).toEqual(["confirm-again"]);
      const linkId = mails[0]!.link!.id;
      const whose = async (visitor?: Registered) =>
        (await store.findLink(linkId, visitor?.userId))?.user?.id;
      return { older, newer, linkId, whose };
    }

    test("is for the newest registration, or for nobody without a word", async () => {
      await using store = await openStore();
      const { newer, linkId, whose } = await byAddress(store);
      expect(await whose()).toBe(newer.userId);
      const done = await store.confirm({ ...bySession(linkId, newer), now: NOW + 1 });
      expect(done).toMatchObject({ ok: true, value: { id: newer.userId } });
    });

    test("is for whoever opens it, where they wait for the address", async () => {
      await using store = await openStore();
      const { older, linkId, whose } = await byAddress(store);
      expect(await whose(older)).toBe(older.userId);
      const done = await store.confirm({ ...bySession(linkId, older), now: NOW + 1 });
      expect(done).toMatchObject({ ok: true, value: { id: older.userId } });
    });

    test("outlives a registration, and is not taken by one that comes later", async () => {
      await using store = await openStore();
      const { older, newer, whose } = await byAddress(store);
      await register(store, EMAIL, { now: NOW + 2 });
      expect(await whose()).toBe(newer.userId);
      await store.cancelRegistration({ userId: newer.userId, now: NOW + 3 });
      expect(await whose()).toBe(older.userId);
    });

    test("confirms nothing once the address has its owner", async () => {
      await using store = await openStore();
      const { older, newer, linkId } = await byAddress(store);
      await store.confirmUser({ ...ACT, userId: newer.userId, now: NOW + 2 });
      expect(await store.confirm({ ...bySession(linkId, older), now: NOW + 3 })).toMatchObject({
        ok: false,
      });
      expect((await store.findLink(linkId))?.link.endedWhy).toBe("address-taken");
    });

    test("shows on nobody's waiting page", async () => {
      await using store = await openStore();
      const own = await register(store, EMAIL);
      await handOver(store);
      const { user } = (await store.readSession(own.session.hash))!;
      const before = await store.findWaiting(user);
      const later = NOW + minutes(61);
      await store.resendTo({ address: addressOf(EMAIL), ...ASKS, now: later });
      expect(await handOver(store, later)).toHaveLength(1);
      expect(await store.findWaiting(user)).toEqual(before);
      expect(await store.spendCodeTry({ userId: own.userId, now: later })).toEqual({
        open: [],
        ifWrong: "expired-code",
      });
    });

    test("leaves the registration's own three links alive", async () => {
      await using store = await openStore();
      await register(store, EMAIL);
      const own = await linkTo(store, EMAIL);
      for (let time = 1; time <= LIVE_LINKS + 1; time += 1) {
        await store.resendTo({ address: addressOf(EMAIL), ...ASKS, now: NOW + time });
        await handOver(store, NOW + time);
      }
      expect((await store.findLink(own))?.link.endedWhy).toBeNull();
    });
  });
}
