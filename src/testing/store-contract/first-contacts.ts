import { CONTACT_PATIENCE, TRUST } from "../../domain/first-contacts.ts";
import { withoutMailBudget } from "../../domain/mail-budget.ts";
import { days, hours, minutes, type Instant } from "../../domain/time.ts";
import {
  addressOf,
  bySession,
  claim,
  claimCounted,
  confirmed,
  newSession,
  NO_LIMIT,
  NOW,
  register,
  type OpenedStore,
  type Registered,
  type StoreTests,
} from "./kit.ts";
import { counted, crowd, rules, sent, taken } from "./first-contacts-kit.ts";
import { reportsOfFirstContacts } from "./first-contact-reports.ts";

/** What is waiting of a registration's mail. */
const waitingOf = async (store: OpenedStore, { session }: Registered) =>
  store.findWaiting((await store.readSession(session.hash))!.user);

/** What every store must do about mails to mailboxes that have never confirmed here. */
export function firstContactContract({ describe, expect, test, openStore }: StoreTests): void {
  describe("first contacts", () => {
    test("of a new site are calm, on the alert as they are used up, and then held", async () => {
      const states = [];
      for (const people of [0, 5, 6, 7, 8]) {
        await using store = await openStore();
        await crowd(store, people);
        await sent(store, NOW);
        states.push(await store.firstContactState({ rules, now: NOW }));
      }
      expect(states).toEqual(["calm", "calm", "alert", "alert", "holding"]);
    });

    test("are paid for once each, however many send, and the rest waits untried", async () => {
      await using store = await openStore();
      const people = await crowd(store, 20);
      const each = await Promise.all(Array.from({ length: 4 }, () => sent(store, NOW)));
      expect(each.flat()).toHaveLength(8);
      expect(await sent(store, NOW + minutes(1))).toEqual([]);
      const waiting = await Promise.all(people.map((person) => waitingOf(store, person)));
      const parked = waiting.filter(({ mail }) => mail?.parkedOn === NOW);
      expect(parked).toHaveLength(12);
      expect(parked.every(({ linkExpiresOn }) => linkExpiresOn === null)).toBe(true);
      expect((await store.outboxStatus()).oldestOn).toBeNull();
    });

    test("take no place of their mailbox while they wait", async () => {
      await using store = await openStore();
      await crowd(store, 10);
      await sent(store, NOW);
      await store.requestReset({ address: addressOf("a9@example.com"), askedBy: "b", now: NOW });
      expect(await sent(store, NOW)).toEqual(["a9"]);
    });

    test("are paid back where a claim is given back", async () => {
      await using store = await openStore();
      await crowd(store, 8);
      const claimed = await claimCounted(store, NOW, rules);
      expect(claimed).toHaveLength(8);
      for (const mail of claimed) await store.releaseClaim({ ...mail, now: NOW });
      expect(await sent(store, NOW)).toHaveLength(8);
      await crowd(store, 1, "b");
      expect(await sent(store, NOW)).toEqual([]);
    });

    test("are paid for by confirmations, which are counted once whoever counts", async () => {
      await using store = await openStore();
      const people = await crowd(store, 8);
      const claimed = await claimCounted(store, NOW, rules);
      await crowd(store, 40, "b");
      await sent(store, NOW);
      for (const [place, person] of people.slice(0, 4).entries()) {
        const { link } = claimed.find(({ email }) => email === person.address.key)!;
        const done = await store.confirm(bySession(link!.id, person, NOW + place));
        expect(done.ok).toBe(true);
      }
      const now = counted(NOW + 4);
      const each = await Promise.all(Array.from({ length: 4 }, () => sent(store, now)));
      // Of 2 + 4 × 3 those go on that leave the site calm.
      expect(each.flat()).toEqual(Array.from({ length: 9 }, (_, place) => `b${place}`));
      expect(await sent(store, counted(now))).toEqual([]);
    });

    test("of those go first for whom something speaks, and then the oldest", async () => {
      await using store = await openStore();
      const people = await crowd(store, 20);
      const claimed = await taken(store, NOW);
      const now = NOW + minutes(1);
      expect(await store.noteStay({ userId: people[15]!.userId, now: now - 1 })).toBe(false);
      for (const stayer of [18, 15]) {
        expect(await store.noteStay({ userId: people[stayer]!.userId, now })).toBe(true);
        expect(await store.noteStay({ userId: people[stayer]!.userId, now })).toBe(false);
      }
      expect((await waitingOf(store, people[15]!)).mail).toMatchObject({ trust: TRUST.stayed });
      expect(await sent(store, now)).toEqual(["a15"]);
      const { link } = claimed.find(({ email }) => email === people[0]!.address.key)!;
      await store.confirm(bySession(link!.id, people[0]!, now));
      const later = counted(now);
      expect(await sent(store, later)).toEqual(["a18"]);
      expect(await sent(store, counted(later))).toEqual([]);
    });

    test("from where people have confirmed go at once, three for each of those", async () => {
      for (const [earlier, mailed] of [
        [0, ["eve", "kim"]],
        [2, ["eve"]],
        [3, []],
      ] as const) {
        await using store = await openStore();
        await confirmed(store, "ada@example.com", NOW - minutes(9));
        await sent(store, NOW - minutes(5));
        const askedBy = "192.0.7.7/32";
        for (let number = 0; number < earlier; number += 1) {
          await register(store, `neighbour${number}@example.com`, {
            askedBy,
            now: NOW - minutes(4),
          });
        }
        await sent(store, NOW - minutes(4));
        const others = await crowd(store, 20);
        await sent(store, NOW);
        for (const name of ["eve", "kim", "bob"]) {
          await register(store, `${name}@example.com`, { askedBy, now: NOW });
        }
        expect(await sent(store, NOW + 1)).toEqual(mailed);
        expect((await waitingOf(store, others[19]!)).mail).toMatchObject({ parkedOn: NOW });
      }
    });

    test("become known by the session that confirmed, and no later one", async () => {
      await using store = await openStore();
      const ada = await confirmed(store, "ada@example.com", NOW - minutes(9));
      const elsewhere = {
        ...newSession(NOW - minutes(9) + 1, ada.password.id),
        client: "203.0.113.1",
      };
      await store.logIn({ session: elsewhere, userId: ada.userId, now: NOW - minutes(9) + 1 });
      await sent(store, NOW - minutes(5));
      await crowd(store, 20);
      await sent(store, NOW);
      await register(store, "eve@example.com", { askedBy: "203.0.113.9/32", now: NOW });
      await register(store, "bob@example.com", { askedBy: "192.0.7.9/32", now: NOW });
      expect(await sent(store, NOW)).toEqual(["bob"]);
    });

    test("that wait too long are withheld: a registration is told so, and nothing is left of others", async () => {
      await using store = await openStore();
      const people = await crowd(store, 20);
      for (let number = 0; number < 5; number += 1) {
        const address = addressOf(`b${number}@example.com`);
        await store.requestReset({ address, askedBy: "b", now: NOW });
      }
      expect(await sent(store, NOW)).toHaveLength(8 + 1);
      expect(await store.countWaiting()).toBe(12);
      const late = NOW + CONTACT_PATIENCE;
      expect((await sent(store, late)).length).toBeLessThanOrEqual(1);
      expect(await store.countWaiting()).toBe(0);
      const { mail, mails } = await waitingOf(store, people[19]!);
      expect(mail).toMatchObject({ state: "cancelled", answer: "withheld-for-credit" });
      expect(mails).toMatchObject({ handedOver: 0, newestWithheldBy: "site" });
      expect(await store.listWithheld({ limit: 10 })).toEqual([]);
      expect(
        (await store.listMails({ filter: "all", after: undefined, limit: 100 })).filter(
          ({ email }) => email.startsWith("b"),
        ),
      ).toHaveLength(1);
    });

    test("by address cost as much whoever owns it, an owner gets all, and registrations do not depend on it", async () => {
      await using store = await openStore();
      await confirmed(store, "ada@example.com");
      await crowd(store, 5);
      await sent(store, NOW);
      for (let number = 0; number < 9; number += 1) {
        for (const email of ["ada@example.com", `b${number}@example.com`]) {
          await store.requestReset({ address: addressOf(email), askedBy: "b", now: NOW });
        }
      }
      const mailed = await sent(store, NOW);
      expect(mailed.filter((name) => name === "ada")).toHaveLength(9);
      expect(mailed.filter((name) => name.startsWith("b"))).toEqual([]);
      await crowd(store, 9, "c");
      expect(await sent(store, NOW)).toHaveLength(3);
    });

    test("of a change of address from an unknown network leave to known ones what is kept for them", async () => {
      for (const [askedBy, mailed] of [
        ["203.0.113.9/32", ["new0"]],
        ["192.0.7.9/32", ["new0", "new1"]],
      ] as const) {
        await using store = await openStore();
        const users = [];
        for (const name of ["ada", "eve"]) {
          users.push(await confirmed(store, `${name}@example.com`, NOW - minutes(9)));
        }
        await sent(store, NOW - minutes(5));
        await crowd(store, 20);
        await sent(store, NOW);
        for (const [place, { userId }] of users.entries()) {
          const address = addressOf(`new${place}@example.com`);
          const asks = { userId, address, askedBy, wayBack: days(7), limit: NO_LIMIT, now: NOW };
          await store.requestEmailChange(asks);
        }
        const got = await sent(store, NOW + 1);
        expect(got.filter((name) => name.startsWith("new"))).toEqual(mailed);
      }
    });

    test("come back a day after they were sent, each kind to its own account", async () => {
      await using store = await openStore();
      const ask = (name: string, now: Instant) =>
        store.requestReset({ address: addressOf(`${name}@example.com`), askedBy: "b", now });
      await crowd(store, 8);
      await ask("c0", NOW);
      expect(await sent(store, NOW)).toHaveLength(8 + 1);
      expect(await sent(store, counted(NOW))).toEqual([]);
      const nextDay = NOW + hours(24);
      await crowd(store, 9, "b", nextDay);
      await ask("c1", nextDay);
      expect(await sent(store, nextDay)).toEqual(["b0", "b1"]);
      const later = nextDay + hours(1);
      expect(await sent(store, later - minutes(6))).toEqual([]);
      await ask("c2", later);
      // Of the eight six come back: the site is calm as long as five are left.
      expect((await sent(store, later)).toSorted()).toEqual(["b2", "b3", "b4", "c2"]);
    });

    reportsOfFirstContacts({ expect, test, openStore });

    test("all go on where there is no bound any more", async () => {
      await using store = await openStore();
      await crowd(store, 20);
      await sent(store, NOW);
      expect(await claim(store, NOW + 1, 100, withoutMailBudget)).toHaveLength(12);
    });
  });
}
