import { describe, expect, test } from "vitest";
import { NOW, confirmed, register, type OpenStore } from "../../testing/store-kit.ts";

const EMAIL = "ada@example.com";

/** What every store must do about logging in. */
export function loginContract(openStore: OpenStore): void {
  describe("who may log in with an address", () => {
    test("its owner, and the newest registration that waits for it", async () => {
      await using store = await openStore();
      const owner = await confirmed(store, EMAIL);
      await register(store, EMAIL, { now: NOW + 1 });
      const newest = await register(store, EMAIL, { now: NOW + 2 });
      const candidates = await store.findCandidates(EMAIL);
      expect(candidates.owner).toMatchObject({
        user: { id: owner.userId },
        passwordHash: owner.passwordHash,
      });
      expect(candidates.newest).toMatchObject({ user: { id: newest.userId } });
    });

    test("of two registrations in one moment, the later one", async () => {
      await using store = await openStore();
      await register(store, EMAIL);
      await register(store, EMAIL);
      const { newest } = await store.findCandidates(EMAIL);
      const ids = (await store.findUsers({ emailKey: EMAIL })).map(({ id }) => id);
      expect(newest?.user.id).toBe(ids.toSorted().at(-1));
    });

    test("nobody, for an address that nobody typed, or in another case than the key's", async () => {
      await using store = await openStore();
      await confirmed(store, EMAIL);
      const nobody = { owner: undefined, newest: undefined };
      expect(await store.findCandidates("bob@example.com")).toEqual(nobody);
      expect(await store.findCandidates("ADA@example.com")).toEqual(nobody);
      expect(await store.findCandidates("ada@example.co_")).toEqual(nobody);
      expect(await store.findCandidates("")).toEqual(nobody);
    });
  });
}
