import type { Page, Place } from "../../domain/page.ts";
import { NOW, confirmed, handOver, register, type StoreTests } from "./kit.ts";

const EMAIL = "ada@example.com";

const limit = 100;

/** All rows, read in pages of two. */
async function inPairs<Row>(
  read: (part: { limit: number; after: Place | undefined }) => Promise<Page<Row>>,
): Promise<readonly Row[]> {
  const all: Row[] = [];
  let after: Place | undefined;
  do {
    const { rows, next } = await read({ limit: 2, after });
    if (rows.length > 2) throw new Error(`A page of two has ${rows.length} rows.`);
    all.push(...rows);
    after = next ?? undefined;
  } while (after !== undefined);
  return all;
}

/** What every store must show a user of the stored data. */
export function dataContract({ describe, expect, test, openStore }: StoreTests): void {
  describe("what is kept about a user", () => {
    test("is every mail and every act, the newest first", async () => {
      await using store = await openStore();
      const { userId, session } = await confirmed(store, EMAIL);
      await store.endSession({ hash: session.hash, now: NOW + 1 });
      const mails = await store.listKeptMails({ userId, limit });
      const acts = await store.listKeptActs({ userId, limit });
      expect(mails).toEqual({
        rows: [{ kind: "confirm", state: "sent", to: EMAIL, createdOn: NOW }],
        next: null,
      });
      expect(acts.rows[0]).toEqual({ act: "logged-out", actor: "user", happenedOn: NOW + 1 });
      const names = acts.rows.map(({ act }) => act);
      for (const act of ["registered", "mail-sent", "confirmed"]) expect(names).toContain(act);
    });

    test("is nothing of somebody else who typed the same address", async () => {
      await using store = await openStore();
      const other = await register(store, EMAIL);
      await handOver(store);
      const { userId } = await confirmed(store, EMAIL);
      for (const id of [userId, other.userId])
        expect((await store.listKeptMails({ userId: id, limit })).rows).toHaveLength(1);
      const nothing = { rows: [], next: null };
      expect(await store.listKeptMails({ userId: "nobody", limit })).toEqual(nothing);
      expect(await store.listKeptActs({ userId: "nobody", limit })).toEqual(nothing);
    });

    test("is read in pages, none of which repeats or leaves out anything, even of one moment", async () => {
      await using store = await openStore();
      const { userId } = await confirmed(store, EMAIL);
      for (let count = 0; count < 4; count += 1) {
        const act = { userId, actor: "operator:root", reason: `${count}`, now: NOW };
        await (count % 2 === 0 ? store.disableUser(act) : store.enableUser(act));
      }
      const acts = await store.listKeptActs({ userId, limit });
      expect(acts.rows.length).toBeGreaterThan(6);
      expect(await inPairs((part) => store.listKeptActs({ userId, ...part }))).toEqual(acts.rows);
      const mails = await store.listKeptMails({ userId, limit });
      expect(await inPairs((part) => store.listKeptMails({ userId, ...part }))).toEqual(mails.rows);
    });

    test("is forgotten by the audit log when it happened before", async () => {
      await using store = await openStore();
      const { userId } = await confirmed(store, EMAIL);
      await register(store, "bob@example.com", { now: NOW + 10 });
      const before = (await store.listKeptActs({ userId, limit })).rows.length;
      expect(await store.purgeAudit({ before: NOW })).toBe(0);
      expect(await store.purgeAudit({ before: NOW + 1 })).toBe(before);
      expect((await store.listKeptActs({ userId, limit })).rows).toEqual([]);
      expect(await store.purgeAudit({ before: NOW + 11 })).toBe(1);
    });
  });
}
