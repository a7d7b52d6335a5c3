import { NOT_IN_TIME } from "../../domain/mail.ts";
import { days, hours, seconds } from "../../domain/time.ts";
import type { Store } from "../../ports/store.ts";
import { NOW, claim, register, type StoreTests } from "./kit.ts";

const ADA = "operator:ada";
const BOB = "admin:bob";
const held = { since: NOW, actor: ADA, reason: "the provider moves" };

const hold = (store: Store): Promise<boolean> =>
  store.holdSending({ actor: ADA, reason: held.reason, now: NOW });

/** Which events a handler is told now. */
async function told(store: Store, now: number): Promise<readonly string[]> {
  const due = await store.dueReceivers({ handlers: ["welcome"], now });
  const receivers = due.map((receiver) => ({ ...receiver, count: 10 }));
  const claimed = await store.claimDeliveries({ receivers, lease: seconds(30), now });
  return claimed.map(({ event }) => event.type);
}

/** What every store must do while an operator holds all mails and events. */
export function operatorHoldContract({ describe, expect, test, openStore }: StoreTests): void {
  describe("holding mails and events for an operator", () => {
    test("claims none until they are released, and their links live from then on", async () => {
      await using store = await openStore();
      await store.keepHandlers({
        handlers: [{ name: "welcome", types: ["user.registered"] }],
        now: NOW,
      });
      await register(store, "early@example.com");
      expect(await hold(store)).toBe(true);
      const { session } = await register(store, "late@example.com");
      const { user } = (await store.readSession(session.hash))!;
      expect(await claim(store, NOW + hours(5))).toEqual([]);
      expect(await told(store, NOW + hours(5))).toEqual([]);
      expect((await store.outboxStatus()).heldBy).toEqual(held);
      expect((await store.findWaiting(user)).held).toBe(true);
      const now = NOW + hours(6);
      expect(await store.resumeSending({ actor: BOB, reason: "it moved", now })).toBe(true);
      expect((await store.outboxStatus()).heldBy).toBeNull();
      expect((await store.findWaiting(user)).held).toBe(false);
      const mails = await claim(store, now);
      expect(mails.map(({ email, mintedOn }) => `${email} ${mintedOn}`).toSorted()).toEqual([
        `early@example.com ${now}`,
        `late@example.com ${now}`,
      ]);
      expect(await told(store, now)).toEqual(["user.registered", "user.registered"]);
    });

    test("keeps the first hold, and both acts are in the audit log", async () => {
      await using store = await openStore();
      expect(await store.resumeSending({ actor: BOB, now: NOW })).toBe(false);
      expect(await hold(store)).toBe(true);
      const again = { actor: BOB, reason: "another", now: NOW + 1 };
      expect(await store.holdSending(again)).toBe(false);
      expect((await store.outboxStatus()).heldBy).toEqual(held);
      expect(await store.resumeSending({ actor: BOB, now: NOW + 2 })).toBe(true);
      const page = { limit: 10, after: undefined };
      expect(await store.listAudit({ act: "sending-held", ...page })).toMatchObject([
        { actor: ADA, detail: held.reason, userId: null },
      ]);
      expect(await store.listAudit({ act: "sending-resumed", ...page })).toMatchObject([
        { actor: BOB, detail: null },
      ]);
    });

    test("lets a mail in hand be settled, and gives up what is too late", async () => {
      await using store = await openStore();
      await register(store, "ada@example.com");
      const [mail] = await claim(store);
      await register(store, "bob@example.com");
      await hold(store);
      const { id, fence } = mail!;
      const taken = { state: "sent", answer: "250 taken", fault: null, dueOn: NOW } as const;
      expect(await store.settleMail({ id, fence, ...taken, now: NOW })).toBe(true);
      expect(await claim(store, NOW + days(60))).toEqual([]);
      const dead = await store.listMails({ filter: "dead", limit: 10, after: undefined });
      expect(dead.map(({ email, answer }) => [email, answer])).toEqual([
        ["bob@example.com", NOT_IN_TIME],
      ]);
    });
  });
}
