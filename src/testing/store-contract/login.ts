import { ASKS, NOW, confirmed, linkTo, passwordOf, register, type StoreTests } from "./kit.ts";

const EMAIL = "ada@example.com";

/** What every store must do about logging in. */
export function loginContract({ describe, expect, test, openStore }: StoreTests): void {
  describe("who may log in with an address", () => {
    test("its owner, and the three newest registrations that wait for it, the newest first", async () => {
      await using store = await openStore();
      const owner = await confirmed(store, EMAIL);
      const waiting: string[] = [];
      for (let later = 1; later <= 4; later += 1) {
        waiting.unshift((await register(store, EMAIL, { now: NOW + later })).userId);
      }
      const candidates = await store.findCandidates(EMAIL);
      expect(candidates.owner).toMatchObject({
        user: { id: owner.userId },
        password: { credentialId: owner.password.id, hash: owner.password.secret },
      });
      expect(candidates.waiting.map(({ user }) => user.id)).toEqual(waiting.slice(0, 3));
    });

    test("of registrations in one moment, the later ones first", async () => {
      await using store = await openStore();
      await register(store, EMAIL);
      await register(store, EMAIL);
      const { waiting } = await store.findCandidates(EMAIL);
      const ids = (await store.findUsers({ emailKey: EMAIL })).map(({ id }) => id);
      expect(waiting.map(({ user }) => user.id)).toEqual(ids.toSorted().toReversed());
    });

    test("nobody, for an address that nobody typed, or in another case than the key's", async () => {
      await using store = await openStore();
      await confirmed(store, EMAIL);
      const nobody = { owner: undefined, waiting: [] };
      expect(await store.findCandidates("bob@example.com")).toEqual(nobody);
      expect(await store.findCandidates("ADA@example.com")).toEqual(nobody);
      expect(await store.findCandidates("ada@example.co_")).toEqual(nobody);
      expect(await store.findCandidates("")).toEqual(nobody);
    });
  });

  describe("the mark of a known device", () => {
    const LATER = NOW + 60_000;

    test("counts from when its address was claimed, and for an address that nobody has", async () => {
      await using store = await openStore();
      expect(await store.isMarkLive(EMAIL, 0)).toBe(true);
      await confirmed(store, EMAIL);
      expect(await store.isMarkLive(EMAIL, NOW)).toBe(true);
      expect(await store.isMarkLive(EMAIL, NOW - 1)).toBe(false);
      expect(await store.isMarkLive("bob@example.com", NOW - 1)).toBe(true);
    });

    test("is void after a reset, and one that is made then counts", async () => {
      await using store = await openStore();
      const { address } = await confirmed(store, EMAIL);
      await store.requestReset({ address, ...ASKS, now: NOW });
      const linkId = await linkTo(store, EMAIL, NOW, "reset");
      await store.reset({ linkId, password: passwordOf("new"), now: LATER });
      expect(await store.isMarkLive(EMAIL, LATER - 1)).toBe(false);
      expect(await store.isMarkLive(EMAIL, LATER)).toBe(true);
    });
  });
}
