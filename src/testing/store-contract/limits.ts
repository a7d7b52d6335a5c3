import type { Limit } from "../../domain/limits.ts";
import { minutes } from "../../domain/time.ts";
import { NOW, type StoreTests } from "./kit.ts";

const LIMIT: Limit = { name: "login", windows: [{ count: 10, every: minutes(15) }] };

/** What every store must do about limits. */
export function limitContract({ describe, expect, test, openStore }: StoreTests): void {
  describe("limits", () => {
    test("let no more through than the count, however many come at once", async () => {
      await using store = await openStore();
      const hit = { limit: LIMIT, subject: "ada", now: NOW };
      const verdicts = await Promise.all(Array.from({ length: 64 }, () => store.hit(hit)));
      expect(verdicts.filter(({ allowed }) => allowed)).toHaveLength(10);
      expect(await store.hit(hit)).toEqual({ allowed: false, retryOn: NOW + minutes(15) });
    });

    test("slide: there is room again when the oldest hit is over", async () => {
      await using store = await openStore();
      const hit = { limit: LIMIT, subject: "ada" };
      for (let count = 0; count < 10; count += 1) await store.hit({ ...hit, now: NOW + count });
      expect((await store.hit({ ...hit, now: NOW + minutes(15) - 1 })).allowed).toBe(false);
      expect((await store.hit({ ...hit, now: NOW + minutes(15) })).allowed).toBe(true);
      expect((await store.hit({ ...hit, now: NOW + minutes(15) })).allowed).toBe(false);
    });

    test("count subjects and limits apart", async () => {
      await using store = await openStore();
      for (let count = 0; count < 10; count += 1) {
        await store.hit({ limit: LIMIT, subject: "ada", now: NOW });
      }
      expect((await store.hit({ limit: LIMIT, subject: "bob", now: NOW })).allowed).toBe(true);
      const other = { ...LIMIT, name: "prove" };
      expect((await store.hit({ limit: other, subject: "ada", now: NOW })).allowed).toBe(true);
    });

    test("write nothing for a refused hit, so that nothing lives longer for it", async () => {
      await using store = await openStore();
      const hit = { limit: LIMIT, subject: "ada", now: NOW };
      for (let count = 0; count < 10; count += 1) await store.hit(hit);
      await store.hit({ ...hit, now: NOW + minutes(10) });
      expect(await store.purgeLimits(NOW + minutes(15))).toBe(1);
    });

    test("take back one hit of a moment, and no other", async () => {
      await using store = await openStore();
      const hit = { limit: LIMIT, subject: "ada", now: NOW };
      for (let count = 0; count < 9; count += 1) await store.hit(hit);
      await store.hit({ ...hit, now: NOW + 1 });
      await store.giveHitBack({ ...hit, now: NOW + 2 });
      await store.giveHitBack({ ...hit, subject: "bob" });
      expect((await store.hit({ ...hit, now: NOW + 3 })).allowed).toBe(false);
      await store.giveHitBack({ ...hit, now: NOW + 1 });
      expect((await store.hit({ ...hit, now: NOW + 3 })).allowed).toBe(true);
      expect((await store.hit({ ...hit, now: NOW + 3 })).allowed).toBe(false);
    });

    test("leave nothing of a subject whose only hit was taken back", async () => {
      await using store = await openStore();
      const hit = { limit: LIMIT, subject: "ada", now: NOW };
      await store.hit(hit);
      await store.giveHitBack(hit);
      expect(await store.purgeLimits(NOW + minutes(15))).toBe(0);
    });

    test("forget hits that no longer matter", async () => {
      await using store = await openStore();
      await store.hit({ limit: LIMIT, subject: "ada", now: NOW });
      expect(await store.purgeLimits(NOW + minutes(15) - 1)).toBe(0);
      expect(await store.purgeLimits(NOW + minutes(15))).toBe(1);
    });
  });
}
