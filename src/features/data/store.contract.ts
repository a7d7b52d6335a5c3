import { describe, expect, test } from "vitest";
import { NOW, confirmed, handOver, register, type OpenStore } from "../../testing/store-kit.ts";

const EMAIL = "ada@example.com";

/** What every store must tell a user of what is kept. */
export function dataContract(openStore: OpenStore): void {
  describe("what is kept about a user", () => {
    test("is every mail and every act, the newest first", async () => {
      await using store = await openStore();
      const { userId, session } = await confirmed(store, EMAIL);
      await store.endSession({ hash: session.hash, now: NOW + 1 });
      const kept = await store.findKeptFacts(userId);
      expect(kept.mails).toEqual([{ kind: "confirm", state: "sent", to: EMAIL, createdOn: NOW }]);
      expect(kept.acts[0]).toEqual({ act: "logged-out", actor: "user", happenedOn: NOW + 1 });
      expect(kept.acts.map(({ act }) => act)).toEqual(
        expect.arrayContaining(["registered", "mail-sent", "confirmed"]),
      );
    });

    test("is nothing of somebody else who typed the same address", async () => {
      await using store = await openStore();
      const other = await register(store, EMAIL);
      await handOver(store);
      const { userId } = await confirmed(store, EMAIL);
      expect((await store.findKeptFacts(userId)).mails).toHaveLength(1);
      expect((await store.findKeptFacts(other.userId)).mails).toHaveLength(1);
      expect(await store.findKeptFacts("nobody")).toEqual({ mails: [], acts: [] });
    });
  });
}
