// What every store must do about the secrets that it is used with.

import { NOW, type StoreTests } from "./kit.ts";

/** What every store must do so that a server with another secret is noticed at its start. */
export function keyMarksContract({ describe, expect, test, openStore }: StoreTests): void {
  describe("the secret of a store", () => {
    test("is the first one that it is used with, and no other fits", async () => {
      await using store = await openStore();
      expect(await store.listKeyMarks()).toEqual([]);
      expect(await store.keepKeyMarks({ marks: ["old"], now: NOW })).toBe(true);
      expect(await store.keepKeyMarks({ marks: ["other"], now: NOW })).toBe(false);
      expect(await store.listKeyMarks()).toEqual(["old"]);
      expect(await store.keepKeyMarks({ marks: ["old"], now: NOW })).toBe(true);
    });

    test("is changed by a ring that has both, and the old one fits until it is gone from the ring", async () => {
      await using store = await openStore();
      await store.keepKeyMarks({ marks: ["old"], now: NOW });
      expect(await store.keepKeyMarks({ marks: ["new", "old"], now: NOW + 1 })).toBe(true);
      expect(await store.listKeyMarks()).toEqual(["old", "new"]);
      expect(await store.keepKeyMarks({ marks: ["new"], now: NOW + 2 })).toBe(true);
      expect(await store.keepKeyMarks({ marks: ["old"], now: NOW + 3 })).toBe(false);
      expect(await store.listKeyMarks()).toEqual(["new"]);
    });

    test("is another one on an operator's word, which is in the audit log", async () => {
      await using store = await openStore();
      await store.keepKeyMarks({ marks: ["old"], now: NOW });
      await store.acceptKeyMarks({ marks: ["new"], actor: "operator:ada", now: NOW + 1 });
      expect(await store.listKeyMarks()).toEqual(["new"]);
      const [line] = await store.listAudit({
        act: "secret-accepted",
        limit: 1,
        after: undefined,
      });
      expect(line).toMatchObject({ actor: "operator:ada", act: "secret-accepted" });
    });
  });
}
