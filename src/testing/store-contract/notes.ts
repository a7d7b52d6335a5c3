import { days, minutes } from "../../domain/time.ts";
import type { Store } from "../../ports/store.ts";
import type { OpeningNote } from "../../ports/notes-store.ts";
import { NOW, actsOf, confirmed, linkTo, register, type StoreTests } from "./kit.ts";

const EMAIL = "ada@example.com";
const QUIET = minutes(15);

const note = (linkId: string, differs: Partial<OpeningNote> = {}): OpeningNote => ({
  linkId,
  purpose: "confirm",
  opener: "person",
  firstOn: NOW,
  lastOn: NOW,
  count: 1,
  ...differs,
});

const openingsOf = async (store: Store) => {
  const of = { emailKey: EMAIL, slips: [], mailbox: [] };
  const { mails } = await store.readTrail({ of, limit: 9, now: NOW });
  return mails[0]?.link?.openings;
};

/** What every store must do about what a look leaves behind. */
export function notesContract({ describe, expect, test, openStore }: StoreTests): void {
  describe("what a look leaves behind", () => {
    test("is one row for each link and kind of opener, with the first, the last and the count", async () => {
      await using store = await openStore();
      await register(store, EMAIL);
      const linkId = await linkTo(store, EMAIL);
      await store.noteOpenings([note(linkId, { opener: "machine", count: 3, lastOn: NOW + 5 })]);
      await store.noteOpenings([note(linkId, { firstOn: NOW + 7, lastOn: NOW + 9 })]);
      await store.noteOpenings([note(linkId, { firstOn: NOW + 1, lastOn: NOW + 2, count: 2 })]);
      expect(await openingsOf(store)).toEqual([
        { opener: "person", firstOn: NOW + 1, lastOn: NOW + 9, count: 3 },
        { opener: "machine", firstOn: NOW, lastOn: NOW + 5, count: 3 },
      ]);
    });

    test("is nothing for a link that is not there, or is for something else", async () => {
      await using store = await openStore();
      await register(store, EMAIL);
      const linkId = await linkTo(store, EMAIL);
      await store.noteOpenings([note("no such link"), note(linkId, { purpose: "reset" })]);
      expect(await openingsOf(store)).toEqual([]);
    });

    test("changes nothing that a link means, and goes with it", async () => {
      await using store = await openStore();
      await register(store, EMAIL);
      const linkId = await linkTo(store, EMAIL);
      const before = await store.findLink(linkId);
      await store.noteOpenings([note(linkId)]);
      expect(await store.findLink(linkId)).toEqual(before);
      await store.purgeHistory({ before: NOW });
      expect(await openingsOf(store)).toHaveLength(1);
      await store.purgeHistory({ before: NOW + days(60) });
      await store.purgeHistory({ before: NOW + days(60) });
      expect(await store.findLink(linkId)).toBeUndefined();
    });

    test("is a line in the audit log of whoever was looked at, once in a while for each operator", async () => {
      await using store = await openStore();
      const { userId } = await confirmed(store, EMAIL);
      const look = (actor: string, on: number) =>
        store.noteLooks({ looks: [{ actor, userId, on }], quiet: QUIET });
      await look("admin:eve", NOW + 1);
      await look("admin:eve", NOW + 2);
      await look("admin:bob", NOW + 3);
      await look("admin:eve", NOW + 1 + QUIET);
      const looks = (await actsOf(store, userId)).filter((act) => act === "looked-at");
      expect(looks).toHaveLength(3);
    });

    test("is a line for each file that an operator took out, about nobody", async () => {
      await using store = await openStore();
      const file = { actor: "admin:eve", userId: null, exported: "users.csv: 7" };
      for (const on of [NOW, NOW + 1])
        await store.noteLooks({ looks: [{ ...file, on }], quiet: QUIET });
      const lines = await store.listAudit({ act: "exported", limit: 9, after: undefined });
      const line = { actor: "admin:eve", userId: null, detail: "users.csv: 7" };
      expect(lines).toMatchObject([
        { ...line, happenedOn: NOW + 1 },
        { ...line, happenedOn: NOW },
      ]);
    });
  });
}
