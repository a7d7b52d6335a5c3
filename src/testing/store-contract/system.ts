import { register, type StoreTests } from "./kit.ts";

/** What every store must say about its database. */
export function systemContract({ describe, expect, test, openStore }: StoreTests): void {
  describe("what a store says about its database", () => {
    test("is which migrations were applied, in their order, and what it can tell of its engine and size", async () => {
      await using store = await openStore();
      await register(store, "ada@example.com");
      const { engine, bytes, about, migrations } = await store.readDatabase();
      for (const rows of [about.users, about.mails, about.audit])
        expect(rows === null || rows >= 0).toBe(true);
      expect(engine === null || engine.length > 0).toBe(true);
      expect(bytes === null || bytes > 0).toBe(true);
      const own = migrations.filter(({ feature }) => feature === null);
      expect(own[0]).toMatchObject({ number: 1, feature: null });
      expect(own.map(({ number }) => number)).toEqual(
        own.map(({ number }) => number).toSorted((one, other) => one - other),
      );
      expect(own.every(({ appliedOn }) => Number.isSafeInteger(appliedOn))).toBe(true);
    });
  });
}
