import type { LimitOptions } from "../../domain/limits.ts";
import { days, hours, minutes, seconds } from "../../domain/time.ts";
import { NOW, claim, confirmed, register, type OpenedStore, type StoreTests } from "./kit.ts";
import type { RightTry, Try, TryVerdict } from "../../ports/try-store.ts";

const ADA = "ada@example.com";

const LIMITS: Pick<LimitOptions, "login" | "guess" | "row"> = {
  login: {
    name: "login",
    windows: [{ count: 3, every: minutes(15) }],
    waits: { first: seconds(30), longest: hours(1) },
  },
  guess: { name: "guess", windows: [{ count: 5, every: minutes(15) }] },
  row: { name: "row", most: 8, memory: days(1) },
};

/** A stranger's try; each client's are counted separately. */
const tryOf = (client: string, emailKey = ADA, now = NOW): Try => ({
  emailKey,
  subject: `${emailKey}|${client}`,
  client,
  limits: LIMITS,
  now,
});

const fromDevice = (device: string): Try => ({
  ...tryOf(device),
  client: undefined,
});

const right = (tried: Try, isOwner = true): RightTry => ({
  ...tried,
  forgives: isOwner,
  endsRow: isOwner,
});

const allowed = (verdicts: readonly TryVerdict[]): number =>
  verdicts.filter((verdict) => verdict.allowed).length;

const PAUSED = { allowed: false, reason: "password-paused" };

/** What every store must do about password tries. */
export function tryContract({ describe, expect, test, openStore }: StoreTests): void {
  describe("tries of a password", () => {
    const often = async (times: number, one: (place: number) => Promise<TryVerdict>) =>
      Promise.all(Array.from({ length: times }, (_, place) => one(place)));

    test("of one client at one address are as many as its limit allows, however many come at once", async () => {
      await using store = await openStore();
      const verdicts = await often(16, () => store.countTry(tryOf("eve")));
      expect(allowed(verdicts)).toBe(3);
      expect(await store.countTry(tryOf("eve"))).toEqual({
        allowed: false,
        reason: "too-many",
        retryOn: NOW + seconds(30),
      });
    });

    test("of one client over all addresses are as many as its limit allows", async () => {
      await using store = await openStore();
      const verdicts = await often(16, (place) =>
        store.countTry(tryOf("eve", `${place}@a.example`)),
      );
      expect(allowed(verdicts)).toBe(5);
      expect(await store.countTry(tryOf("bob"))).toEqual({ allowed: true });
    });

    test("of all clients in a row are as many as the row is long, and then the address is told once", async () => {
      await using store = await openStore();
      await confirmed(store, ADA);
      const verdicts = await often(16, (place) => store.countTry(tryOf(`client ${place}`)));
      expect(allowed(verdicts)).toBe(8);
      expect(await store.countTry(tryOf("another"))).toEqual(PAUSED);
      const told = await claim(store);
      expect(told.map(({ kind, email }) => [kind, email])).toEqual([["password-paused", ADA]]);
    });

    test("write nothing when they are refused, by whichever limit", async () => {
      await using store = await openStore();
      for (let place = 0; place < 5; place += 1) await store.countTry(tryOf("eve", `${place}@a`));
      await store.countTry(tryOf("eve", "refused@a.example"));
      for (let place = 0; place < 8; place += 1) await store.countTry(tryOf(`client ${place}`));
      await store.countTry(tryOf("refused"));
      // Five addresses, one client and five rows; eight subjects, eight clients, one row and its notice.
      expect(await store.purgeLimits(NOW + days(2))).toBe(11 + 18);
    });

    test("of a known device count for itself alone, and go on after the row", async () => {
      await using store = await openStore();
      await often(8, (place) => store.countTry(tryOf(`client ${place}`)));
      expect(allowed(await often(4, () => store.countTry(fromDevice("phone"))))).toBe(3);
      expect(allowed(await often(4, () => store.countTry(fromDevice("laptop"))))).toBe(3);
      expect(await store.countTry(tryOf("stranger"))).toEqual(PAUSED);
    });

    test("begin a new row a day after the last wrong one", async () => {
      await using store = await openStore();
      await often(8, (place) => store.countTry(tryOf(`client ${place}`)));
      expect(await store.countTry(tryOf("eve", ADA, NOW + days(1) - 1))).toEqual(PAUSED);
      expect(await store.countTry(tryOf("eve", ADA, NOW + days(1)))).toEqual({ allowed: true });
    });

    test("for what is no address have no row", async () => {
      await using store = await openStore();
      const odd = (place: number): Try => ({
        ...tryOf(`client ${place}`, ""),
        emailKey: undefined,
      });
      expect(allowed(await often(12, (place) => store.countTry(odd(place))))).toBe(12);
    });
  });

  describe("a right password", () => {
    test("of the owner forgives the client its tries there, ends the row, and gives back one hit of all", async () => {
      await using store = await openStore();
      for (let place = 0; place < 7; place += 1) await store.countTry(tryOf(`client ${place}`));
      for (let time = 0; time < 2; time += 1) await store.countTry(tryOf("eve", "bob@example.com"));
      const own = tryOf("eve", ADA, NOW + 1);
      expect(await store.countTry(own)).toEqual({ allowed: true });
      await store.giveTryBack(right(own));
      expect(await store.countTry(tryOf("another"))).toEqual({ allowed: true });
      // Two of five were spent at the other address, and stay spent.
      const more = [];
      for (let place = 0; place < 4; place += 1) {
        more.push(await store.countTry(tryOf("eve", `${place}@a.example`)));
      }
      expect(allowed(more)).toBe(3);
    });

    test("of a registration that waits gives back its own and no more", async () => {
      await using store = await openStore();
      for (let place = 0; place < 6; place += 1) await store.countTry(tryOf(`client ${place}`));
      for (let time = 0; time < 3; time += 1) {
        const own = tryOf("eve");
        await store.countTry(own);
        await store.giveTryBack(right(own, false));
      }
      expect(await store.countTry(tryOf("eve"))).toMatchObject({ reason: "too-many" });
      expect(await store.countTry(tryOf("client 6"))).toEqual({ allowed: true });
      expect(await store.countTry(tryOf("client 7"))).toEqual({ allowed: true });
      expect(await store.countTry(tryOf("client 8"))).toEqual(PAUSED);
    });

    test("of a registration that waits takes nothing from a row that is full", async () => {
      await using store = await openStore();
      for (let place = 0; place < 7; place += 1) await store.countTry(tryOf(`client ${place}`));
      const own = tryOf("eve");
      await store.countTry(own);
      await store.giveTryBack(right(own, false));
      expect(await store.countTry(tryOf("another"))).toEqual(PAUSED);
    });
  });

  describe("the mail about a row", () => {
    const fill = async (store: OpenedStore) => {
      for (let place = 0; place < 8; place += 1) await store.countTry(tryOf(`client ${place}`));
    };

    test("is for the owner alone: nobody who waits for the address, and nobody at all, gets one", async () => {
      await using store = await openStore();
      await fill(store);
      expect(await claim(store)).toEqual([]);
      await using other = await openStore();
      await register(other, ADA);
      await fill(other);
      expect((await claim(other)).map(({ kind }) => kind)).toEqual(["confirm"]);
    });

    test("is not sent when a right password ended the row first", async () => {
      await using store = await openStore();
      await confirmed(store, ADA);
      await fill(store);
      await store.giveTryBack(right(tryOf("client 7")));
      expect(await claim(store)).toEqual([]);
    });
  });
}
