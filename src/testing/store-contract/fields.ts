import { NOW, actsOf, register, type StoreTests } from "./kit.ts";

const EMAIL = "ada@example.com";

/** What every store must do about the extra fields of users. */
export function fieldsContract({ describe, expect, test, openStore }: StoreTests): void {
  describe("the extra fields of a user", () => {
    test("are those of the registration, until others are stored", async () => {
      await using store = await openStore();
      const fields = {
        name: "Zoë \u0000 \ud83d\ude00 \"'",
        age: 36,
        tags: ["a", { b: null }],
        left: undefined,
      };
      const { userId, session } = await register(store, EMAIL, { fields });
      const { left: _, ...kept } = fields;
      const stored = async () => (await store.readSession(session.hash))?.user.fields;
      expect(await stored()).toEqual(kept);
      const changes = { age: undefined, name: "Ada", news: false };
      for (const now of [NOW + 1, NOW + 2])
        expect(await store.setFields({ userId, fields: changes, now })).toBe(true);
      expect(await stored()).toEqual({ name: "Ada", tags: kept.tags, news: false });
      const acts = await actsOf(store, userId);
      expect(acts.filter((act) => act === "fields-changed")).toEqual(["fields-changed"]);
    });

    test("are stored in the name of whoever stores them", async () => {
      await using store = await openStore();
      const { userId } = await register(store, EMAIL);
      const by = { actor: "host:billing", reason: "Paid", now: NOW + 1 };
      expect(await store.setFields({ userId, fields: { plan: "paid" }, ...by })).toBe(true);
      const { audit } = (await store.readUserFacts(userId))!;
      const lines = audit.filter(({ act }) => act === "fields-changed");
      expect(lines.map(({ actor, detail }) => [actor, detail])).toEqual([[by.actor, by.reason]]);
    });

    test("are none where none were stored, and nobody's where the user is gone", async () => {
      await using store = await openStore();
      const { session } = await register(store, EMAIL);
      expect((await store.readSession(session.hash))?.user.fields).toEqual({});
      expect(await store.setFields({ userId: "gone", fields: { name: "Ada" }, now: NOW })).toBe(
        false,
      );
    });
  });
}
