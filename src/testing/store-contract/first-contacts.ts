import { firstContactDefaults as rules } from "../../domain/first-contacts.ts";
import { NOW, type StoreTests } from "./kit.ts";

/** What every store must do about mails to mailboxes that have never confirmed here. */
export function firstContactContract({ describe, expect, test, openStore }: StoreTests): void {
  describe("first contacts", () => {
    test("of a new site are calm", async () => {
      await using store = await openStore();
      expect(await store.firstContactState({ rules, now: NOW })).toBe("calm");
    });
  });
}
