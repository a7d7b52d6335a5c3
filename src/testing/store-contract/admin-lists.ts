import type { User } from "../../domain/user.ts";
import { minutes } from "../../domain/time.ts";
import { NOW, claim, register, type StoreTests } from "./kit.ts";

/** Addresses are compared in lower case, byte by byte. */
const byKey = (one: string, other: string): number => {
  const [a, b] = [`${one}@`.toLowerCase(), `${other}@`.toLowerCase()];
  return a < b ? -1 : 1;
};

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

    test("the audit log is browsed to its end, with and without filters, a thousand lines of one moment too", async () => {
      await using store = await openStore();
      const { userId } = await register(store, EMAIL, { now: NOW - 1 });
      const looks = Array.from({ length: 1_000 }, (_, at) => ({ actor: `admin:${at}`, on: NOW }));
      await store.noteLooks({ looks: looks.map((look) => ({ ...look, userId })), quiet: 1 });
      const { userId: other } = await register(store, "bob@example.com", { now: NOW + 1 });
      const browse = async (query: Partial<Parameters<typeof store.browseAudit>[0]>) => {
        const seen: string[] = [];
        for (let after: string | undefined; ;) {
          const { lines, next } = await store.browseAudit({ limit: 300, after, ...query });
          seen.push(...lines.map(({ id }) => id));
          if (next === null) return seen;
          after = next;
        }
      };
      for (const query of [{}, { userId }]) {
        const seen = await browse(query);
        const all = await store.listAudit({ ...query, limit: 2_000, after: undefined });
        expect(seen).toEqual(all.map(({ id }) => id));
      }
      expect(await browse({ userId: other })).toHaveLength(1);
      expect(await browse({ actor: "admin:7" })).toHaveLength(1);
      expect(await browse({ act: "registered" })).toHaveLength(2);
      expect(await browse({ act: "registered", since: NOW })).toHaveLength(1);
      expect(await browse({ userId, until: NOW })).toHaveLength(1);
    });

    test("a thousand users of one moment are browsed without a gap or a repetition, also by address", async () => {
      await using store = await openStore();
      const emails = Array.from({ length: 1_000 }, (_, at) => `p${at % 250}@example.com`);
      // No more at once than a site has connections to its database.
      for (let at = 0; at < emails.length; at += 5)
        await Promise.all(emails.slice(at, at + 5).map((email) => register(store, email)));
      const seen: string[] = [];
      for (let after: string | undefined; ;) {
        const { users, next } = await store.browseUsers({ filter: "all", limit: 300, after });
        seen.push(...users.map(({ id }) => id));
        if (next === null) break;
        after = next;
      }
      expect([seen.length, new Set(seen).size]).toEqual([1_000, 1_000]);
      const found: User[] = [];
      for (let after: User | undefined; ;) {
        const page = await store.listByAddress({ beginning: "p", limit: 300, after });
        found.push(...page);
        after = page.at(-1);
        if (page.length < 300) break;
      }
      expect([found.length, new Set(found.map(({ id }) => id)).size]).toEqual([1_000, 1_000]);
      const keys = found.map(({ emailKey }) => emailKey);
      expect(keys).toEqual(keys.toSorted((one, other) => (one < other ? -1 : one > other ? 1 : 0)));
    });

    test("users are browsed by state, role, domain and day, and found by how their address begins", async () => {
      await using store = await openStore();
      const ids = new Map<string, string>();
      const names = ["ann", "Anna-b", "an_c", "an%d", "bob"];
      for (const [at, name] of names.entries()) {
        const domain = at % 2 === 0 ? "example.com" : "other.example";
        const { userId } = await register(store, `${name}@${domain}`, { now: NOW + at });
        ids.set(userId, name);
      }
      const [ann, anna] = [...ids.keys()];
      await store.confirmUser({ ...ACT, userId: ann! });
      await store.disableUser({ ...ACT, userId: anna! });
      await store.setRole({ ...ACT, userId: ann!, role: "viewer", held: true });
      const browse = async (query: Partial<Parameters<typeof store.browseUsers>[0]>) => {
        const page = { filter: "all", limit: 9, after: undefined, ...query } as const;
        return (await store.browseUsers(page)).users.map(({ id }) => ids.get(id));
      };
      expect(await browse({})).toEqual(names.toReversed());
      expect(await browse({ filter: "confirmed" })).toEqual(["ann"]);
      expect(await browse({ filter: "disabled" })).toEqual(["Anna-b"]);
      expect(await browse({ role: "viewer" })).toEqual(["ann"]);
      expect(await browse({ via: "admin" })).toEqual(["ann"]);
      expect(await browse({ via: "link" })).toEqual([]);
      expect(await browse({ hasSecond: true })).toEqual([]);
      expect(await browse({ hasSecond: false, suppressed: false })).toEqual(names.toReversed());
      expect(await browse({ suppressed: true })).toEqual([]);
      expect(await browse({ domain: "other.example" })).toEqual(["an%d", "Anna-b"]);
      const [registeredSince, registeredUntil] = [NOW + 1, NOW + 3];
      expect(await browse({ registeredSince, registeredUntil })).toEqual(["an_c", "Anna-b"]);
      const begins = async (beginning: string) =>
        (await store.listByAddress({ beginning, limit: 9, after: undefined })).map(({ id }) =>
          ids.get(id),
        );
      expect(await begins("an")).toEqual(["an%d", "an_c", "ann", "Anna-b"].toSorted(byKey));
      expect(await begins("an_")).toEqual(["an_c"]);
      expect(await begins("bob@example.com")).toEqual(["bob"]);
      expect(await begins("nn")).toEqual([]);
    });

    test("users who have not confirmed are counted to a thousand", async () => {
      await using store = await openStore();
      const { userId } = await register(store, EMAIL);
      await register(store, "bob@example.com");
      expect(await store.countUnconfirmed()).toBe(2);
      await store.confirmUser({ ...ACT, userId });
      expect(await store.countUnconfirmed()).toBe(1);
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
