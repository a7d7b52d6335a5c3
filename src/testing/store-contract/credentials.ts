import type { NewCredential } from "../../domain/evidence.ts";
import { limitDefaults } from "../../domain/limits.ts";
import { days, minutes } from "../../domain/time.ts";
import type { CredentialNews } from "../../ports/credential-store.ts";
import {
  ASKS,
  NOW,
  confirmed,
  linkTo,
  loginOf,
  passwordOf,
  register,
  sessionsOf,
  type StoreTests,
  type Registered,
} from "./kit.ts";

const EMAIL = "ada@example.com";

export const second = (id: string): NewCredential => ({
  id,
  kind: "pin",
  factor: "second",
  secret: "2741",
  name: "My PIN",
});

export const shownOf = ({ id: credentialId, kind, factor }: NewCredential) =>
  ({ kind, factor, credentialId, on: NOW }) as const;

const shown = shownOf(second("pin"));

/** Adds a credential in a user's session, which another session continues. */
export function enrolment(user: Registered, credential = second("pin")) {
  const next = loginOf(user).session;
  const session = { ...next, evidence: [...next.evidence, shownOf(credential)] };
  const { userId } = user;
  const acting = user.session.hash;
  return { userId, credentials: [credential], acting, session, news, limit, now: NOW };
}

export const news: CredentialNews = {
  mail: "password-changed",
  act: "password-changed",
  about: "a PIN",
};
const { notice: limit } = limitDefaults;

/** What every store must do about credentials. */
export function credentialContract({ describe, expect, test, openStore }: StoreTests): void {
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
          state: null,
          handle: null,
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
      const { userId } = user;
      await store.logIn(loginOf(user));
      const enrolling = enrolment(user);
      expect(await store.addCredentials(enrolling)).toEqual({ added: true });
      const { session } = enrolling;
      expect(await sessionsOf(store, userId)).toMatchObject([{ id: session.id }]);
      expect(await store.readSession(user.session.hash)).toBeUndefined();
      expect(await store.readSession(session.hash)).toMatchObject({
        isPending: false,
        user: { factors: 2 },
      });
      const half = loginOf(user);
      expect(await store.logIn(half)).toBe("pending");
      expect(await store.readSession(half.session.hash)).toMatchObject({
        isPending: true,
        session: { expiresOn: NOW + minutes(10) },
      });
      expect(await sessionsOf(store, userId)).toHaveLength(1);
    });

    test("are added by nobody whose session has ended, and are in no session of somebody else's", async () => {
      await using store = await openStore();
      const user = await confirmed(store, EMAIL);
      const bob = await confirmed(store, "bob@example.com");
      const enrolling = enrolment(user);
      expect(await store.addCredentials({ ...enrolling, acting: bob.session.hash })).toEqual({
        added: false,
      });
      await store.endSession({ hash: user.session.hash, now: NOW });
      expect(await store.addCredentials(enrolling)).toEqual({ added: false });
      expect(await store.listCredentials(user.userId)).toHaveLength(1);
      expect(await store.logIn(loginOf(user))).toBe("complete");
    });

    test("that can begin a sign-in go with a recovery, and a second factor stays", async () => {
      await using store = await openStore();
      const user = await confirmed(store, EMAIL);
      const { userId, address } = user;
      const first = { ...second("backdoor"), kind: "link", factor: "first" } as const;
      const enrolling = enrolment(user, first);
      expect(await store.addCredentials(enrolling)).toEqual({ added: true });
      const again = { ...enrolment(user), acting: enrolling.session.hash };
      expect(await store.addCredentials(again)).toEqual({ added: true });
      await store.requestReset({ address, ...ASKS, now: NOW });
      const linkId = await linkTo(store, EMAIL, NOW, "reset");
      const password = passwordOf("new");
      expect((await store.reset({ linkId, password, now: NOW })).ok).toBe(true);
      const left = (await store.listCredentials(userId)).map(({ kind }) => kind);
      expect(left.toSorted()).toEqual(["password", "pin"]);
      expect(await store.logIn(loginOf({ userId, password }))).toBe("pending");
    });

    test("of a registration that somebody else takes over are gone", async () => {
      await using store = await openStore();
      const stranger = await register(store, EMAIL);
      expect(await store.addCredentials(enrolment(stranger))).toEqual({ added: true });
      await store.requestReset({ address: stranger.address, ...ASKS, now: NOW });
      const linkId = await linkTo(store, EMAIL, NOW, "reset");
      const password = passwordOf("new");
      await store.reset({ linkId, password, now: NOW });
      const { userId } = stranger;
      expect(await store.listCredentials(userId)).toMatchObject([{ id: password.id }]);
      expect(await store.logIn(loginOf({ userId, password }))).toBe("complete");
    });

    test("of which the same one is shown again leave a sign-in pending", async () => {
      await using store = await openStore();
      const user = await confirmed(store, EMAIL);
      await store.addCredentials(enrolment(user));
      const half = loginOf(user);
      await store.logIn(half);
      const again = { ...loginOf(user), continues: half.session.hash };
      expect(await store.logIn(again)).toBe("pending");
      expect(await store.readSession(again.session.hash)).toMatchObject({
        isPending: true,
        session: { expiresOn: NOW + minutes(10) },
      });
      expect(await store.readSession(half.session.hash)).toBeUndefined();
    });

    test("shown both complete a sign-in, which continues the pending one once", async () => {
      await using store = await openStore();
      const user = await confirmed(store, EMAIL);
      const { userId } = user;
      await store.addCredentials(enrolment(user));
      const half = loginOf(user);
      await store.logIn(half);
      const whole = () => {
        const next = loginOf(user);
        const evidence = [...next.session.evidence, shown];
        return { ...next, session: { ...next.session, evidence }, continues: half.session.hash };
      };
      const both = await Promise.all([store.logIn(whole()), store.logIn(whole())]);
      expect(both.filter((state) => state === "complete")).toHaveLength(1);
      const ends = (await sessionsOf(store, userId)).map(({ expiresOn }) => expiresOn);
      expect(ends).toEqual([NOW + days(30), NOW + days(30)]);
      expect(await store.readSession(half.session.hash)).toBeUndefined();
    });

    test("are removed for their own user, with every session but the acting one, and a password is not removed so", async () => {
      await using store = await openStore();
      const user = await confirmed(store, EMAIL);
      const bob = await confirmed(store, "bob@example.com");
      const { userId, password } = user;
      const enrolling = enrolment(user);
      await store.addCredentials(enrolling);
      const acting = enrolling.session.hash;
      const half = loginOf(user);
      await store.logIn(half);
      const remove = (id: string, by = acting) =>
        store.removeCredentials({ userId, ids: [id], acting: by, news, now: NOW });
      expect(await remove("pin", bob.session.hash)).toBe(false);
      expect(await remove("pin", half.session.hash)).toBe(false);
      expect(await remove(password.id)).toBe(false);
      expect(await remove("pin")).toBe(true);
      expect(await store.readSession(half.session.hash)).toBeUndefined();
      expect(await store.readSession(acting)).toBeDefined();
      expect(await store.logIn(loginOf(user))).toBe("complete");
    });

    test("that are not a password keep their secret where its hash is improved", async () => {
      await using store = await openStore();
      const user = await confirmed(store, EMAIL);
      await store.addCredentials(enrolment(user));
      const both = { ...loginOf(user), rehashed: "better" };
      const evidence = [...both.session.evidence, shown];
      await store.logIn({ ...both, session: { ...both.session, evidence } });
      const secrets = (await store.listCredentials(user.userId)).map(({ secret }) => secret);
      expect(secrets.toSorted()).toEqual(["2741", "better"]);
    });
  });
}
