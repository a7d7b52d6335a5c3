import { evidenceOf, type NewCredential } from "../../domain/evidence.ts";
import { limitDefaults } from "../../domain/limits.ts";
import type { NewRememberedBrowser } from "../../domain/remembered-browser.ts";
import { days } from "../../domain/time.ts";
import {
  NOW,
  confirmed,
  loginOf,
  type OpenedStore,
  type Registered,
  type StoreTests,
} from "./kit.ts";

const PIN: NewCredential = { id: "pin", kind: "pin", factor: "second", secret: "2741" };

const news = { mail: "password-changed", act: "password-changed" };

const marked = (id: string): NewRememberedBrowser => ({
  hash: `hash-${id}`,
  id,
  shownOn: NOW,
  expiresOn: NOW + days(30),
  browser: "Firefox on Linux",
  client: "192.0.2.1",
});

/** A user who logs in with two factors, and whose browser is remembered for it. */
async function withPin(store: OpenedStore, email: string, mark: string): Promise<Registered> {
  const user = await confirmed(store, email);
  const { userId } = user;
  const pin = { ...PIN, id: `pin-${mark}` };
  const { session } = loginOf(user);
  await store.addCredentials({
    userId,
    credentials: [pin],
    acting: user.session.hash,
    session,
    news,
    limit: limitDefaults.notice,
    now: NOW,
  });
  const shown = { kind: "pin", factor: "second", credentialId: pin.id, on: NOW } as const;
  const whole = loginOf(user);
  const evidence = [...whole.session.evidence, shown];
  const remember = marked(mark);
  await store.logIn({ ...whole, session: { ...whole.session, evidence }, remember });
  return { ...user, session: whole.session };
}

/** What every store must do about browsers that are not asked for the second factor. */
export function rememberedBrowserContract({ describe, expect, test, openStore }: StoreTests): void {
  describe("remembered browsers", () => {
    test("complete a sign-in of their own user, with what was shown at its old time", async () => {
      await using store = await openStore();
      const ada = await withPin(store, "ada@example.com", "ada");
      const bob = await withPin(store, "bob@example.com", "bob");
      const now = NOW + days(1);
      const again = { ...loginOf(ada, { now }), remembered: ["made-up", "hash-ada"] };
      expect(await store.logIn(again)).toBe("complete");
      const found = await store.readSession(again.session.hash);
      expect(found && evidenceOf(found.session)).toMatchObject([
        { kind: "password", on: now },
        { kind: "remembered-browser", factor: "second", on: NOW },
      ]);
      expect(await store.logIn({ ...loginOf(bob), remembered: ["hash-ada"] })).toBe("pending");
      const { userId } = ada;
      const { hash: _, ...listed } = marked("ada");
      expect(await store.listRememberedBrowsers({ userId, now })).toEqual([listed]);
    });

    test("are over on their day, and are purged then", async () => {
      await using store = await openStore();
      const user = await withPin(store, "ada@example.com", "ada");
      const { userId } = user;
      const now = NOW + days(30);
      const last = { ...loginOf(user, { now: now - 1 }), remembered: ["hash-ada"] };
      expect(await store.logIn(last)).toBe("complete");
      const late = { ...loginOf(user, { now }), remembered: ["hash-ada"] };
      expect(await store.logIn(late)).toBe("pending");
      expect(await store.listRememberedBrowsers({ userId, now })).toEqual([]);
      expect(await store.purgeRememberedBrowsers({ now: now - 1 })).toBe(0);
      expect(await store.purgeRememberedBrowsers({ now })).toBe(1);
    });

    test("are forgotten one by one or all, by their own user", async () => {
      await using store = await openStore();
      const { userId } = await withPin(store, "ada@example.com", "ada");
      const bob = await withPin(store, "bob@example.com", "bob");
      const forget = (by: string, id?: string) =>
        store.forgetRememberedBrowsers({
          userId: by,
          ...(id === undefined ? {} : { id }),
          now: NOW,
        });
      expect(await forget(bob.userId, "ada")).toBe(0);
      expect(await forget(userId, "ada")).toBe(1);
      expect(await forget(bob.userId)).toBe(1);
      expect(await store.listRememberedBrowsers({ userId, now: NOW })).toEqual([]);
    });

    test("end with a change of credentials, with logging out elsewhere, and with the user", async () => {
      await using store = await openStore();
      const ada = await withPin(store, "ada@example.com", "ada");
      const bob = await withPin(store, "bob@example.com", "bob");
      const left = async (user: Registered) =>
        (await store.listRememberedBrowsers({ userId: user.userId, now: NOW })).length;
      const { userId, session } = ada;
      const change = { userId, acting: session.hash, news, now: NOW };
      expect(await store.removeCredentials({ ...change, ids: ["pin-ada"] })).toBe(true);
      await store.endOtherSessions({ userId: bob.userId, keep: bob.session.hash, now: NOW });
      expect([await left(ada), await left(bob)]).toEqual([0, 0]);
    });
  });
}
