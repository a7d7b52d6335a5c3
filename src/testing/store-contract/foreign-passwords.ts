// What every store must do about passwords that were imported from other systems.

import type { Store } from "../../ports/store.ts";
import { loginOf, NOW, passwordOf, register, type Registered, type StoreTests } from "./kit.ts";

/** A user with a password as another system stored it. */
export const imported = (store: Store, email: string, scheme: string): Promise<Registered> =>
  register(store, email, { password: { ...passwordOf(`foreign:${email}`), state: scheme } });

const counted = (store: Store) => store.countForeignPasswords({ limit: 100 });

/** What every store must do about passwords of other systems. */
export function foreignPasswordContract({ describe, expect, test, openStore }: StoreTests): void {
  describe("passwords of other systems", () => {
    test("are counted by their schemes, as far as asked, and our own are not among them", async () => {
      await using store = await openStore();
      expect(await counted(store)).toEqual([]);
      expect(await store.sampleForeignPasswords()).toEqual([]);
      await register(store, "own@example.com");
      await imported(store, "ada@example.com", "scrypt");
      for (const name of ["bob", "eve"]) await imported(store, `${name}@example.com`, "bcrypt");
      expect(await counted(store)).toEqual([
        { scheme: "bcrypt", count: 2 },
        { scheme: "scrypt", count: 1 },
      ]);
      const few = await store.countForeignPasswords({ limit: 2 });
      expect(few.reduce((sum, { count }) => sum + count, 0)).toBe(2);
      const samples = await store.sampleForeignPasswords();
      expect(samples.map(({ scheme }) => scheme)).toEqual(["bcrypt", "scrypt"]);
      expect(samples[0]?.hash).toMatch(/^foreign:(bob|eve)@/);
      expect(samples[1]?.hash).toBe("foreign:ada@example.com");
    });

    test("become our own with a better hash, and stay what they are without one", async () => {
      await using store = await openStore();
      const ada = await imported(store, "ada@example.com", "bcrypt");
      await store.logIn(loginOf(ada));
      expect(await counted(store)).toEqual([{ scheme: "bcrypt", count: 1 }]);
      expect(await store.findPassword(ada.userId)).toMatchObject({ hash: ada.password.secret });
      await store.logIn({ ...loginOf(ada), rehashed: "our own" });
      expect(await counted(store)).toEqual([]);
      expect(await store.findPassword(ada.userId)).toMatchObject({ hash: "our own" });
    });

    test("are removed at once, each with a line in the audit log, and nothing else is", async () => {
      await using store = await openStore();
      const own = await register(store, "own@example.com");
      const ada = await imported(store, "ada@example.com", "bcrypt");
      expect(await store.removeForeignPasswords({ now: NOW + 1 })).toBe(1);
      expect(await store.removeForeignPasswords({ now: NOW + 2 })).toBe(0);
      expect(await store.findPassword(ada.userId)).toBeUndefined();
      expect(await store.findPassword(own.userId)).toBeDefined();
      const [line, ...others] = await store.listAudit({
        act: "imported-password-removed",
        limit: 10,
        after: undefined,
      });
      expect(line).toMatchObject({ userId: ada.userId, actor: "system", detail: "bcrypt" });
      expect(others).toEqual([]);
    });

    test("need their peppers, of which the first with an id is kept, and sealed again if it is still the same", async () => {
      await using store = await openStore();
      expect(await store.keepPepper({ id: "old site", sealed: "one", now: NOW })).toBe(true);
      expect(await store.keepPepper({ id: "old site", sealed: "two", now: NOW })).toBe(false);
      expect(await store.readPeppers()).toEqual([{ id: "old site", sealed: "one" }]);
      const replaced = await store.replacePeppers([
        { id: "old site", from: "one", to: "three" },
        { id: "old site", from: "one", to: "four" },
        { id: "no site", from: "one", to: "five" },
      ]);
      expect(replaced).toBe(1);
      expect(await store.readPeppers()).toEqual([{ id: "old site", sealed: "three" }]);
    });
  });
}
