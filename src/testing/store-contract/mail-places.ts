import { mailBudgetDefaults } from "../../domain/mail-budget.ts";
import { days, minutes, seconds, type Instant } from "../../domain/time.ts";
import {
  ASKS,
  NO_LIMIT,
  NOW,
  addressOf,
  claim,
  confirmed,
  handOver,
  register,
  type StoreTests,
  type OpenedStore,
} from "./kit.ts";

const EMAIL = "ada@example.com";

/** What every store must do about how many mails a mailbox gets. */
export function mailPlaceContract({ describe, expect, test, openStore }: StoreTests): void {
  describe("the places of a mailbox", () => {
    const budget = mailBudgetDefaults;
    const ask = (store: OpenedStore, askedBy: string, now: Instant, email = EMAIL) =>
      store.requestReset({ address: addressOf(email), askedBy, now });
    const given = async (store: OpenedStore, now: Instant) =>
      (await handOver(store, now, budget)).map(({ kind, email }) => `${kind} ${email}`);

    test("are taken when a mail is handed over: one that is given back takes none", async () => {
      await using store = await openStore();
      for (const minute of [0, 2, 4]) {
        await ask(store, "a", NOW + minutes(minute));
        const [mail] = await claim(store, NOW + minutes(minute), 1, budget);
        await store.releaseClaim({ ...mail!, now: NOW + minutes(minute) });
      }
      const tries = [6, 8, 10, 12];
      const mailed = [];
      for (const minute of tries) mailed.push(...(await given(store, NOW + minutes(minute))));
      expect(mailed).toHaveLength(3);
      expect(await store.listWithheld({ limit: 10 })).toEqual([]);
    });

    test("are not taken by mails that were taken back before they went out", async () => {
      await using store = await openStore();
      for (let time = 0; time < 20; time += 1) {
        const { userId } = await register(store, EMAIL, { now: NOW + time });
        await store.cancelRegistration({ userId, now: NOW + time });
      }
      await register(store, EMAIL, { now: NOW + 20 });
      expect(await given(store, NOW + 20)).toEqual([`confirm ${EMAIL}`]);
    });

    test("are given back by mails that no server took, whose clients have had a try", async () => {
      await using store = await openStore();
      const refused = { fault: "greylisted", answer: "451 later", dueOn: NOW + days(1) } as const;
      const tried = async (askedBy: string, now: Instant, state: "retry" | "dead") => {
        const { userId } = await register(store, EMAIL, { askedBy, now });
        const [mail] = await claim(store, now, 1, budget);
        await store.settleMail({ ...mail!, ...refused, state, now });
        return userId;
      };
      for (const time of [0, 1, 2]) await tried("a", NOW + time, "dead");
      const waits = await tried("b", NOW + 3, "retry");
      await register(store, EMAIL, { askedBy: "c", now: NOW + 4 });
      expect(await given(store, NOW + 4)).toEqual([]);
      await store.cancelRegistration({ userId: waits, now: NOW + 5 });
      await register(store, EMAIL, { askedBy: "d", now: NOW + 5 });
      expect(await given(store, NOW + 5)).toHaveLength(1);
      expect(await given(store, NOW + 5 + minutes(1))).toHaveLength(1);
      await register(store, EMAIL, { askedBy: "a", now: NOW + minutes(9) });
      expect(await given(store, NOW + minutes(9))).toEqual([]);
    });

    test("let the second mail of a minute wait, untried", async () => {
      await using store = await openStore();
      await register(store, EMAIL);
      await register(store, EMAIL, { askedBy: "b" });
      expect(await given(store, NOW)).toHaveLength(1);
      expect(await given(store, NOW + seconds(59))).toEqual([]);
      const [mail] = await claim(store, NOW + seconds(60), 1, budget);
      expect(mail).toMatchObject({ attempts: 1, mintedOn: NOW + seconds(60) });
    });

    test("of an owner are not taken by tags, nor by whatever is asked for besides a reset", async () => {
      await using store = await openStore();
      await confirmed(store, EMAIL);
      for (let time = 0; time < 30; time += 1) {
        const now = NOW + minutes(2 * time);
        await ask(store, `a${time}`, now, `ada+${time}@example.com`);
        await register(store, EMAIL, { askedBy: `b${time}`, now });
        await given(store, now);
      }
      const now = NOW + minutes(61);
      await ask(store, "c", now);
      expect(await given(store, now)).toContain(`reset ${EMAIL}`);
    });

    test("are one mailbox's for all its tags, where nobody owns them", async () => {
      await using store = await openStore();
      const mailed = [];
      for (let time = 0; time < 24; time += 1) {
        const now = NOW + minutes(time);
        await ask(store, `a${time}`, now, `ada+${time}@example.com`);
        await register(store, `ada+${time}@example.com`, { askedBy: `a${time}`, now });
        mailed.push(...(await given(store, now)));
      }
      expect(mailed.filter((mail) => mail.startsWith("confirm"))).toHaveLength(9);
      expect(mailed.filter((mail) => mail.startsWith("reset"))).toHaveLength(9);
    });

    test("are kept for none who asked in the hour, though nobody waited for that mail", async () => {
      await using store = await openStore();
      const again = async (askedBy: string, minute: number) => {
        const now = NOW + minutes(minute);
        await store.resendTo({ ...ASKS, address: addressOf(EMAIL), askedBy, now });
        return given(store, now);
      };
      expect(await again("a", 0)).toEqual([]);
      await register(store, EMAIL, { now: NOW + minutes(1) });
      await given(store, NOW + minutes(1));
      for (let stranger = 0; stranger < 8; stranger += 1) {
        expect(await again(`stranger ${stranger}`, 2 + stranger)).toHaveLength(1);
      }
      expect(await again("a", 20)).toEqual([]);
      expect(await again("b", 22)).toHaveLength(1);
    });

    test("that are missing leave one counted row for a mailbox, a kind and an hour", async () => {
      await using store = await openStore();
      const { userId } = await confirmed(store, EMAIL);
      for (let time = 0; time < 60; time += 1) {
        await ask(store, "a", NOW + minutes(time));
        await given(store, NOW + minutes(time));
      }
      const withheld = await store.listWithheld({ limit: 10 });
      expect(withheld.map(({ count }) => count).reduce((a, b) => a + b)).toBe(57);
      expect(withheld).toMatchObject([
        { mailbox: EMAIL, kind: "reset", hour: NOW + minutes(55), reason: "client-share" },
        { mailbox: EMAIL, kind: "reset", hour: NOW - minutes(5), reason: "client-share" },
      ]);
      expect((await store.readUserFacts(userId))?.withheld).toEqual(withheld);
      expect(await store.listMails({ filter: "all", limit: 100, after: undefined })).toHaveLength(
        4,
      );
      await store.purgeHistory({ before: NOW + days(1) });
      expect(await store.listWithheld({ limit: 10 })).toEqual([]);
    });

    test("that are missing are told to the registration that waits", async () => {
      await using store = await openStore();
      const { session, userId } = await register(store, EMAIL);
      const current = async () => (await store.readSession(session.hash))!.user;
      await given(store, NOW);
      for (const minute of [2, 4, 6]) {
        await store.resend({ ...ASKS, userId, now: NOW + minutes(minute) });
        await given(store, NOW + minutes(minute));
      }
      const waiting = await store.findWaiting(await current());
      expect(waiting).toMatchObject({
        mail: { state: "sent", endedOn: NOW + minutes(4) },
        mails: { handedOver: 3, newestWithheldBy: "mailbox" },
        linkEnded: false,
      });
    });

    test("are passed over for mails that nobody counts: of an operator, and of before", async () => {
      await using store = await openStore();
      const { userId } = await confirmed(store, EMAIL);
      const mailLimit = NO_LIMIT;
      for (let time = 0; time < 5; time += 1) {
        const act = { actor: "operator:root", reason: "asked", userId, mailLimit, now: NOW };
        await store.sendReset(act);
      }
      expect(await given(store, NOW)).toHaveLength(5);
    });
  });
}
