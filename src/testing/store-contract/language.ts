import { days, minutes } from "../../domain/time.ts";
import {
  ASKS,
  DELETES_ON,
  NOW,
  actsOf,
  addressOf,
  askForDeletion,
  claim,
  confirmed,
  handOver,
  linkTo,
  newSession,
  register,
  type StoreTests,
} from "./kit.ts";
import { withoutMailBudget } from "../../domain/mail-budget.ts";

const EMAIL = "ada@example.com";

/** What every store must do about the languages of people. */
export function languageContract({ describe, expect, test, openStore }: StoreTests): void {
  describe("the language of a user", () => {
    test("is that of the registration, until another one is chosen", async () => {
      await using store = await openStore();
      const { userId, session } = await register(store, EMAIL, { language: "fr" });
      const language = async () => (await store.readSession(session.hash))?.user.language;
      expect(await language()).toBe("fr");
      for (const now of [NOW + 1, NOW + 2])
        await store.chooseLanguage({ userId, language: "de", now });
      expect(await language()).toBe("de");
      const chosen = (await actsOf(store, userId)).filter((act) => act === "language-chosen");
      expect(chosen).toEqual(["language-chosen"]);
    });

    test("is none where none was told", async () => {
      await using store = await openStore();
      const { session } = await register(store, EMAIL);
      expect((await store.readSession(session.hash))?.user.language).toBeNull();
    });
  });

  describe("a mail is written in the language", () => {
    test("of the registration that it confirms, at every try", async () => {
      await using store = await openStore();
      const { userId } = await register(store, EMAIL, { language: "fr" });
      expect(await claim(store)).toMatchObject([{ kind: "confirm", language: "fr" }]);
      await store.chooseLanguage({ userId, language: "de", now: NOW });
      const later = NOW + minutes(1);
      expect(await claim(store, later, 100, withoutMailBudget, () => "en")).toMatchObject([
        { kind: "confirm", language: "fr" },
      ]);
    });

    test("of the owner of the address, whoever caused it", async () => {
      await using store = await openStore();
      const { userId } = await confirmed(store, EMAIL);
      await store.chooseLanguage({ userId, language: "de", now: NOW });
      await register(store, EMAIL, { language: "fr" });
      expect(await handOver(store)).toMatchObject([{ kind: "already-registered", language: "de" }]);
      await store.requestReset({ address: addressOf(EMAIL), ...ASKS, now: NOW });
      expect(await handOver(store)).toMatchObject([{ kind: "reset", language: "de" }]);
    });

    test("of the site, for an address that nobody has and for somebody who chose none", async () => {
      await using store = await openStore();
      const site = (chosen: string | null) => chosen ?? "ar";
      await store.requestReset({ address: addressOf(EMAIL), ...ASKS, now: NOW });
      await register(store, "bob@example.com");
      const mails = await claim(store, NOW, 100, withoutMailBudget, site);
      expect(mails.map(({ kind, language }) => `${kind} ${language}`).toSorted()).toEqual([
        "confirm ar",
        "reset-no-user ar",
      ]);
    });

    test("of the site, if it does not have the chosen one", async () => {
      await using store = await openStore();
      await register(store, EMAIL, { language: "tlh" });
      const mails = await claim(store, NOW, 100, withoutMailBudget, () => "en");
      expect(mails).toMatchObject([{ kind: "confirm", language: "en" }]);
    });

    test("of the former owner, where an address can be taken back", async () => {
      await using store = await openStore();
      const { userId, password } = await confirmed(store, EMAIL);
      await store.chooseLanguage({ userId, language: "de", now: NOW });
      const to = "ada@example.org";
      await store.requestEmailChange({ userId, address: addressOf(to), ...ASKS, now: NOW });
      const linkId = await linkTo(store, to, NOW, "change-email");
      const proof = { kind: "password", credentialId: password.id } as const;
      await store.changeEmail({ linkId, proof, session: newSession(), now: NOW });
      await handOver(store);
      await register(store, EMAIL, { language: "fr" });
      expect(await handOver(store)).toMatchObject([{ kind: "address-reserved", language: "de" }]);
    });

    test("of a user who is deleted by the time that it is sent", async () => {
      await using store = await openStore();
      const user = await confirmed(store, EMAIL);
      const { userId } = user;
      await store.chooseLanguage({ userId, language: "de", now: NOW });
      await askForDeletion(store, user);
      await handOver(store);
      await store.deleteDue(DELETES_ON + days(1));
      expect(await handOver(store, DELETES_ON + days(1))).toMatchObject([
        { kind: "deleted", language: "de" },
      ]);
    });
  });
}
