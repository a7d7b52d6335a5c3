import { days, hours, minutes } from "../../domain/time.ts";
import type { Fault } from "../../domain/refusal.ts";
import type { Store } from "../../ports/store.ts";
import {
  NOW,
  ASKS,
  actsOf,
  addressOf,
  claim,
  confirmed,
  handOver,
  newSession,
  register,
  type StoreTests,
  passwordOf,
  byPassword,
} from "./kit.ts";

const EMAIL = "ada@example.com";
const ANSWER = "550 5.1.1 no such user";

/** Registers, has the mail accepted, and then has it bounce. */
async function bounced(store: Store, email = EMAIL, fault: Fault = "address") {
  const { userId, session } = await register(store, email);
  const [mail] = await handOver(store);
  const now = NOW + minutes(1);
  const recorded = await store.recordBounce({ mailId: mail!.id, answer: ANSWER, fault, now });
  return { userId, session, mailId: mail!.id, recorded, now };
}

/** What the waiting page would show. */
async function waitingOf(store: Store, sessionHash: string) {
  const { user } = (await store.readSession(sessionHash))!;
  return (await store.findWaiting(user)).mail;
}

/** What every store must do about bounces. */
export function bounceContract({ describe, expect, test, openStore }: StoreTests): void {
  describe("a mail that came back", () => {
    test("is dead with the server's words, and its address is suppressed", async () => {
      await using store = await openStore();
      const { userId, session, mailId, recorded, now } = await bounced(store);
      expect(recorded).toEqual({ ok: true, value: null });
      expect(await waitingOf(store, session.hash)).toMatchObject({ state: "dead", answer: ANSWER });
      expect(await store.listSuppressions({ limit: 10 })).toEqual([
        { email: EMAIL, since: now, answer: ANSWER, mailId },
      ]);
      expect(await actsOf(store, userId)).toContain("mail-bounced");
    });

    for (const fault of ["sender", "policy", "passing", "unknown"] as const) {
      test(`for a reason that is no fault of its address (${fault}) is dead, and the address is not suppressed`, async () => {
        await using store = await openStore();
        const { session, now } = await bounced(store, EMAIL, fault);
        expect(await waitingOf(store, session.hash)).toMatchObject({ state: "dead", fault });
        expect(await store.listSuppressions({ limit: 10 })).toEqual([]);
        const refused = await store.listRefused({ since: NOW, limit: 10 });
        const isOurs = fault === "sender" || fault === "policy";
        expect(refused.map(({ email, answer }) => [email, answer])).toEqual(
          isOurs ? [[EMAIL, ANSWER]] : [],
        );
        expect(await store.listRefused({ since: now, limit: 10 })).toEqual([]);
      });
    }

    test("counts once, however often it is reported and by how many at once", async () => {
      await using store = await openStore();
      await register(store, EMAIL);
      const [mail] = await handOver(store);
      const reports = Array.from({ length: 8 }, (_, place) =>
        store.recordBounce({
          mailId: mail!.id,
          answer: `${place}`,
          fault: "address",
          now: NOW + place,
        }),
      );
      const taken = (await Promise.all(reports)).filter(({ ok }) => ok);
      expect(taken).toHaveLength(1);
      expect(await store.listSuppressions({ limit: 10 })).toHaveLength(1);
    });

    test("counts also when it is faster than the server's own answer, which then changes nothing", async () => {
      await using store = await openStore();
      const { session } = await register(store, EMAIL);
      const [mail] = await claim(store);
      const bounce = { mailId: mail!.id, answer: ANSWER, fault: "address", now: NOW } as const;
      expect(await store.recordBounce(bounce)).toEqual({ ok: true, value: null });
      const settled = {
        state: "sent",
        answer: "250 ok",
        fault: null,
        dueOn: NOW,
        now: NOW,
      } as const;
      expect(await store.settleMail({ ...mail!, ...settled })).toBe(false);
      expect(await waitingOf(store, session.hash)).toMatchObject({ state: "dead", answer: ANSWER });
    });

    test("changes nothing where the mail was not handed over yet, or is none", async () => {
      await using store = await openStore();
      await register(store, EMAIL);
      const [mail] = await claim(store);
      await store.releaseClaim({ ...mail!, now: NOW });
      const report = { answer: ANSWER, fault: "address", now: NOW } as const;
      expect(await store.recordBounce({ mailId: mail!.id, ...report })).toEqual({
        ok: false,
        reason: "not-sent",
      });
      expect(await store.recordBounce({ mailId: "nothing", ...report })).toEqual({
        ok: false,
        reason: "unknown-mail",
      });
      expect(await store.listSuppressions({ limit: 10 })).toEqual([]);
    });
  });

  describe("what comes back and cannot be read", () => {
    test("is kept, the newest of each mail, and of so many mails", async () => {
      await using store = await openStore();
      const ids: string[] = [];
      for (const email of ["a@example.com", "b@example.com", "c@example.com"]) {
        await register(store, email);
        ids.push((await handOver(store))[0]!.id);
      }
      for (const [place, mailId] of [...ids, ids[1]!].entries()) {
        await store.keepUnread({ mailId, gist: `${place}`, keep: 2, now: NOW + place });
      }
      await store.keepUnread({ mailId: "nothing", gist: "x", keep: 2, now: NOW + 9 });
      expect(await store.listUnread({ limit: 10 })).toEqual([
        { mailId: ids[1], email: "b@example.com", cameOn: NOW + 3, gist: "3" },
        { mailId: ids[2], email: "c@example.com", cameOn: NOW + 2, gist: "2" },
      ]);
      await store.purgeHistory({ before: NOW + 3 });
      expect(await store.listUnread({ limit: 10 })).toHaveLength(1);
    });
  });

  describe("a suppressed address", () => {
    test("gets no mail that was asked for within the hour, and whoever waits is told why", async () => {
      await using store = await openStore();
      const { userId, session, now } = await bounced(store);
      await store.resend({ userId, ...ASKS, now: now + hours(1) });
      expect(await claim(store, now + hours(1))).toEqual([]);
      expect(await waitingOf(store, session.hash)).toMatchObject({
        state: "dead",
        answer: `suppressed: ${ANSWER}`,
      });
    });

    test("is tried again when somebody asks later: the rightful owner always gets in", async () => {
      await using store = await openStore();
      const { userId, now } = await bounced(store);
      const later = now + hours(1) + 1;
      await store.resend({ userId, ...ASKS, now: later });
      expect(await claim(store, later)).toMatchObject([{ email: EMAIL }]);
      expect(await store.listSuppressions({ limit: 10 })).toEqual([]);
    });

    test("is tried for whoever asks by address alone", async () => {
      await using store = await openStore();
      const { now } = await bounced(store);
      const later = now + days(1);
      await store.resendTo({ address: addressOf(EMAIL), ...ASKS, now: later });
      expect(await claim(store, later)).toMatchObject([{ email: EMAIL }]);
    });

    test("of mails that not every address gets is told on no page, and ends nothing that is", async () => {
      await using store = await openStore();
      const { address } = await confirmed(store, EMAIL);
      await store.requestReset({ address, ...ASKS, now: NOW });
      const [reset] = await handOver(store);
      await store.recordBounce({ mailId: reset!.id, answer: ANSWER, fault: "address", now: NOW });
      await store.requestReset({ address, ...ASKS, now: NOW });
      expect(await claim(store)).toEqual([]);
      const { userId, session, now } = await bounced(store);
      const late = now + hours(1);
      const keeps = { userId, address, ...ASKS, mailDueOn: late + 2, now: late };
      await store.changeRegistrationAddress(keeps);
      await store.resendTo({ address, ...ASKS, now: late + 1 });
      expect(await claim(store, late + 1)).toHaveLength(1);
      expect(await claim(store, late + 2)).toEqual([]);
      expect(await waitingOf(store, session.hash)).toMatchObject({
        answer: `suppressed: ${ANSWER}`,
      });
    });

    test("gets every notice: nobody can change an account behind its owner's back", async () => {
      await using store = await openStore();
      const { userId, password, address } = await confirmed(store, EMAIL);
      await store.requestReset({ address, ...ASKS, now: NOW });
      const [reset] = await handOver(store);
      await store.recordBounce({ mailId: reset!.id, answer: ANSWER, fault: "address", now: NOW });
      const now = NOW + minutes(1);
      await store.changePassword({
        ...ASKS,
        userId,
        session: newSession(),
        proof: byPassword({ password }),
        to: passwordOf("new"),
        now,
      });
      expect(await claim(store, now)).toMatchObject([{ kind: "password-changed" }]);
      expect(await store.listSuppressions({ limit: 10 })).toHaveLength(1);
    });

    test("is nobody else's, and an operator lifts it", async () => {
      await using store = await openStore();
      await bounced(store);
      const now = NOW + minutes(2);
      await register(store, "bob@example.com", { now });
      expect(await claim(store, now)).toMatchObject([{ email: "bob@example.com" }]);
      const lift = { emailKey: EMAIL, actor: "operator:ops", now };
      expect(await store.liftSuppression(lift)).toBe(true);
      expect(await store.liftSuppression(lift)).toBe(false);
      await register(store, EMAIL, { now });
      expect(await claim(store, now)).toMatchObject([{ email: EMAIL }]);
    });

    test("keeps its dead mail dead, until it is lifted or asked for anew", async () => {
      await using store = await openStore();
      const { mailId, now } = await bounced(store);
      const retry = { mailId, actor: "operator:ops", reason: undefined, now };
      expect(await store.retryMail(retry)).toEqual({ ok: false, reason: "suppressed" });
      expect(await claim(store, now)).toEqual([]);
      await store.liftSuppression({ emailKey: EMAIL, actor: "operator:ops", now });
      expect(await store.retryMail(retry)).toMatchObject({ ok: true });
      expect(await claim(store, now)).toMatchObject([{ id: mailId, mintedOn: now }]);
    });

    test("is forgotten with the history", async () => {
      await using store = await openStore();
      const { now } = await bounced(store);
      await store.purgeHistory({ before: now });
      expect(await store.listSuppressions({ limit: 10 })).toHaveLength(1);
      await store.purgeHistory({ before: now + 1 });
      expect(await store.listSuppressions({ limit: 10 })).toEqual([]);
    });
  });

  test("suppressed addresses are listed by age, the newest first", async () => {
    await using store = await openStore();
    for (const [place, email] of ["a@example.com", "b@example.com", "c@example.com"].entries()) {
      await register(store, email);
      const [mail] = await handOver(store);
      await store.recordBounce({
        mailId: mail!.id,
        answer: ANSWER,
        fault: "address",
        now: NOW + place,
      });
    }
    const listed = await store.listSuppressions({ limit: 2 });
    expect(listed.map(({ email }) => email)).toEqual(["c@example.com", "b@example.com"]);
    const rest = await store.listSuppressions({ limit: 2, after: listed[1] });
    expect(rest.map(({ email }) => email)).toEqual(["a@example.com"]);
    const emailKey = "b@example.com";
    expect(await store.listSuppressions({ limit: 2, emailKey })).toMatchObject([
      { email: emailKey },
    ]);
    expect(await store.listSuppressions({ limit: 2, emailKey: "d@example.com" })).toEqual([]);
  });

  test("suppressed addresses of one moment are listed page by page, and nobody is missed", async () => {
    await using store = await openStore();
    for (const name of ["a", "b", "c", "d", "e"]) {
      await register(store, `${name}@example.com`);
      const [mail] = await handOver(store);
      await store.recordBounce({ mailId: mail!.id, answer: ANSWER, fault: "address", now: NOW });
    }
    const seen: string[] = [];
    for (let after: { since: number; email: string } | undefined; ;) {
      const page = await store.listSuppressions({ limit: 2, after });
      seen.push(...page.map(({ email }) => email));
      after = page.at(-1);
      if (page.length < 2) break;
    }
    expect(seen.toSorted((one, other) => (one < other ? -1 : 1))).toEqual(
      ["a", "b", "c", "d", "e"].map((name) => `${name}@example.com`),
    );
  });

  test("lifting a suppression leaves who did it, and why, in the audit log", async () => {
    await using store = await openStore();
    await register(store, EMAIL);
    const [mail] = await handOver(store);
    await store.recordBounce({ mailId: mail!.id, answer: ANSWER, fault: "address", now: NOW });
    const reason = "made room";
    await store.liftSuppression({ emailKey: EMAIL, actor: "admin:1", reason, now: NOW });
    const lines = { act: "suppression-lifted", limit: 9, after: undefined } as const;
    expect(await store.listAudit(lines)).toMatchObject([
      { actor: "admin:1", detail: `${mail!.id}: made room` },
    ]);
  });
}
