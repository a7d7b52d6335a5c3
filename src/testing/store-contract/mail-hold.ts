import type { ClaimedMail } from "../../ports/outbox-store.ts";
import { minutes, seconds } from "../../domain/time.ts";
import { NOW, claim, register, type StoreTests } from "./kit.ts";

const EMAIL = "ada@example.com";

/** What every store must do while the mail server accepts no mails at all. */
export function mailHoldContract({ describe, expect, test, openStore }: StoreTests): void {
  describe("holding all mails", () => {
    const held = { fault: "passing", answer: "connect ECONNREFUSED", delay: minutes } as const;

    test("lets one of them try when it is time, and waits longer each time it fails", async () => {
      await using store = await openStore();
      for (const name of ["a", "b", "c"]) await register(store, `${name}@example.com`);
      for (const { id, fence } of await claim(store)) {
        expect(await store.holdMails({ ...held, id, fence, now: NOW })).toBe(true);
      }
      expect((await store.outboxStatus()).hold).toEqual({
        since: NOW,
        fault: "passing",
        answer: "connect ECONNREFUSED",
        probeOn: NOW + minutes(1),
      });
      expect(await claim(store, NOW + seconds(59))).toEqual([]);
      const [probe, ...others] = await claim(store, NOW + minutes(1));
      expect(others).toEqual([]);
      expect(await claim(store, NOW + minutes(1))).toEqual([]);
      const { id, fence } = probe!;
      await store.holdMails({ ...held, id, fence, answer: "still", now: NOW + minutes(1) });
      expect((await store.outboxStatus()).hold).toMatchObject({
        since: NOW,
        answer: "still",
        probeOn: NOW + minutes(3),
      });
    });

    test("never tries the same mail twice in a row while others wait", async () => {
      await using store = await openStore();
      for (const name of ["a", "b"]) await register(store, `${name}@example.com`);
      for (const { id, fence } of await claim(store)) {
        await store.holdMails({ ...held, id, fence, now: NOW });
      }
      const tried: string[] = [];
      for (const now of [NOW + minutes(1), NOW + minutes(3)]) {
        const [{ id, fence }] = (await claim(store, now)) as [ClaimedMail];
        tried.push(id);
        await store.holdMails({ ...held, id, fence, now });
      }
      expect(new Set(tried).size).toBe(2);
    });

    test("goes on when whoever tried has died", async () => {
      await using store = await openStore();
      await register(store, EMAIL);
      const [{ id, fence }] = (await claim(store)) as [ClaimedMail];
      await store.holdMails({ ...held, id, fence, now: NOW });
      expect(await claim(store, NOW + minutes(1))).toHaveLength(1);
      expect(await claim(store, NOW + minutes(1) + seconds(29))).toEqual([]);
      expect(await claim(store, NOW + minutes(1) + seconds(30))).toHaveLength(1);
    });

    test("ends with the first answer about a mail, and then all are due at once", async () => {
      await using store = await openStore();
      for (const name of ["a", "b", "c"]) await register(store, `${name}@example.com`);
      for (const { id, fence } of await claim(store)) {
        await store.holdMails({ ...held, id, fence, now: NOW });
      }
      const now = NOW + minutes(1);
      const [probe] = await claim(store, now);
      await store.settleMail({
        ...probe!,
        state: "sent",
        answer: "250 ok",
        fault: null,
        dueOn: now,
        now,
      });
      expect((await store.outboxStatus()).hold).toBeNull();
      expect(await claim(store, now)).toHaveLength(2);
    });

    test("is not in the power of a sender whose claim was taken over", async () => {
      await using store = await openStore();
      await register(store, EMAIL);
      const [{ id, fence }] = (await claim(store)) as [ClaimedMail];
      const now = NOW + seconds(30);
      await claim(store, now);
      expect(await store.holdMails({ ...held, id, fence, now })).toBe(false);
      expect((await store.outboxStatus()).hold).toBeNull();
    });
  });
}
