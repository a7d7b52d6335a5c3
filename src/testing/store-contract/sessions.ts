import { writeEvidence } from "../../domain/evidence.ts";
import { days, hours, minutes } from "../../domain/time.ts";
import {
  NO_LIMIT,
  NOW,
  actsOf,
  confirmed,
  loginOf,
  newSession,
  passwordOf,
  register,
  sessionsOf,
  type StoreTests,
  byPassword,
} from "./kit.ts";

const EMAIL = "ada@example.com";

/** What every store must do about sessions. */
export function sessionContract({ describe, expect, test, openStore }: StoreTests): void {
  describe("sessions", () => {
    test("are found by their digest, with the user as it is now", async () => {
      await using store = await openStore();
      const { userId, session } = await register(store, EMAIL);
      const { hash, atMost: _, evidence, ...kept } = session;
      expect(await store.readSession(hash)).toMatchObject({
        hash,
        session: { ...kept, userId, evidence: writeEvidence(evidence) },
        user: { id: userId, email: EMAIL, registeredWith: "Firefox on Linux", admin: false },
      });
      expect(await store.readSession(newSession().hash)).toBeUndefined();
    });

    test("begin only with a password that is still the user's", async () => {
      await using store = await openStore();
      const user = await confirmed(store, EMAIL);
      const { userId } = user;
      const wrong = loginOf({ userId, password: passwordOf("an older hash") });
      expect(await store.logIn(wrong)).toBeUndefined();
      expect(await store.readSession(wrong.session.hash)).toBeUndefined();
      const right = { ...loginOf(user), rehashed: "with today's parameters" };
      expect(await store.logIn(right)).toBe("complete");
      expect(await store.findPassword(userId)).toEqual({
        credentialId: user.password.id,
        hash: "with today's parameters",
      });
      expect(await actsOf(store, userId)).toContain("logged-in");
    });

    test("begin once with what is good for one of them, however many come at once", async () => {
      await using store = await openStore();
      const user = await confirmed(store, EMAIL);
      const spends = {
        limit: { name: "passkey", windows: [{ count: 1, every: minutes(10) }] },
        subject: "a challenge",
      };
      const logins = Array.from({ length: 16 }, () => ({ ...loginOf(user), spends }));
      const begun = await Promise.all(logins.map((each) => store.logIn(each)));
      expect(begun.filter((state) => state === "complete")).toHaveLength(1);
      const other = { ...loginOf(user), spends: { ...spends, subject: "another" } };
      expect(await store.logIn(other)).toBe("complete");
    });

    test("tell of what was shown, and after too many notices the audit log alone", async () => {
      await using store = await openStore();
      const user = await confirmed(store, EMAIL);
      const { userId } = user;
      const limit = { name: "notice", windows: [{ count: 2, every: minutes(10) }] };
      const news = { mail: "password-changed", act: "password-changed", limit };
      for (let count = 0; count < 3; count += 1) await store.logIn({ ...loginOf(user), news });
      const mails = (await store.listKeptMails({ userId, limit: 20 })).rows;
      const acts = (await store.listKeptActs({ userId, limit: 20 })).rows;
      expect(mails.filter(({ kind }) => kind === news.mail)).toHaveLength(2);
      expect(acts.filter(({ act }) => act === news.act)).toHaveLength(3);
    });

    test("a login that races a change of the password begins before it, or not at all", async () => {
      await using store = await openStore();
      const user = await confirmed(store, EMAIL);
      const { userId } = user;
      const logins = Array.from({ length: 16 }, () => loginOf(user));
      const login = (each: (typeof logins)[number]) => store.logIn(each);
      const [proof, to] = [byPassword(user), passwordOf("new")];
      const acting = newSession(NOW, to.id);
      await Promise.all([
        ...logins.slice(0, 8).map(login),
        store.changePassword({ userId, proof, to, session: acting, limit: NO_LIMIT, now: NOW }),
        ...logins.slice(8).map(login),
      ]);
      expect(await sessionsOf(store, userId)).toMatchObject([{ id: acting.id }]);
    });

    test("begin for nobody who is disabled", async () => {
      await using store = await openStore();
      const user = await confirmed(store, EMAIL);
      const act = { userId: user.userId, actor: "operator:root", reason: undefined, now: NOW };
      await store.disableUser(act);
      expect(await store.logIn(loginOf(user))).toBeUndefined();
    });

    test("take the place of the one they replace", async () => {
      await using store = await openStore();
      const user = await confirmed(store, EMAIL);
      const next = loginOf(user);
      await store.logIn({ ...next, replaces: user.session.hash });
      expect(await sessionsOf(store, user.userId)).toMatchObject([{ id: next.session.id }]);
    });

    test("beyond a user's number, the least recently used ends, and the audit log says so", async () => {
      await using store = await openStore();
      const user = await confirmed(store, EMAIL);
      const { userId, session: first } = user;
      const bob = await confirmed(store, "bob@example.com");
      const login = async (now: number) => {
        const next = loginOf(user, { now, atMost: 3 });
        await store.logIn(next);
        return next.session.id;
      };
      const [second, third] = [await login(NOW + 1), await login(NOW + 2)];
      await store.touchSession({ hash: first.hash, now: NOW + 3 });
      expect(await actsOf(store, userId)).not.toContain("session-ended");
      const fourth = await login(NOW + 4);
      expect((await sessionsOf(store, userId)).map(({ id }) => id)).toEqual([
        fourth,
        first.id,
        third,
      ]);
      expect(second).not.toBe(third);
      const { audit = [] } = (await store.readUserFacts(userId)) ?? {};
      expect(audit.find(({ act }) => act === "session-ended")).toMatchObject({
        actor: "system",
        detail: "1 least recently used, beyond 3",
      });
      expect(await sessionsOf(store, bob.userId)).toHaveLength(1);
    });

    test("that begin at once are no more than the number in the end", async () => {
      await using store = await openStore();
      const user = await confirmed(store, EMAIL);
      const logins = Array.from({ length: 16 }, () => loginOf(user, { atMost: 4 }));
      await Promise.all(logins.map((each) => store.logIn(each)));
      expect(await sessionsOf(store, user.userId)).toHaveLength(4);
    });

    test("of which a user has far too many are ended some at a login, and never the new one", async () => {
      await using store = await openStore();
      const user = await confirmed(store, EMAIL);
      const { userId } = user;
      const login = async (now: number, atMost: number) => {
        const next = loginOf(user, { now, atMost });
        await store.logIn(next);
        return next.session;
      };
      for (let count = 0; count < 1_100; count += 1) await login(NOW + count, 10_000);
      const early = await login(NOW - 1, 2);
      expect(await sessionsOf(store, userId)).toHaveLength(102);
      expect((await store.readSession(early.hash))?.user.id).toBe(userId);
      await login(NOW + 2_000, 2);
      expect(await sessionsOf(store, userId)).toHaveLength(2);
    });

    test("note when they were used last, and are listed by it", async () => {
      await using store = await openStore();
      const user = await confirmed(store, EMAIL);
      const { userId, session } = user;
      const later = loginOf(user, { now: NOW + 1 });
      const other = later.session;
      await store.logIn(later);
      await store.touchSession({ hash: session.hash, now: NOW + 2 });
      const listed = await sessionsOf(store, userId);
      expect(listed.map(({ id, lastSeenOn }) => [id, lastSeenOn])).toEqual([
        [session.id, NOW + 2],
        [other.id, NOW + 1],
      ]);
    });

    test("on a shared computer are listed and kept only as long as they are used", async () => {
      await using store = await openStore();
      const user = await confirmed(store, EMAIL);
      const { userId } = user;
      const used = loginOf(user, { now: NOW - hours(1), shared: true });
      const unused = loginOf(user, { now: NOW - hours(2), shared: true });
      for (const login of [used, unused]) await store.logIn(login);
      const idle = { idleSince: NOW - days(14), sharedIdleSince: NOW - hours(2) };
      const { rows } = await store.listSessions({ userId, now: NOW, ...idle, limit: 10 });
      expect(rows.map(({ id, shared }) => [id, shared])).toEqual([
        [user.session.id, false],
        [used.session.id, true],
      ]);
      expect(await store.purgeSessions({ now: NOW, ...idle })).toBe(1);
      expect(await sessionsOf(store, userId)).toHaveLength(2);
    });

    test("remain on a shared computer, or not, when another continues them", async () => {
      await using store = await openStore();
      const user = await confirmed(store, EMAIL);
      for (const shared of [true, false]) {
        const first = loginOf(user, { shared });
        await store.logIn(first);
        // What says otherwise is mistaken.
        const next = loginOf(user, { shared: !shared });
        await store.logIn({ ...next, continues: first.session.hash });
        expect((await store.readSession(next.session.hash))?.session.shared).toBe(shared);
      }
    });

    test("end once, and one user's never by another", async () => {
      await using store = await openStore();
      const ada = await confirmed(store, EMAIL);
      const bob = await confirmed(store, "bob@example.com");
      const foreign = { userId: bob.userId, id: ada.session.id, now: NOW };
      expect(await store.endSessionOf(foreign)).toBe(false);
      expect(await store.endSessionOf({ ...foreign, userId: ada.userId })).toBe(true);
      expect(await store.endSession({ hash: ada.session.hash, now: NOW })).toBe(false);
      expect(await store.endSession({ hash: bob.session.hash, now: NOW })).toBe(true);
      expect(await store.readSession(bob.session.hash)).toBeUndefined();
    });

    test("all but one end at once, and others keep theirs", async () => {
      await using store = await openStore();
      const ada = await confirmed(store, EMAIL);
      const bob = await confirmed(store, "bob@example.com");
      const { userId } = ada;
      for (let count = 0; count < 3; count += 1) await store.logIn(loginOf(ada));
      const input = { userId, keep: ada.session.hash, now: NOW };
      expect(await store.endOtherSessions(input)).toBe(3);
      expect(await sessionsOf(store, userId)).toHaveLength(1);
      expect(await sessionsOf(store, bob.userId)).toHaveLength(1);
    });

    test("that ended by themselves are purged", async () => {
      await using store = await openStore();
      await confirmed(store, EMAIL, NOW - days(20));
      await confirmed(store, "bob@example.com");
      const idle = { idleSince: NOW - days(14), sharedIdleSince: NOW - hours(2) };
      expect(await store.purgeSessions({ now: NOW, ...idle })).toBe(1);
      expect(await store.purgeSessions({ ...idle, now: NOW + days(30), idleSince: 0 })).toBe(1);
    });
  });
}
