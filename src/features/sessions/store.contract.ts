import { describe, expect, test } from "vitest";
import type { NewSession } from "../../domain/session.ts";
import { days } from "../../domain/time.ts";
import {
  NO_LIMIT,
  NOW,
  actsOf,
  confirmed,
  newSession,
  register,
  sessionsOf,
  type OpenStore,
} from "../../testing/store-kit.ts";

const EMAIL = "ada@example.com";

/** What every store must do about sessions. */
export function sessionContract(openStore: OpenStore): void {
  describe("sessions", () => {
    test("are found by their digest, with the user as it is now", async () => {
      await using store = await openStore();
      const { userId, session } = await register(store, EMAIL);
      const { hash, atMost: _, ...kept } = session;
      expect(await store.findVisit(hash)).toMatchObject({
        hash,
        session: { ...kept, userId },
        user: { id: userId, email: EMAIL, registeredWith: "Firefox on Linux", admin: false },
      });
      expect(await store.findVisit(newSession().hash)).toBeUndefined();
    });

    test("begin only with the password hash that is still the user's", async () => {
      await using store = await openStore();
      const { userId, passwordHash } = await confirmed(store, EMAIL);
      const wrong = { session: newSession(), userId, passwordHash: "an older hash", now: NOW };
      expect(await store.startSession(wrong)).toBe(false);
      expect(await store.findVisit(wrong.session.hash)).toBeUndefined();
      const right = { ...wrong, passwordHash, rehashed: "with today's parameters" };
      expect(await store.startSession(right)).toBe(true);
      expect(await store.findPasswordHash(userId)).toBe("with today's parameters");
      expect(await actsOf(store, userId)).toContain("logged-in");
    });

    test("a login that races a change of the password begins before it, or not at all", async () => {
      await using store = await openStore();
      const { userId, passwordHash } = await confirmed(store, EMAIL);
      const logins = Array.from({ length: 16 }, () => newSession());
      const login = (session: ReturnType<typeof newSession>) =>
        store.startSession({ session, userId, passwordHash, now: NOW });
      const acting = newSession();
      await Promise.all([
        ...logins.slice(0, 8).map(login),
        store.changePassword({
          userId,
          from: passwordHash,
          to: "new",
          session: acting,
          limit: NO_LIMIT,
          now: NOW,
        }),
        ...logins.slice(8).map(login),
      ]);
      expect(await sessionsOf(store, userId)).toMatchObject([{ id: acting.id }]);
    });

    test("begin for nobody who is disabled", async () => {
      await using store = await openStore();
      const { userId, passwordHash } = await confirmed(store, EMAIL);
      const act = { userId, actor: "operator:root", reason: undefined, now: NOW };
      await store.disableUser(act);
      const session = newSession();
      expect(await store.startSession({ session, userId, passwordHash, now: NOW })).toBe(false);
    });

    test("take the place of the one they replace", async () => {
      await using store = await openStore();
      const { userId, passwordHash, session } = await confirmed(store, EMAIL);
      const next = newSession();
      const input = { userId, passwordHash, replaces: session.hash, now: NOW };
      await store.startSession({ ...input, session: next });
      expect(await sessionsOf(store, userId)).toMatchObject([{ id: next.id }]);
    });

    test("beyond a user's number, the least recently used ends, and the audit log says so", async () => {
      await using store = await openStore();
      const { userId, passwordHash, session: first } = await confirmed(store, EMAIL);
      const bob = await confirmed(store, "bob@example.com");
      const login = async (now: number) => {
        const session = { ...newSession(now), atMost: 3 };
        await store.startSession({ session, userId, passwordHash, now });
        return session.id;
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
      const { userId, passwordHash } = await confirmed(store, EMAIL);
      const logins = Array.from({ length: 16 }, () => ({ ...newSession(), atMost: 4 }));
      await Promise.all(
        logins.map((session) => store.startSession({ session, userId, passwordHash, now: NOW })),
      );
      expect(await sessionsOf(store, userId)).toHaveLength(4);
    });

    test("of which a user has far too many are ended some at a login, and never the new one", async () => {
      await using store = await openStore();
      const { userId, passwordHash } = await confirmed(store, EMAIL);
      const login = async (session: NewSession) =>
        store.startSession({ session, userId, passwordHash, now: session.createdOn });
      for (let count = 0; count < 1_100; count += 1) {
        await login({ ...newSession(NOW + count), atMost: 10_000 });
      }
      const early = { ...newSession(NOW - 1), atMost: 2 };
      await login(early);
      expect(await sessionsOf(store, userId)).toHaveLength(102);
      expect((await store.findVisit(early.hash))?.user.id).toBe(userId);
      await login({ ...newSession(NOW + 2_000), atMost: 2 });
      expect(await sessionsOf(store, userId)).toHaveLength(2);
    });

    test("note when they were used last, and are listed by it", async () => {
      await using store = await openStore();
      const { userId, passwordHash, session } = await confirmed(store, EMAIL);
      const other = newSession(NOW + 1);
      await store.startSession({ session: other, userId, passwordHash, now: NOW + 1 });
      await store.touchSession({ hash: session.hash, now: NOW + 2 });
      const listed = await sessionsOf(store, userId);
      expect(listed.map(({ id, lastSeenOn }) => [id, lastSeenOn])).toEqual([
        [session.id, NOW + 2],
        [other.id, NOW + 1],
      ]);
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
      expect(await store.findVisit(bob.session.hash)).toBeUndefined();
    });

    test("all but one end at once, and others keep theirs", async () => {
      await using store = await openStore();
      const ada = await confirmed(store, EMAIL);
      const bob = await confirmed(store, "bob@example.com");
      const { userId, passwordHash } = ada;
      for (let count = 0; count < 3; count += 1) {
        await store.startSession({ session: newSession(), userId, passwordHash, now: NOW });
      }
      const input = { userId, keep: ada.session.hash, now: NOW };
      expect(await store.endOtherSessions(input)).toBe(3);
      expect(await sessionsOf(store, userId)).toHaveLength(1);
      expect(await sessionsOf(store, bob.userId)).toHaveLength(1);
    });

    test("that ended by themselves are purged", async () => {
      await using store = await openStore();
      await confirmed(store, EMAIL, NOW - days(20));
      await confirmed(store, "bob@example.com");
      expect(await store.purgeSessions({ now: NOW, idleSince: NOW - days(14) })).toBe(1);
      expect(await store.purgeSessions({ now: NOW + days(30), idleSince: 0 })).toBe(1);
    });
  });
}
