import { hours, minutes } from "../../domain/time.ts";
import { NOW, claim, linkTo, register, type StoreTests } from "./kit.ts";

/** What every store must do about looking up a link. */
export function linkContract({ describe, expect, test, openStore }: StoreTests): void {
  describe("a link's row", () => {
    test("says whose it is, to which address, and until when", async () => {
      await using store = await openStore();
      const { userId } = await register(store, "Ada@example.com");
      const id = await linkTo(store, "Ada@example.com");
      expect(await store.findLink(id)).toMatchObject({
        link: {
          id,
          purpose: "confirm",
          userId,
          email: "Ada@example.com",
          emailKey: "ada@example.com",
          createdOn: NOW,
          mintedOn: NOW,
          expiresOn: NOW + hours(72),
          codeExpiresOn: NOW + minutes(60),
          endedOn: null,
          endedWhy: null,
          passwordTries: 0,
        },
        user: { id: userId },
      });
    });

    test("outlives its user, and says what became of it", async () => {
      await using store = await openStore();
      const { userId } = await register(store, "ada@example.com");
      const [mail] = await claim(store);
      await store.cancelRegistration({ userId, now: NOW + 1 });
      const found = await store.findLink(mail!.link!.id);
      expect(found?.link).toMatchObject({ endedWhy: "removed", endedOn: NOW + 1 });
      expect(found?.user).toBeUndefined();
    });

    test("is undefined for an id that is none", async () => {
      await using store = await openStore();
      expect(await store.findLink("A".repeat(22))).toBeUndefined();
      expect(await store.findLink("' OR 1=1 --")).toBeUndefined();
    });
  });
}
