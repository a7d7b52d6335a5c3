import { confirmed, newId, NOW, register, type StoreTests } from "./kit.ts";

const ACT = { actor: "operator:root", reason: "on the team", now: NOW };

export function roleContract({ describe, test, expect, openStore }: StoreTests): void {
  describe("a role of a user", () => {
    test("is given to a confirmed user, read with every session, and listed", async () => {
      await using store = await openStore();
      const { userId, session } = await confirmed(store, "ada@example.com");
      await confirmed(store, "bob@example.com");
      const given = { ...ACT, userId, held: true };
      await store.setRole({ ...given, role: "support" });
      await store.setRole({ ...given, role: "editor" });
      await store.setAdmin({ ...ACT, userId, admin: true });
      const roles = ["admin", "editor", "support"];
      expect((await store.readSession(session.hash))?.user.roles).toEqual(roles);
      expect((await store.findUsers({ id: userId }))[0]?.roles).toEqual(roles);
      for (const role of roles) {
        const page = { filter: "all", role, limit: 9, after: undefined } as const;
        expect((await store.listUsers(page)).map(({ id }) => id)).toEqual([userId]);
        expect(await store.countUsers({ filter: "all", role })).toBe(1);
      }
      expect(await store.setRole({ ...given, role: "editor" })).toMatchObject({
        reason: "no-change",
      });
    });

    test("that is taken away ends the sessions, and names the role in the audit log", async () => {
      await using store = await openStore();
      const { userId, session } = await confirmed(store, "ada@example.com");
      const change = { ...ACT, userId, role: "support" };
      await store.setRole({ ...change, held: true });
      expect(await store.readSession(session.hash)).toBeDefined();
      expect(await store.setRole({ ...change, held: false })).toMatchObject({
        value: { roles: [] },
      });
      expect(await store.readSession(session.hash)).toBeUndefined();
      expect(await store.setRole({ ...change, held: false })).toMatchObject({
        reason: "no-change",
      });
      const { audit } = (await store.readUserFacts(userId))!;
      expect(audit.some(({ act }) => act === "role-removed")).toBe(true);
      expect(audit.find(({ act }) => act === "role-added")?.detail).toBe("support: on the team");
    });

    test("is for no user whose address is not confirmed, and goes with its user", async () => {
      await using store = await openStore();
      const waiting = await register(store, "eve@example.com");
      const change = { ...ACT, role: "viewer", held: true };
      const to = (userId: string) => store.setRole({ ...change, userId });
      expect(await to(waiting.userId)).toMatchObject({ reason: "unconfirmed" });
      expect(await to(newId())).toMatchObject({ reason: "not-found" });
      const { userId } = await confirmed(store, "ada@example.com");
      expect((await to(userId)).ok).toBe(true);
      expect((await store.removeUser({ ...ACT, userId })).ok).toBe(true);
      expect(await store.countUsers({ filter: "all", role: "viewer" })).toBe(0);
    });
  });
}
