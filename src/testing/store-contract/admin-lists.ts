import { minutes } from "../../domain/time.ts";
import { NOW, claim, register, type StoreTests } from "./kit.ts";

const EMAIL = "ada@example.com";
const ACT = { actor: "operator:root", reason: "asked by phone", now: NOW } as const;

/** What every store must let operators and admins read. */
export function adminListContract({ describe, expect, test, openStore }: StoreTests): void {
  describe("in what operators read", () => {
    test("users come page by page, newest first, and nobody is missed", async () => {
      await using store = await openStore();
      for (let place = 0; place < 5; place += 1) {
        await register(store, `a${place}@example.com`, { now: NOW + place });
      }
      const seen: string[] = [];
      let after: string | undefined;
      for (;;) {
        const page = await store.listUsers({ filter: "unconfirmed", limit: 2, after });
        seen.push(...page.map(({ email }) => email));
        after = page.at(-1)?.id;
        if (page.length < 2) break;
      }
      expect(seen).toEqual([4, 3, 2, 1, 0].map((place) => `a${place}@example.com`));
      expect(await store.listUsers({ filter: "confirmed", limit: 9, after: undefined })).toEqual(
        [],
      );
      expect(await store.listMails({ filter: "queued", limit: 9, after: undefined })).toHaveLength(
        5,
      );
    });

    test("users are found by address and by time, and counted over all pages", async () => {
      await using store = await openStore();
      const mails = ["Ada.Love@example.com", "a_love@example.com", "axlove@sub.example.com"];
      for (const [place, email] of mails.entries()) {
        const { userId } = await register(store, email, { now: NOW + place });
        if (place > 0) await store.confirmUser({ ...ACT, userId, now: NOW + minutes(place) });
      }
      const found = async (query: Partial<Parameters<typeof store.countUsers>[0]>) => {
        const given = { filter: "all", ...query } as const;
        const users = await store.listUsers({ ...given, limit: 9, after: undefined });
        expect(await store.countUsers(given)).toBe(users.length);
        return users.map(({ email }) => mails.indexOf(email)).toReversed();
      };
      expect(await found({})).toEqual([0, 1, 2]);
      expect(await found({ search: "A.LOVE" })).toEqual([0]);
      expect(await found({ search: "a_l" })).toEqual([1]);
      expect(await found({ search: "%" })).toEqual([]);
      expect(await found({ domain: "example.com" })).toEqual([0, 1]);
      expect(await found({ registeredSince: NOW + 1, registeredUntil: NOW + 2 })).toEqual([1]);
      expect(await found({ confirmedUntil: NOW + minutes(2) })).toEqual([1]);
      expect(await found({ filter: "confirmed", confirmedSince: NOW + minutes(2) })).toEqual([2]);
      expect(await found({ filter: "deleting" })).toEqual([]);
    });

    test("the audit log is filtered, and read to its end from either side", async () => {
      await using store = await openStore();
      const { userId } = await register(store, EMAIL);
      await store.disableUser({ ...ACT, userId, now: NOW + 1 });
      await store.enableUser({ ...ACT, userId, now: NOW + 2 });
      await register(store, "bob@example.com", { now: NOW + 3 });
      const acts = async (query: Partial<Parameters<typeof store.listAudit>[0]>) =>
        (await store.listAudit({ limit: 9, after: undefined, ...query })).map(({ act }) => act);
      expect(await acts({})).toEqual(["registered", "enabled", "disabled", "registered"]);
      expect(await acts({ oldestFirst: true, limit: 2 })).toEqual(["registered", "disabled"]);
      expect(await acts({ userId, since: NOW + 1 })).toEqual(["enabled", "disabled"]);
      expect(await acts({ actor: "operator:root", until: NOW + 2 })).toEqual(["disabled"]);
      expect(await acts({ act: "registered", limit: 1 })).toHaveLength(1);
      expect(await store.countAudit({ act: "registered" })).toBe(2);
      const [, second] = await store.listAudit({ limit: 2, after: undefined });
      expect(second).toMatchObject({ userId, happenedOn: NOW + 2, detail: "asked by phone" });
      expect(await acts({ after: second!.id })).toEqual(["disabled", "registered"]);
    });

    test("mails that wait, and those that failed since a moment, are counted", async () => {
      await using store = await openStore();
      for (const name of ["ada", "bob", "cy"]) await register(store, `${name}@example.com`);
      const [mail] = await claim(store);
      const dead = { state: "dead", answer: "550", fault: "address", dueOn: NOW } as const;
      await store.settleMail({ ...mail!, ...dead, now: NOW });
      expect(await store.readMailFigures({ since: NOW })).toEqual({
        waiting: 2,
        parked: 0,
        failed: 1,
      });
      expect((await store.readMailFigures({ since: NOW + 1 })).failed).toBe(0);
    });
  });
}
