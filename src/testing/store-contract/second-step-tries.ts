import type { LimitOptions } from "../../domain/limits.ts";
import { days, minutes } from "../../domain/time.ts";
import type { SecondStepTry, SecondStepVerdict } from "../../ports/try-store.ts";
import { NOW, actsOf, confirmed, handOver, type StoreTests } from "./kit.ts";

const LIMITS: Pick<LimitOptions, "secondStep" | "knownSteps"> = {
  secondStep: {
    name: "secondStep",
    windows: [
      { count: 3, every: minutes(15) },
      { count: 5, every: days(1) },
    ],
  },
  knownSteps: { name: "knownSteps", windows: [{ count: 7, every: days(1) }] },
};

/** Any notice that a feature has. */
const NEWS = { mail: "password-changed", act: "password-changed" } as const;

const tryOf = (userId: string, device?: string, now = NOW): SecondStepTry => ({
  userId,
  device,
  limits: LIMITS,
  now,
});

/** What every store must do about codes of the second step. */
export function secondStepTryContract({ describe, expect, test, openStore }: StoreTests): void {
  describe("tries of a code of the second step", () => {
    const counting = async () => {
      const store = await openStore();
      const { userId } = await confirmed(store, "ada@example.com");
      const count = async (
        times: number,
        device?: string,
        now = NOW,
      ): Promise<readonly SecondStepVerdict[]> =>
        Promise.all(
          Array.from({ length: times }, () =>
            store.countSecondStep({ ...tryOf(userId, device, now), news: NEWS }),
          ),
        );
      const allowed = async (...asked: Parameters<typeof count>): Promise<number> =>
        (await count(...asked)).filter((verdict) => verdict.allowed).length;
      return {
        store,
        userId,
        count,
        allowed,
        [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
      };
    };

    test("are as many as its limit allows, however many come at once", async () => {
      await using site = await counting();
      expect(await site.allowed(16)).toBe(3);
      expect(await site.count(1)).toEqual([{ allowed: false, retryOn: NOW + minutes(15) }]);
      expect(await site.allowed(16, undefined, NOW + minutes(15))).toBe(2);
      expect(await site.allowed(16, undefined, NOW + minutes(30))).toBe(0);
      expect(await site.allowed(1, undefined, NOW + days(1))).toBe(1);
    });

    test("say how many more may follow", async () => {
      await using site = await counting();
      const verdicts = [...(await site.count(1)), ...(await site.count(1))];
      expect(verdicts).toEqual([
        { allowed: true, remaining: 2 },
        { allowed: true, remaining: 1 },
      ]);
    });

    test("from a known device count for that device, and for all known devices together", async () => {
      await using site = await counting();
      expect(await site.allowed(16)).toBe(3);
      expect(await site.allowed(16, "phone")).toBe(3);
      expect(await site.allowed(16, "laptop")).toBe(3);
      expect(await site.allowed(16, "tablet")).toBe(1);
      expect(await site.allowed(1, "another")).toBe(0);
    });

    test("of another user count for that one", async () => {
      await using site = await counting();
      expect(await site.allowed(16)).toBe(3);
      const { userId } = await confirmed(site.store, "eve@example.com");
      const tried = await site.store.countSecondStep({ ...tryOf(userId), news: NEWS });
      expect(tried).toEqual({ allowed: true, remaining: 2 });
    });

    test("that were right are uncounted, one by one", async () => {
      await using site = await counting();
      const { store, userId } = site;
      expect(await site.allowed(3)).toBe(3);
      await store.giveSecondStepBack(tryOf(userId));
      expect(await site.allowed(16)).toBe(1);
      expect(await site.allowed(3, "phone")).toBe(3);
      await store.giveSecondStepBack(tryOf(userId, "phone"));
      expect(await site.allowed(16, "phone")).toBe(1);
      // Neither had taken a place of the other, nor of another moment.
      await store.giveSecondStepBack(tryOf(userId, undefined, NOW + 1));
      expect(await site.allowed(1)).toBe(0);
      expect(await site.allowed(16, "laptop")).toBe(3);
      expect(await site.allowed(16, "tablet")).toBe(1);
    });

    test("tell the owner with the last one, once a day", async () => {
      await using site = await counting();
      const { store, userId } = site;
      const told = async (now = NOW) => (await handOver(store, now)).map(({ kind }) => kind);
      await site.count(2);
      expect(await told()).toEqual([]);
      await site.count(16);
      await site.count(16, "phone");
      expect(await told()).toEqual(["password-changed"]);
      expect((await actsOf(store, userId)).filter((act) => act === NEWS.act)).toHaveLength(1);
      await site.count(16, undefined, NOW + days(2));
      expect(await told(NOW + days(2))).toEqual(["password-changed"]);
    });

    test("write nothing when they are refused", async () => {
      await using site = await counting();
      await site.store.purgeLimits(NOW + days(2));
      await site.count(3);
      await site.count(16);
      // The tries, and the notice.
      expect(await site.store.purgeLimits(NOW + days(2))).toBe(2);
    });
  });
}
