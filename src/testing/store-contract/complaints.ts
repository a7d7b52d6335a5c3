import { firstContactDefaults } from "../../domain/first-contacts.ts";
import { STOP_LASTS } from "../../domain/stopped-mailbox.ts";
import { hours, minutes, type Instant } from "../../domain/time.ts";
import type { Store } from "../../ports/store.ts";
import {
  ASKS,
  DIGESTS,
  NOW,
  actsOf,
  bySession,
  claimCounted,
  confirmed,
  handOver,
  register,
  type StoreTests,
} from "./kit.ts";

const EMAIL = "ada@example.com";
const ANSWER = "complaint: marked as spam (abuse)";
const RULES = firstContactDefaults;

const complain = (store: Store, mailId: string, now: Instant = NOW + minutes(1), email = EMAIL) =>
  store.recordComplaint({
    mailId,
    answer: ANSWER,
    mailbox: DIGESTS.of(email),
    stopEndsOn: now + STOP_LASTS,
    rules: RULES,
    now,
  });

const creditOf = async (store: Store, now: Instant) =>
  (await store.readFirstContacts({ rules: RULES, since: NOW, now })).credit;

/** What every store must do about mails that somebody marked as spam. */
export function complaintContract({ describe, expect, test, openStore }: StoreTests): void {
  describe("a mail that was marked as spam", () => {
    test("stays as it is, its address is listed, and its mailbox gets one more mail, which says how to get others", async () => {
      await using store = await openStore();
      const { userId } = await register(store, EMAIL);
      const [mail] = await handOver(store);
      expect(await complain(store, mail!.id)).toEqual({ ok: true, value: null });
      const since = NOW + minutes(1);
      expect((await store.findMail(mail!.id))?.mail).toMatchObject({
        state: "sent",
        fault: null,
        complainedOn: since,
      });
      expect(await store.listSuppressions({ limit: 10 })).toEqual([
        { email: EMAIL, since, answer: ANSWER, mailId: mail!.id },
      ]);
      expect(await actsOf(store, userId)).toContain("mail-complained");
      const kinds: string[] = [];
      for (const after of [hours(1), hours(2)]) {
        await register(store, EMAIL, { now: NOW + after });
        const [next] = await handOver(store, NOW + after);
        kinds.push(`${next!.isSilent ? "silent " : ""}${next!.kind}`);
      }
      expect(kinds).toEqual(["contact-stopped", "silent confirm"]);
    });

    test("counts once, however often it is reported and by how many at once", async () => {
      await using store = await openStore();
      await register(store, EMAIL);
      const [mail] = await claimCounted(store, NOW, RULES);
      await store.settleMail({
        ...mail!,
        state: "sent",
        answer: "250 ok",
        fault: null,
        dueOn: NOW,
        now: NOW,
      });
      expect(await creditOf(store, NOW)).toBe(RULES.floor - 1);
      const reports = await Promise.all(
        Array.from({ length: 8 }, (_, place) => complain(store, mail!.id, NOW + place)),
      );
      expect(reports.filter(({ ok }) => ok)).toHaveLength(1);
      expect(await complain(store, mail!.id)).toEqual({ ok: false, reason: "known-complaint" });
      expect(await creditOf(store, NOW + minutes(1))).toBe(RULES.floor - 6);
    });

    test("to an address with an owner stops nothing, and costs the site nothing", async () => {
      await using store = await openStore();
      const owner = await confirmed(store, EMAIL);
      await store.requestReset({ address: owner.address, ...ASKS, now: NOW + 1 });
      const [mail] = await handOver(store, NOW + 1);
      const credit = await creditOf(store, NOW + minutes(1));
      await complain(store, mail!.id);
      expect(await creditOf(store, NOW + minutes(1))).toBe(credit);
      expect(await store.findStop({ mailbox: DIGESTS.of(EMAIL), now: NOW + 9 })).toBeUndefined();
      // As after a bounce: within the hour it waits, later it goes.
      await store.requestReset({ address: owner.address, ...ASKS, now: NOW + hours(2) });
      expect((await handOver(store, NOW + hours(2))).map(({ kind }) => kind)).toEqual(["reset"]);
    });

    test("can still confirm, and then nothing is stopped", async () => {
      await using store = await openStore();
      const person = await register(store, EMAIL);
      const [mail] = await handOver(store);
      await complain(store, mail!.id);
      const linkId = mail!.link!.id;
      await store.confirm(bySession(linkId, person, NOW + minutes(2)));
      const mailbox = DIGESTS.of(EMAIL);
      expect(await store.findStop({ mailbox, now: NOW + minutes(3) })).toBeUndefined();
    });

    test("is refused where it was not sent, or is not there", async () => {
      await using store = await openStore();
      await register(store, EMAIL);
      const [queued] = await store.listMails({ filter: "all", limit: 1, after: undefined });
      expect(await complain(store, queued!.id)).toEqual({ ok: false, reason: "not-sent" });
      const unknown = "019aa5f0-7c1e-7d3a-9b1f-1c2d3e4f5a6b";
      expect(await complain(store, unknown)).toEqual({ ok: false, reason: "unknown-mail" });
      expect(await store.listSuppressions({ limit: 10 })).toEqual([]);
    });
  });

  test("mails are found by the address that they were sent to, with what the server answered", async () => {
    await using store = await openStore();
    await register(store, EMAIL);
    await register(store, "grace@example.com");
    const mails = await handOver(store);
    const mine = mails.find(({ email }) => email === EMAIL);
    const found = await store.findSentTo({ emailKey: EMAIL });
    expect(found.map(({ id }) => id)).toEqual([mine?.id]);
    expect(found[0]?.answer).toMatch(/^250/);
    expect(await store.findSentTo({ emailKey: "nobody@example.com" })).toEqual([]);
  });
}
