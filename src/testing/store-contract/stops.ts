import { STOP_LASTS } from "../../domain/stopped-mailbox.ts";
import { days, hours, minutes, type Instant } from "../../domain/time.ts";
import type { ClaimedMail } from "../../ports/outbox-store.ts";
import {
  ASKS,
  DIGESTS,
  NOW,
  addressOf,
  byPassword,
  claim,
  confirmed,
  handOver,
  register,
  type OpenedStore,
  type StoreTests,
} from "./kit.ts";

const EMAIL = "ada@example.com";

/** The day after a mailbox has stopped its mails. */
const LATER = NOW + hours(1);

/** What every store must do about mailboxes that want no mail that strangers can cause. */
export function stopContract({ describe, expect, test, openStore }: StoreTests): void {
  const stop = async (store: OpenedStore, email = EMAIL, mailbox = DIGESTS.of(email)) => {
    const { userId } = await register(store, email);
    const [mail] = await handOver(store);
    const linkId = mail!.link!.id;
    const endsOn = NOW + STOP_LASTS;
    return { userId, linkId, outcome: await store.stopMail({ linkId, mailbox, endsOn, now: NOW }) };
  };
  const kinds = (mails: readonly ClaimedMail[]) =>
    mails.map(({ kind, isSilent }) => `${isSilent ? "silent " : ""}${kind}`);
  /** Registers, and says what its mail became. */
  const asked = async (store: OpenedStore, now: Instant, email = EMAIL) => {
    const registered = await register(store, email, { now });
    return { ...registered, kinds: kinds(await handOver(store, now)) };
  };

  describe("a mailbox that stops mails", () => {
    test("loses the registration of the link, and gets one mail a day that says so", async () => {
      await using store = await openStore();
      const { userId, outcome } = await stop(store);
      expect(outcome).toEqual({ ok: true, value: null });
      expect(await store.findUsers({ id: userId })).toEqual([]);
      expect((await asked(store, LATER)).kinds).toEqual(["contact-stopped"]);
      expect((await asked(store, LATER + hours(23), "ada+tag@example.com")).kinds).toEqual([
        "silent confirm",
      ]);
      const dayAfter = LATER + days(1);
      expect((await asked(store, dayAfter)).kinds).toEqual(["contact-stopped"]);
      await store.requestReset({ address: addressOf(EMAIL), ...ASKS, now: dayAfter + hours(1) });
      expect(kinds(await handOver(store, dayAfter + hours(1)))).toEqual(["silent reset"]);
      expect((await asked(store, NOW + STOP_LASTS)).kinds).toEqual(["confirm"]);
    });

    test("is told to whoever waits as a mail that was sent, and to operators by its answer", async () => {
      await using store = await openStore();
      await stop(store);
      await asked(store, LATER);
      const { userId } = await asked(store, LATER + 1);
      const [user] = await store.findUsers({ id: userId });
      expect(await store.findWaiting(user!)).toMatchObject({
        mail: { state: "sent", endedOn: LATER + 1, fault: null },
        linkEnded: false,
      });
    });

    test("stops no other mailbox, and none whose address has an owner", async () => {
      await using store = await openStore();
      await stop(store);
      expect((await asked(store, LATER, "grace@example.com")).kinds).toEqual(["confirm"]);
      const owner = await confirmed(store, "ada+work@example.com", LATER + 1);
      await handOver(store, LATER + 1);
      await store.requestReset({ address: owner.address, ...ASKS, now: LATER + 2 });
      expect(kinds(await handOver(store, LATER + 2))).toEqual(["reset"]);
    });

    test("is found by an older key, and stopped anew by the newest alone", async () => {
      await using store = await openStore();
      const [newest, older] = DIGESTS.of(EMAIL);
      await stop(store, EMAIL, [older!]);
      const mailbox = DIGESTS.of(EMAIL);
      const found = { stoppedOn: NOW, endsOn: NOW + STOP_LASTS };
      expect(await store.findStop({ mailbox, now: NOW })).toEqual(found);
      await register(store, "ada+two@example.com");
      const [mail] = await handOver(store);
      expect(mail).toMatchObject({ kind: "contact-stopped", stoppedOn: NOW });
      const linkId = mail!.link!.id;
      await store.stopMail({ linkId, mailbox, endsOn: NOW + 9, now: NOW + 5 });
      expect(await store.findStop({ mailbox: [older!], now: NOW })).toBeUndefined();
      expect(await store.findStop({ mailbox: [newest!], now: NOW + 5 })).toEqual({
        stoppedOn: NOW + 5,
        endsOn: NOW + 9,
      });
    });

    test("is that of a removed registration too, and none of an owner's", async () => {
      await using store = await openStore();
      const { userId } = await register(store, EMAIL);
      const [mail] = await handOver(store);
      await store.cancelRegistration({ userId, now: NOW });
      const input = { linkId: mail!.link!.id, mailbox: DIGESTS.of(EMAIL), endsOn: NOW + 9 };
      expect((await store.stopMail({ ...input, now: NOW })).ok).toBe(true);
      const owner = await register(store, "grace@example.com");
      const [{ link }] = (await handOver(store)) as [ClaimedMail];
      const { userId: id } = owner;
      await store.confirmUser({ userId: id, actor: "operator", reason: "known", now: NOW });
      expect((await store.stopMail({ ...input, linkId: link!.id, now: NOW })).ok).toBe(false);
      expect(await store.stopMail({ ...input, linkId: "none", now: NOW })).toMatchObject({
        reason: "unknown",
      });
    });
  });

  describe("a stop", () => {
    test("is lifted once, and then everything is mailed as before", async () => {
      await using store = await openStore();
      await stop(store);
      const lift = { mailbox: DIGESTS.of("ada+any@example.com"), actor: "mailbox-owner" };
      expect(await store.liftStop({ ...lift, now: LATER })).toBe(true);
      expect(await store.liftStop({ ...lift, now: LATER })).toBe(false);
      expect((await asked(store, LATER)).kinds).toEqual(["confirm"]);
    });

    test("ends with a confirmation by the link of the mail that tells of it", async () => {
      await using store = await openStore();
      await stop(store);
      const registered = await register(store, EMAIL, { now: LATER });
      const [mail] = await handOver(store, LATER);
      const proof = byPassword(registered);
      const { userId } = registered;
      const input = { linkId: mail!.link!.id, userId, proof, session: undefined, now: LATER };
      expect((await store.confirm({ ...input, via: "link" })).ok).toBe(true);
      expect(await store.findStop({ mailbox: DIGESTS.of(EMAIL), now: LATER })).toBeUndefined();
    });

    test("ends when an operator confirms a registration whose mail it held back", async () => {
      await using store = await openStore();
      await stop(store);
      await asked(store, LATER);
      const { userId } = await asked(store, LATER + 1);
      await store.confirmUser({ userId, actor: "operator", reason: "known", now: LATER + 2 });
      expect(await store.findStop({ mailbox: DIGESTS.of(EMAIL), now: LATER + 2 })).toBeUndefined();
    });

    test("is forgotten when it has ended", async () => {
      await using store = await openStore();
      await stop(store);
      expect(await store.purgeStops(NOW + STOP_LASTS - 1)).toBe(0);
      expect(await store.purgeStops(NOW + STOP_LASTS)).toBe(1);
    });
  });

  describe("the mail that tells of a stop", () => {
    const retry = { state: "retry", answer: "451 later", fault: "greylisted" } as const;

    test("is one, however many senders claim at once", async () => {
      await using store = await openStore();
      await stop(store);
      for (let time = 0; time < 8; time += 1) await register(store, `ada+${time}@example.com`);
      const claims = Array.from({ length: 8 }, () => claim(store, LATER, 1));
      const claimed = kinds((await Promise.all(claims)).flat());
      expect(claimed.filter((kind) => kind === "contact-stopped")).toHaveLength(1);
    });

    test("does not count where no server took it", async () => {
      await using store = await openStore();
      await stop(store);
      await register(store, EMAIL, { now: LATER });
      const [mail] = await claim(store, LATER);
      const dead = { state: "dead", answer: "550 no", fault: "address", dueOn: LATER } as const;
      await store.settleMail({ ...mail!, ...dead, now: LATER });
      expect((await asked(store, LATER + 1)).kinds).toEqual(["contact-stopped"]);
      await register(store, EMAIL, { now: LATER + days(1) + 1 });
      const [given] = await claim(store, LATER + days(1) + 1);
      await store.releaseClaim({ ...given!, now: LATER + days(1) + 1 });
      expect(kinds(await claim(store, LATER + days(1) + 2))).toEqual(["contact-stopped"]);
    });

    test("counts once it may have arrived, whatever later tries come to", async () => {
      await using store = await openStore();
      await stop(store);
      await register(store, EMAIL, { now: LATER });
      const [mail] = await claim(store, LATER);
      const dueOn = LATER + minutes(10);
      const lost = { state: "retry", answer: "no answer", fault: "unknown", dueOn } as const;
      await store.settleMail({ ...mail!, ...lost, now: LATER });
      const [again] = await claim(store, dueOn);
      const dead = { state: "dead", answer: "550 no", fault: "address", dueOn } as const;
      await store.settleMail({ ...again!, ...dead, now: dueOn });
      expect((await asked(store, dueOn + 1)).kinds).toEqual(["silent confirm"]);
    });

    test("is waited for by the silent ones, which share what becomes of it", async () => {
      await using store = await openStore();
      await stop(store);
      await register(store, EMAIL, { now: LATER });
      const [told] = await claim(store, LATER);
      const dueOn = LATER + minutes(5);
      await store.settleMail({ ...told!, ...retry, dueOn, now: LATER });
      const late = await register(store, EMAIL, { now: LATER + 1 });
      expect(await claim(store, LATER + 1)).toEqual([]);
      const [user] = await store.findUsers({ id: late.userId });
      const { mail } = await store.findWaiting(user!);
      expect(mail).toMatchObject({ state: "retry", answer: "451 later", dueOn });
      const again = await claim(store, dueOn, 1);
      const dead = { state: "dead", answer: "550 no", fault: "address", dueOn } as const;
      await store.settleMail({ ...again[0]!, ...dead, now: dueOn });
      expect((await store.findWaiting(user!)).mail).toMatchObject({
        state: "dead",
        answer: "550 no",
        fault: "address",
      });
    });

    test("takes the silent ones along when it comes back", async () => {
      await using store = await openStore();
      await stop(store);
      await register(store, EMAIL, { now: LATER });
      const [told] = await handOver(store, LATER);
      const { userId } = await asked(store, LATER + 1);
      const bounce = { mailId: told!.id, answer: "550 gone", fault: "address" } as const;
      await store.recordBounce({ ...bounce, now: LATER + 2 });
      const [user] = await store.findUsers({ id: userId });
      expect((await store.findWaiting(user!)).mail).toMatchObject({ state: "dead" });
    });

    test("is no probe while mails are held, when it is silent, and ends no hold", async () => {
      await using store = await openStore();
      await stop(store);
      await asked(store, LATER);
      await register(store, EMAIL, { now: LATER + 1 });
      const [silent] = await claim(store, LATER + 1);
      await register(store, "grace@example.com", { now: LATER + 1 });
      const [real] = await claim(store, LATER + 1);
      const hold = { fault: "passing", answer: "no route", delay: () => minutes(1) } as const;
      await store.holdMails({ ...real!, ...hold, now: LATER + 2 });
      const sent = { state: "sent", answer: "", fault: null, dueOn: LATER } as const;
      await store.settleMail({ ...silent!, ...sent, now: LATER + 3 });
      const { userId } = await register(store, EMAIL, { now: LATER + 1 });
      expect((await store.outboxStatus()).hold === null).toBe(false);
      expect(kinds(await claim(store, LATER + minutes(2)))).toEqual(["confirm"]);
      const [user] = await store.findUsers({ id: userId });
      const waits = { mail: { state: "queued" }, linkExpiresOn: null };
      expect(await store.findWaiting(user!)).toMatchObject(waits);
    });

    test("is the probe, when it is silent, where nothing else is due, and may end the hold then", async () => {
      await using store = await openStore();
      await stop(store);
      await asked(store, LATER);
      const { userId } = await register(store, "grace@example.com", { now: LATER + 1 });
      const [real] = await claim(store, LATER + 1);
      const hold = { fault: "passing", answer: "no route", delay: () => minutes(1) } as const;
      await store.holdMails({ ...real!, ...hold, now: LATER + 1 });
      await store.cancelRegistration({ userId, now: LATER + 1 });
      await register(store, EMAIL, { now: LATER + 1 });
      for (let time = 2; time <= 4; time += 2) {
        const now = LATER + minutes(time);
        const [probe, ...others] = await claim(store, now);
        expect(others).toEqual([]);
        expect(probe).toMatchObject({ isSilent: true, isProbe: true });
        if (time === 2) await store.holdMails({ ...probe!, ...hold, now });
        const sent = { state: "sent", answer: "", fault: null, dueOn: now, now } as const;
        if (time === 4) await store.settleMail({ ...probe!, ...sent });
        expect((await store.outboxStatus()).hold === null).toBe(time === 4);
      }
    });

    test("keeps its link alive, however many silent ones follow", async () => {
      await using store = await openStore();
      await stop(store);
      const { userId } = await register(store, EMAIL, { now: LATER });
      const [told] = await handOver(store, LATER);
      for (let time = 1; time <= 4; time += 1) {
        const now = LATER + hours(time * 2);
        await store.resend({ userId, ...ASKS, now });
        await handOver(store, now);
      }
      expect((await store.findLink(told!.link!.id))?.link.endedOn).toBeNull();
    });
  });
}
