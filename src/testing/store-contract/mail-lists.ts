import type { MailRecord } from "../../domain/mail-record.ts";
import type { Place } from "../../domain/page.ts";
import type { MailFilter, MailQuery } from "../../ports/admin-store.ts";
import type { Store } from "../../ports/store.ts";
import { NOW, addressOf, claim, register, type StoreTests } from "./kit.ts";

const ACT = { actor: "admin:1", reason: "a prank", now: NOW } as const;

type Wanted = Partial<Parameters<Store["browseMails"]>[0]>;

const browse = (store: Store, wanted: Wanted) =>
  store.browseMails({
    filter: "all",
    limit: 9,
    after: undefined,
    ...wanted,
  });

const emails = (mails: readonly MailRecord[]): readonly string[] =>
  mails.map(({ email }) => email.slice(0, email.indexOf("@")));

/** What every store must let operators see of the outbox, and cancel in it. */
export function mailListContract({ describe, expect, test, openStore }: StoreTests): void {
  describe("in lists of mails", () => {
    test("mails are browsed by what became of them, by kind, by address and by domain", async () => {
      await using store = await openStore();
      for (const [at, name] of ["ann", "bob", "cy", "dee"].entries())
        await register(store, `${name}@example.com`, { now: NOW + at });
      const claimed = await claim(store, NOW + 4);
      const of = (name: string) => claimed.find(({ email }) => email === `${name}@example.com`)!;
      const settled = { fault: null, dueOn: NOW } as const;
      await store.settleMail({
        ...of("ann"),
        ...settled,
        state: "sent",
        answer: "250",
        now: NOW + 6,
      });
      await store.settleMail({
        ...of("bob"),
        ...settled,
        state: "dead",
        answer: "550",
        now: NOW + 5,
      });
      await store.settleMail({
        ...of("cy"),
        ...settled,
        state: "retry",
        answer: "450",
        now: NOW + 5,
      });
      const found = async (filter: MailFilter, wanted: Wanted = {}) =>
        emails((await browse(store, { filter, ...wanted })).rows);
      expect(await found("all")).toEqual(["dee", "cy", "bob", "ann"]);
      expect(await found("waiting")).toEqual(["dee", "cy"]);
      expect(await found("sending")).toEqual(["dee"]);
      expect(await found("sent")).toEqual(["ann"]);
      expect(await found("dead")).toEqual(["bob"]);
      for (const filter of ["parked", "withheld", "cancelled"] as const)
        expect(await found(filter)).toEqual([]);
      expect(await found("all", { kind: "confirm" })).toHaveLength(4);
      expect(await found("waiting", { kind: "reset" })).toEqual([]);
      expect(await found("all", { emailKey: "cy@example.com" })).toEqual(["cy"]);
      expect(await found("dead", { emailKey: "cy@example.com" })).toEqual([]);
      await register(store, "eve@a-b.example", { now: NOW + 7 });
      expect(await found("all", { domain: "a-b.example" })).toEqual(["eve"]);
      expect(await found("dead", { domain: "example.com" })).toEqual(["bob"]);
      for (const domain of ["a_b.example", "b.example", "com", "%"])
        expect(await found("all", { domain })).toEqual([]);
      const list = { filter: "all", limit: 9, after: undefined } as const;
      const listed = async (query: MailQuery) =>
        emails(await store.listMails({ ...list, ...query }));
      expect(await listed({ domain: "a-b.example" })).toEqual(["eve"]);
      expect(await listed({ emailKey: "cy@example.com", kind: "confirm" })).toEqual(["cy"]);
      expect(await listed({ emailKey: "cy@example.com", domain: "a-b.example" })).toEqual([]);
    });

    test("a thousand mails of one moment are browsed without a gap or a repetition", async () => {
      await using store = await openStore();
      const names = Array.from({ length: 1_000 }, (_, at) => `p${at}`);
      // No more at once than a site has connections to its database.
      for (let at = 0; at < names.length; at += 5)
        await Promise.all(
          names.slice(at, at + 5).map((name) => register(store, `${name}@x.example`)),
        );
      const all = async (filter: MailFilter): Promise<readonly string[]> => {
        const seen: string[] = [];
        for (let after: Place | undefined; ;) {
          const { rows, next } = await browse(store, { filter, limit: 300, after });
          seen.push(...rows.map(({ id }) => id));
          if (next === null) return seen;
          after = next;
        }
      };
      for (const filter of ["all", "waiting"] as const) {
        const seen = await all(filter);
        expect([seen.length, new Set(seen).size]).toEqual([1_000, 1_000]);
      }
    });

    test("a mail has the answers to its earlier tries beside it", async () => {
      await using store = await openStore();
      await register(store, "ann@example.com");
      const [mail] = await claim(store);
      const put = { state: "retry", fault: "greylisted", answer: "450 later", dueOn: NOW } as const;
      await store.settleMail({ ...mail!, ...put, now: NOW });
      const found = await store.findMail(mail!.id);
      expect(found?.tries).toEqual([
        { on: NOW, state: "retry", fault: "greylisted", answer: "450 later" },
      ]);
    });

    test("a mail that waits is cancelled once, with who did it and why, and is never sent", async () => {
      await using store = await openStore();
      const { userId } = await register(store, "ann@example.com");
      const [mail] = (await browse(store, { filter: "waiting" })).rows;
      const { id: mailId } = mail!;
      const cancelled = await store.cancelMail({ ...ACT, mailId });
      expect(cancelled).toMatchObject({ ok: true, value: { state: "cancelled", endedOn: NOW } });
      expect(await store.cancelMail({ ...ACT, mailId })).toMatchObject({ reason: "not-waiting" });
      expect(await store.cancelMail({ ...ACT, mailId: "none" })).toMatchObject({
        reason: "not-found",
      });
      expect(await claim(store)).toEqual([]);
      expect(emails((await browse(store, { filter: "cancelled" })).rows)).toEqual(["ann"]);
      const audit = { act: "mail-cancelled", limit: 9, after: undefined } as const;
      expect(await store.listAudit(audit)).toMatchObject([
        { actor: "admin:1", userId, detail: "confirm: a prank" },
      ]);
    });

    test("a mail is not cancelled as an ordinary one if it is to an admin, whoever has it asked for", async () => {
      await using store = await openStore();
      await register(store, "ann@example.com");
      await register(store, "bob@example.com");
      const { rows } = await browse(store, { filter: "waiting" });
      await store.createUser({
        ...ACT,
        userId: "boss",
        address: addressOf("ann@example.com"),
        password: undefined,
        registeredWith: "the command line",
        confirmed: false,
        admin: true,
        mailLimit: undefined,
      });
      for (const { id: mailId, email } of rows)
        expect(await store.cancelMail({ ...ACT, mailId, ordinary: true })).toMatchObject(
          email === "ann@example.com" ? { reason: "higher-role" } : { ok: true },
        );
    });

    test("a mail in the hands of a sender, or one that has ended, is not cancelled", async () => {
      await using store = await openStore();
      await register(store, "ann@example.com");
      const [mail] = await claim(store);
      const act = { ...ACT, mailId: mail!.id };
      expect(await store.cancelMail(act)).toMatchObject({ reason: "not-waiting" });
      const sent = { state: "sent", answer: "250", fault: null, dueOn: NOW } as const;
      await store.settleMail({ ...mail!, ...sent, now: NOW });
      expect(await store.cancelMail(act)).toMatchObject({ reason: "not-waiting" });
      expect((await store.findMail(mail!.id))?.mail.state).toBe("sent");
    });
  });
}
