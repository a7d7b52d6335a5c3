import { describe, expect, test } from "vitest";
import type { NewCredential } from "../domain/evidence.ts";
import { days, minutes } from "../domain/time.ts";
import {
  NOW,
  confirmed,
  loginOf,
  newId,
  register,
  sessionsOf,
  type OpenStore,
} from "../testing/store-kit.ts";

const EMAIL = "ada@example.com";

const second = (id: string): NewCredential => ({
  id,
  kind: "pin",
  factor: "second",
  secret: "2741",
  name: "My PIN",
});

/** What every store must do about what users can show. */
export function credentialContract(openStore: OpenStore): void {
  describe("credentials", () => {
    test("are a password after registering, and none once the user is gone", async () => {
      await using store = await openStore();
      const { userId, password } = await register(store, EMAIL);
      expect(await store.listCredentials(userId)).toEqual([
        {
          id: password.id,
          userId,
          kind: "password",
          factor: "first",
          secret: password.secret,
          name: null,
          createdOn: NOW,
          lastUsedOn: null,
        },
      ]);
      await store.cancelRegistration({ userId, now: NOW });
      expect(await store.listCredentials(userId)).toEqual([]);
      expect(await store.findPassword(userId)).toBeUndefined();
    });

    test("know when they were used last", async () => {
      await using store = await openStore();
      const user = await confirmed(store, EMAIL);
      await store.logIn(loginOf(user, { now: NOW + 5 }));
      expect(await store.listCredentials(user.userId)).toMatchObject([{ lastUsedOn: NOW + 5 }]);
    });

    test("that can be a second factor make each sign-in ask for two, and end the sessions of one", async () => {
      await using store = await openStore();
      const user = await confirmed(store, EMAIL);
      const { userId, session } = user;
      await store.logIn(loginOf(user));
      const input = { userId, credential: second("pin"), keep: session.hash, now: NOW };
      expect(await store.addCredential(input)).toBe(true);
      expect(await sessionsOf(store, userId)).toMatchObject([{ id: session.id }]);
      expect(await store.findVisit(session.hash)).toMatchObject({
        isPending: false,
        user: { factors: 2 },
      });
      const half = loginOf(user);
      expect(await store.logIn(half)).toBe("pending");
      expect(await store.findVisit(half.session.hash)).toMatchObject({
        isPending: true,
        session: { expiresOn: NOW + minutes(10) },
      });
      expect(await sessionsOf(store, userId)).toHaveLength(1);
    });

    test("shown both complete a sign-in, which continues the pending one once", async () => {
      await using store = await openStore();
      const user = await confirmed(store, EMAIL);
      const { userId, session } = user;
      await store.addCredential({
        userId,
        credential: second("pin"),
        keep: session.hash,
        now: NOW,
      });
      const half = loginOf(user);
      await store.logIn(half);
      const shown = { kind: "pin", factor: "second", credentialId: "pin", on: NOW } as const;
      const whole = () => {
        const next = loginOf(user);
        const evidence = [...next.session.evidence, shown];
        return { ...next, session: { ...next.session, evidence }, continues: half.session.hash };
      };
      const both = await Promise.all([store.logIn(whole()), store.logIn(whole())]);
      expect(both.filter((state) => state === "complete")).toHaveLength(1);
      const ends = (await sessionsOf(store, userId)).map(({ expiresOn }) => expiresOn);
      expect(ends).toEqual([NOW + days(30), NOW + days(30)]);
      expect(await store.findVisit(half.session.hash)).toBeUndefined();
    });

    test("are removed for their own user, pending sign-ins end, and a password is not removed so", async () => {
      await using store = await openStore();
      const user = await confirmed(store, EMAIL);
      const bob = await confirmed(store, "bob@example.com");
      const { userId, session, password } = user;
      await store.addCredential({
        userId,
        credential: second("pin"),
        keep: session.hash,
        now: NOW,
      });
      const half = loginOf(user);
      await store.logIn(half);
      expect(await store.removeCredential({ userId: bob.userId, id: "pin" })).toBe(false);
      expect(await store.removeCredential({ userId, id: password.id })).toBe(false);
      expect(await store.removeCredential({ userId, id: "pin" })).toBe(true);
      expect(await store.findVisit(half.session.hash)).toBeUndefined();
      expect(await store.logIn(loginOf(user))).toBe("complete");
    });

    test("are added to nobody who is not there", async () => {
      await using store = await openStore();
      const nobody = { userId: newId(), credential: second("pin"), keep: "", now: NOW };
      expect(await store.addCredential(nobody)).toBe(false);
    });
  });
}
