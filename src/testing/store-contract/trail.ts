import { days, hours, minutes, type Instant } from "../../domain/time.ts";
import { TRIES_KEPT } from "../../domain/mail-tries.ts";
import type { TrailOf } from "../../ports/trail-store.ts";
import type { Store } from "../../ports/store.ts";
import {
  ASKS,
  DIGESTS,
  NOW,
  addressOf,
  claim,
  confirmed,
  handOver,
  register,
  type StoreTests,
} from "./kit.ts";

const EMAIL = "ada@example.com";
const ACT = { actor: "operator:root", reason: "asked by phone", now: NOW } as const;

const ofAddress = (emailKey: string, slips: readonly string[] = []): TrailOf => ({
  emailKey,
  slips,
  mailbox: DIGESTS.of(emailKey),
});

const trailOf = (store: Store, of: TrailOf | string, limit = 100, now = NOW) =>
  store.readTrail({ of: typeof of === "string" ? ofAddress(of) : of, limit, now });

/** Has the mail server put off whatever is due. */
async function putOff(store: Store, answer: string, now: Instant): Promise<void> {
  for (const { id, fence } of await claim(store, now)) {
    const said = { answer, fault: "passing", dueOn: now + minutes(1) } as const;
    await store.settleMail({ id, fence, state: "retry", ...said, now });
  }
}

/** What every store must know of an address or a user. */
export function trailContract({ describe, expect, test, openStore }: StoreTests): void {
  describe("all that is known about an address", () => {
    test("has every registration of it, the owner first, and no one's of another", async () => {
      await using store = await openStore();
      const owner = await confirmed(store, EMAIL);
      const rival = await register(store, EMAIL, { now: NOW + 1 });
      const newest = await register(store, EMAIL, { now: NOW + 2 });
      await register(store, "bob@example.com");
      const trail = await trailOf(store, EMAIL);
      expect(trail.users.map(({ id }) => id)).toEqual([owner.userId, newest.userId, rival.userId]);
      expect(trail.mails.map(({ userId }) => userId)).toEqual([
        newest.userId,
        rival.userId,
        owner.userId,
      ]);
      expect(trail.audit.some(({ act }) => act === "confirmed")).toBe(true);
      expect(new Set(trail.audit.map(({ userId }) => userId)).size).toBe(3);
      expect(trail.sessions).toHaveLength(3);
      expect(trail.mails.at(-1)).toMatchObject({
        kind: "confirm",
        state: "sent",
        answer: "250 ok",
        link: { purpose: "confirm", endedWhy: "used", codeTries: 0 },
      });
    });

    test("is empty for one that was never used, and asks about likely errors of typing", async () => {
      await using store = await openStore();
      const { userId } = await register(store, "ada@exmaple.com");
      const trail = await trailOf(store, ofAddress(EMAIL, ["ada@exampel.com", "ada@exmaple.com"]));
      expect(trail.alike.map(({ id }) => id)).toEqual([userId]);
      expect([trail.users, trail.mails, trail.audit, trail.gone, trail.cut]).toEqual([
        [],
        [],
        [],
        [],
        [],
      ]);
    });

    test("remembers who is gone, as far as mails and the audit log do", async () => {
      await using store = await openStore();
      const { userId } = await register(store, EMAIL);
      await handOver(store);
      await store.cancelRegistration({ userId, now: NOW + 1 });
      const trail = await trailOf(store, EMAIL);
      expect([trail.users, trail.gone]).toEqual([[], [userId]]);
      expect(trail.audit[0]).toMatchObject({ act: "registration-cancelled", userId });
      const byId = await trailOf(store, { userId, mailbox: [] });
      expect(byId.audit.map(({ act }) => act)).toEqual(trail.audit.map(({ act }) => act));
    });

    test("names users who have another address now, and finds their mails by id", async () => {
      await using store = await openStore();
      const { userId } = await register(store, EMAIL);
      await handOver(store);
      const address = addressOf("ada@example.org");
      await store.changeRegistrationAddress({ userId, address, ...ASKS, now: NOW + 1 });
      expect((await trailOf(store, EMAIL)).elsewhere.map(({ email }) => email)).toEqual([
        "ada@example.org",
      ]);
      const mails = (await trailOf(store, "ada@example.org")).mails.map(({ email }) => email);
      expect(mails).toEqual(["ada@example.org", EMAIL]);
    });

    test("has what belongs to the address: suppression, stop and wrong passwords", async () => {
      await using store = await openStore();
      await register(store, EMAIL);
      const [mail] = await handOver(store);
      const endsOn = NOW + days(365);
      const mailbox = DIGESTS.of(EMAIL);
      const linkId = mail!.link!.id;
      await store.recordBounce({ mailId: mail!.id, answer: "550 no", fault: "address", now: NOW });
      await store.stopMail({ linkId, mailbox, endsOn, now: NOW });
      const trail = await trailOf(store, EMAIL);
      expect(trail.suppression).toEqual({ since: NOW, answer: "550 no" });
      expect(trail.stop).toEqual({ since: NOW, until: endsOn });
      expect(trail.wrongPasswords).toBeNull();
      expect((await trailOf(store, EMAIL, 100, endsOn)).stop).toBeNull();
    });

    test("is cut to the newest of each kind, and says so", async () => {
      await using store = await openStore();
      const { userId } = await confirmed(store, EMAIL);
      for (let at = 1; at <= 4; at += 1) {
        await store.disableUser({ ...ACT, userId, now: NOW + 2 * at });
        await store.enableUser({ ...ACT, userId, now: NOW + 2 * at + 1 });
        await register(store, EMAIL, { now: NOW + minutes(at) });
      }
      const { mails, audit, sessions, cut } = await trailOf(store, EMAIL, 2);
      expect([mails, audit, sessions].map(({ length }) => length)).toEqual([2, 2, 2]);
      expect(cut).toEqual(["mails", "audit", "sessions"]);
      expect(mails[0]?.createdOn).toBe(NOW + minutes(4));
    });
  });

  describe("the tries of a mail", () => {
    test("are kept with the server's words, in order, until the mail is accepted and after", async () => {
      await using store = await openStore();
      await register(store, EMAIL);
      await putOff(store, "451 greylisted", NOW);
      await putOff(store, "452 busy", NOW + minutes(1));
      await handOver(store, NOW + minutes(2));
      const [mail] = (await trailOf(store, EMAIL)).mails;
      expect(mail).toMatchObject({ state: "sent", answer: "250 ok", attempts: 3 });
      expect(mail?.tries).toEqual([
        { on: NOW, state: "retry", fault: "passing", answer: "451 greylisted" },
        { on: NOW + minutes(1), state: "retry", fault: "passing", answer: "452 busy" },
      ]);
      await store.recordBounce({ mailId: mail!.id, answer: "550 no", fault: "address", now: NOW });
      const [bounced] = (await trailOf(store, EMAIL)).mails;
      expect(bounced?.tries.at(-1)).toEqual({
        on: NOW + minutes(2),
        state: "sent",
        fault: null,
        answer: "250 ok",
      });
      await store.liftSuppression({ emailKey: EMAIL, actor: "operator:root", now: NOW });
      await store.retryMail({ ...ACT, mailId: mail!.id });
      const [queued] = (await trailOf(store, EMAIL)).mails;
      expect(queued?.tries.at(-1)).toMatchObject({ state: "dead", answer: "550 no" });
    });

    test("are the newest ones, however long a server puts a mail off", async () => {
      await using store = await openStore();
      await register(store, EMAIL);
      for (let at = 0; at < TRIES_KEPT + 3; at += 1) {
        await putOff(store, `451 ${at}`, NOW + hours(at));
      }
      const [mail] = (await trailOf(store, EMAIL)).mails;
      expect(mail?.tries.map(({ answer }) => answer)).toEqual(
        Array.from({ length: TRIES_KEPT }, (_, at) => `451 ${at + 3}`),
      );
    });
  });
}
