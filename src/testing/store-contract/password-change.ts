import { hours, type Instant } from "../../domain/time.ts";
import {
  ASKS,
  NO_LIMIT,
  NOW,
  actsOf,
  addressOf,
  byPassword,
  confirmed,
  handOver,
  linkTo,
  loginOf,
  newSession,
  type StoreTests,
  sessionsOf,
  passwordOf,
} from "./kit.ts";

const EMAIL = "ada@example.com";

/** What every store must do about changing a known password. */
export function passwordChangeContract({ describe, expect, test, openStore }: StoreTests): void {
  describe("changing a password", () => {
    test("ends every session, begins one, tells the mailbox and leaves an audit row", async () => {
      await using store = await openStore();
      const user = await confirmed(store, EMAIL);
      const { userId, session } = user;
      await store.logIn(loginOf(user));
      const acting = newSession();
      const input = {
        userId,
        proof: byPassword(user),
        to: passwordOf("new"),
        session: acting,
        limit: NO_LIMIT,
        now: NOW,
      };
      expect(await store.changePassword(input)).toEqual({ changed: true, othersEnded: 1 });
      expect(await store.readSession(session.hash)).toBeUndefined();
      expect(await sessionsOf(store, userId)).toMatchObject([{ id: acting.id }]);
      expect(await store.findPassword(userId)).toMatchObject({ hash: "new" });
      expect(await handOver(store)).toMatchObject([{ kind: "password-changed", email: EMAIL }]);
      expect(await actsOf(store, userId)).toContain("password-changed");
    });

    test("does nothing when the old hash is not the user's any more", async () => {
      await using store = await openStore();
      const { userId, session } = await confirmed(store, EMAIL);
      const input = {
        userId,
        proof: { kind: "password", credentialId: "older" } as const,
        to: passwordOf("new"),
        session: newSession(),
        limit: NO_LIMIT,
        now: NOW,
      };
      expect(await store.changePassword(input)).toEqual({ changed: false });
      expect(await store.readSession(session.hash)).toBeDefined();
      expect(await handOver(store)).toEqual([]);
    });

    test("is possible in a session as well, without the old one, and not once that has ended", async () => {
      await using store = await openStore();
      const { userId, session } = await confirmed(store, EMAIL);
      const proof = { kind: "session", hash: session.hash } as const;
      const change = (to: string) =>
        store.changePassword({
          userId,
          proof,
          to: passwordOf(to),
          session: newSession(),
          limit: NO_LIMIT,
          now: NOW,
        });
      expect(await change("new")).toEqual({ changed: true, othersEnded: 0 });
      expect(await store.findPassword(userId)).toMatchObject({ hash: "new" });
      expect(await change("newer")).toEqual({ changed: false });
      expect(await store.findPassword(userId)).toMatchObject({ hash: "new" });
    });

    test("16 times at once from one hash has one winner", async () => {
      await using store = await openStore();
      const { userId, password } = await confirmed(store, EMAIL);
      const all = await Promise.all(
        Array.from({ length: 16 }, (_, place) =>
          store.changePassword({
            userId,
            proof: byPassword({ password }),
            to: passwordOf(`new ${place}`),
            session: newSession(),
            limit: NO_LIMIT,
            now: NOW,
          }),
        ),
      );
      expect(all.filter(({ changed }) => changed)).toHaveLength(1);
      expect(await sessionsOf(store, userId)).toHaveLength(1);
    });

    test("leaves a reset link that was mailed before: it is the mailbox's", async () => {
      await using store = await openStore();
      const { userId, password } = await confirmed(store, EMAIL);
      await store.requestReset({ address: addressOf(EMAIL), ...ASKS, now: NOW });
      const linkId = await linkTo(store, EMAIL, NOW, "reset");
      const input = {
        userId,
        proof: byPassword({ password }),
        to: passwordOf("a thief's"),
        session: newSession(),
        limit: NO_LIMIT,
        now: NOW,
      };
      await store.changePassword(input);
      const reset = await store.reset({ linkId, password: passwordOf("the owner's"), now: NOW });
      expect(reset).toMatchObject({ ok: true, value: { id: userId } });
      expect(await store.findPassword(userId)).toMatchObject({ hash: "the owner's" });
    });

    test("beyond the limit changes nothing, mails nothing, and says until when", async () => {
      await using store = await openStore();
      const { userId, password } = await confirmed(store, EMAIL);
      const limit = { name: "notice", windows: [{ count: 1, every: hours(1) }] };
      const [next, newer] = [passwordOf("new"), passwordOf("newer")];
      const change = (from: typeof next, to: typeof next, now: Instant) =>
        store.changePassword({
          userId,
          proof: byPassword({ password: from }),
          to,
          session: newSession(now),
          limit,
          now,
        });
      expect(await change(password, next, NOW)).toMatchObject({ changed: true });
      await handOver(store);
      expect(await change(next, newer, NOW + 1)).toEqual({
        changed: false,
        retryOn: NOW + hours(1),
      });
      expect(await store.findPassword(userId)).toMatchObject({ hash: "new" });
      expect(await handOver(store, NOW + 1)).toEqual([]);
      expect(await change(next, newer, NOW + hours(1))).toMatchObject({ changed: true });
    });
  });
}
