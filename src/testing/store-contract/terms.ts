import { NOW, actsOf, linkTo, newSession, passwordOf, register, type StoreTests } from "./kit.ts";

const EMAIL = "ada@example.com";
const ACT = "terms-accepted";

/** What every store must do about the terms that users accept. */
export function termsContract({ describe, expect, test, openStore }: StoreTests): void {
  describe("accepted terms", () => {
    test("are those of the registration, and every other version once, the last one first", async () => {
      await using store = await openStore();
      const { userId, session } = await register(store, EMAIL, { terms: "1" });
      const accepted = async () => (await store.readSession(session.hash))?.user.terms;
      expect(await accepted()).toEqual([{ version: "1", acceptedOn: NOW }]);
      for (const [place, version] of ["2", "2", "1", "3"].entries())
        expect(await store.acceptTerms({ userId, version, now: NOW + place })).toBe(true);
      expect(await accepted()).toEqual([
        { version: "3", acceptedOn: NOW + 3 },
        { version: "2", acceptedOn: NOW },
        { version: "1", acceptedOn: NOW },
      ]);
      const { audit } = (await store.readUserFacts(userId))!;
      const lines = audit.filter(({ act }) => act === ACT);
      expect(lines.map(({ actor, detail }) => [actor, detail])).toEqual([
        ["user", "3"],
        ["user", "2"],
        ["visitor", "1"],
      ]);
    });

    test("are recorded once, however many requests accept them at the same time", async () => {
      await using store = await openStore();
      const { userId } = await register(store, EMAIL);
      const accept = () => store.acceptTerms({ userId, version: "1", now: NOW });
      expect(await Promise.all([accept(), accept(), accept()])).toEqual([true, true, true]);
      expect((await actsOf(store, userId)).filter((act) => act === ACT)).toEqual([ACT]);
    });

    test("are the last ten of a user, and nobody's where the user is gone", async () => {
      await using store = await openStore();
      const { userId, session } = await register(store, EMAIL);
      expect((await store.readSession(session.hash))?.user.terms).toEqual([]);
      for (let version = 1; version <= 12; version += 1)
        await store.acceptTerms({ userId, version: `${version}`, now: NOW });
      const { terms } = (await store.readSession(session.hash))!.user;
      expect(terms.map(({ version }) => version).join(" ")).toBe("12 11 10 9 8 7 6 5 4 3");
      expect(await store.acceptTerms({ userId: "gone", version: "1", now: NOW })).toBe(false);
    });

    test("of a registration are not its owner's, who confirms with a password of their own", async () => {
      await using store = await openStore();
      const { userId } = await register(store, EMAIL, { terms: "1", fields: { name: "Eve" } });
      const password = passwordOf("the owner's");
      const confirmed = await store.confirm({
        linkId: await linkTo(store, EMAIL),
        userId,
        via: "link",
        proof: { kind: "new-password", password },
        session: newSession(NOW, password.id),
        now: NOW + 1,
      });
      if (!confirmed.ok) throw new Error(confirmed.reason);
      expect([confirmed.value.terms, confirmed.value.fields]).toEqual([[], {}]);
    });
  });
}
