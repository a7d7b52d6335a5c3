import { describe, expect, test } from "vitest";
import {
  ASKS,
  NOW,
  actsOf,
  addressOf,
  confirmed,
  handOver,
  linkTo,
  newSession,
  type OpenStore,
  sessionsOf,
} from "../../testing/store-kit.ts";

const EMAIL = "ada@example.com";

/** What every store must do about changing a known password. */
export function passwordChangeContract(openStore: OpenStore): void {
  describe("changing a password", () => {
    test("ends every session, begins one, tells the mailbox and leaves an audit row", async () => {
      await using store = await openStore();
      const { userId, passwordHash: from, session } = await confirmed(store, EMAIL);
      await store.startSession({ session: newSession(), userId, passwordHash: from, now: NOW });
      const acting = newSession();
      const input = { userId, from, to: "new", session: acting, now: NOW };
      expect(await store.changePassword(input)).toEqual({ changed: true, othersEnded: 1 });
      expect(await store.findVisit(session.hash)).toBeUndefined();
      expect(await sessionsOf(store, userId)).toMatchObject([{ id: acting.id }]);
      expect(await store.findPasswordHash(userId)).toBe("new");
      expect(await handOver(store)).toMatchObject([{ kind: "password-changed", email: EMAIL }]);
      expect(await actsOf(store, userId)).toContain("password-changed");
    });

    test("does nothing when the old hash is not the user's any more", async () => {
      await using store = await openStore();
      const { userId, session } = await confirmed(store, EMAIL);
      const input = { userId, from: "older", to: "new", session: newSession(), now: NOW };
      expect(await store.changePassword(input)).toEqual({ changed: false, othersEnded: 0 });
      expect(await store.findVisit(session.hash)).toBeDefined();
      expect(await handOver(store)).toEqual([]);
    });

    test("16 times at once from one hash has one winner", async () => {
      await using store = await openStore();
      const { userId, passwordHash: from } = await confirmed(store, EMAIL);
      const all = await Promise.all(
        Array.from({ length: 16 }, (_, place) =>
          store.changePassword({
            userId,
            from,
            to: `new ${place}`,
            session: newSession(),
            now: NOW,
          }),
        ),
      );
      expect(all.filter(({ changed }) => changed)).toHaveLength(1);
      expect(await sessionsOf(store, userId)).toHaveLength(1);
    });

    test("ends reset links that were mailed before", async () => {
      await using store = await openStore();
      const { userId, passwordHash: from } = await confirmed(store, EMAIL);
      await store.requestReset({ address: addressOf(EMAIL), ...ASKS, now: NOW });
      const linkId = await linkTo(store, EMAIL, NOW, "reset");
      await store.changePassword({ userId, from, to: "new", session: newSession(), now: NOW });
      const late = await store.reset({ linkId, passwordHash: "a thief's", now: NOW });
      expect(late).toEqual({ ok: false, reason: "replaced" });
    });
  });
}
