import { mailBudgetDefaults } from "../../domain/mail-budget.ts";
import { minutes, type Instant } from "../../domain/time.ts";
import { enrolment, second } from "./credentials.ts";
import {
  ASKS,
  NOW,
  actsOf,
  addressOf,
  claim,
  confirmed,
  handOver,
  linkTo,
  register,
  type StoreTests,
  type OpenedStore,
  passwordOf,
} from "./kit.ts";

const EMAIL = "ada@example.com";

async function resetLink(store: OpenedStore, now = NOW): Promise<string> {
  await store.requestReset({ address: addressOf(EMAIL), ...ASKS, now });
  return linkTo(store, EMAIL, now, "reset");
}

/** What every store must do about resetting a forgotten password. */
export function passwordResetContract({ describe, expect, test, openStore }: StoreTests): void {
  describe("resetting a password", () => {
    test("sets it, ends every session and link, and tells the mailbox", async () => {
      await using store = await openStore();
      const { userId, session } = await confirmed(store, EMAIL);
      const linkId = await resetLink(store);
      const done = await store.reset({ linkId, password: passwordOf("new"), now: NOW + 1 });
      expect(done).toMatchObject({ ok: true, value: { id: userId, passwordChangedOn: NOW + 1 } });
      expect(await store.readSession(session.hash)).toBeUndefined();
      expect(await store.findPassword(userId)).toMatchObject({ hash: "new" });
      expect(await handOver(store, NOW + 1)).toMatchObject([{ kind: "password-changed" }]);
      expect(await actsOf(store, userId)).toContain("password-reset");
    });

    test("leaves what is a second factor, but for what was added since a time", async () => {
      await using store = await openStore();
      const user = await confirmed(store, EMAIL);
      const passkey = (id: string) => ({ ...second(id), factor: "both" }) as const;
      const before = { ...enrolment(user), credentials: [second("pin"), passkey("old")] };
      await store.addCredentials(before);
      const { hash: acting } = before.session;
      await store.addCredentials({ ...enrolment(user, passkey("new")), acting, now: NOW + 1 });
      for (const [removesSince, left] of [
        [undefined, ["new", "old", "pin"]],
        [NOW + 1, ["old", "pin"]],
      ] as const) {
        const linkId = await resetLink(store);
        const password = passwordOf("new");
        const reset = await store.reset({ linkId, password, removesSince, now: NOW + 2 });
        expect(reset).toMatchObject({ ok: true, value: { factors: 2 } });
        const kept = (await store.listCredentials(user.userId)).filter(
          ({ kind }) => kind === "pin",
        );
        expect(kept.map(({ id }) => id).toSorted()).toEqual(left);
      }
    });

    test("64 times at once with one link has one winner", async () => {
      await using store = await openStore();
      await confirmed(store, EMAIL);
      const linkId = await resetLink(store);
      const all = await Promise.all(
        Array.from({ length: 64 }, (_, place) =>
          store.reset({ linkId, password: passwordOf(`new ${place}`), now: NOW }),
        ),
      );
      expect(all.filter(({ ok }) => ok)).toHaveLength(1);
      expect(all.filter((each) => !each.ok && each.reason === "used")).toHaveLength(63);
    });

    test("confirms a registration that waited, and its rivals are gone", async () => {
      await using store = await openStore();
      await register(store, EMAIL);
      const newest = await register(store, EMAIL, { now: NOW + 1 });
      await handOver(store, NOW + 1);
      const linkId = await resetLink(store, NOW + 1);
      const done = await store.reset({ linkId, password: passwordOf("new"), now: NOW + 1 });
      expect(done).toMatchObject({ ok: true, value: { id: newest.userId, confirmedVia: "reset" } });
      expect(await store.findUsers({ emailKey: EMAIL })).toHaveLength(1);
      expect((await store.findCandidates(EMAIL)).owner?.user.id).toBe(newest.userId);
    });

    test("with a link of a mailbox without an owner outlives whoever was newest there", async () => {
      await using store = await openStore();
      const own = await register(store, EMAIL);
      const stranger = await register(store, EMAIL, { now: NOW + 1 });
      await handOver(store, NOW + 1);
      const linkId = await resetLink(store, NOW + 1);
      expect((await store.findLink(linkId))?.user?.id).toBe(stranger.userId);
      await store.cancelRegistration({ userId: stranger.userId, now: NOW + 2 });
      expect((await store.findLink(linkId))?.user?.id).toBe(own.userId);
      const done = await store.reset({ linkId, password: passwordOf("new"), now: NOW + 2 });
      expect(done).toMatchObject({ ok: true, value: { id: own.userId, confirmedVia: "reset" } });
    });

    test("of a mailbox where nobody waits now is not used up: it is whoever's comes next", async () => {
      await using store = await openStore();
      const { userId } = await register(store, EMAIL);
      await handOver(store);
      const linkId = await resetLink(store);
      await store.cancelRegistration({ userId, now: NOW });
      const reset = { linkId, password: passwordOf("new"), now: NOW };
      expect(await store.reset(reset)).toEqual({ ok: false, reason: "removed" });
      const next = await register(store, EMAIL);
      expect(await store.reset(reset)).toMatchObject({ ok: true, value: { id: next.userId } });
    });

    test("of a mailbox ends when the address gets its owner, and not by a newer one", async () => {
      await using store = await openStore();
      const own = await register(store, EMAIL);
      const confirmation = await linkTo(store, EMAIL);
      const older = await resetLink(store);
      const newer = await resetLink(store, NOW + 1);
      const use = (linkId: string) =>
        store.reset({ linkId, password: passwordOf("new"), now: NOW + 1 });
      const states = await Promise.all([older, newer].map((id) => store.findLink(id)));
      expect(states.map((found) => found?.link.endedWhy)).toEqual([null, null]);
      const proof = { kind: "session", hash: own.session.hash } as const;
      const confirming = { linkId: confirmation, userId: own.userId, via: "link", proof } as const;
      const done = await store.confirm({ ...confirming, session: undefined, now: NOW });
      expect(done.ok).toBe(true);
      for (const linkId of [older, newer]) {
        expect(await use(linkId)).toEqual({ ok: false, reason: "address-taken" });
      }
    });

    for (const [whose, arrange] of [
      ["an owner's address", confirmed],
      ["an address that somebody waits for", register],
    ] as const) {
      test(`of ${whose} works beside others for its hour, and its use ends all of them`, async () => {
        await using store = await openStore();
        await arrange(store, EMAIL);
        await handOver(store);
        const links = [];
        for (let time = 0; time < 5; time += 1) links.push(await resetLink(store, NOW + time));
        const use = (linkId: string, now: Instant) =>
          store.reset({ linkId, password: passwordOf("new"), now });
        const late = NOW + minutes(60);
        expect(await use(links[0]!, late)).toEqual({ ok: false, reason: "expired" });
        expect(await use(links[1]!, late)).toMatchObject({ ok: true });
        for (const linkId of links.slice(1)) {
          const refused = await use(linkId, late);
          expect(refused.ok ? "used again" : refused.reason).toMatch(/used|address-taken/);
        }
      });
    }

    test("asked for an address without a user makes a mail that says so, and no way in", async () => {
      await using store = await openStore();
      await store.requestReset({ address: addressOf(EMAIL), ...ASKS, now: NOW });
      const [mail] = await claim(store);
      expect(mail).toMatchObject({ kind: "reset-no-user", email: EMAIL, user: undefined });
      const linkId = mail!.link!.id;
      expect((await store.reset({ linkId, password: passwordOf("new"), now: NOW })).ok).toBe(false);
    });

    test("asked too often is mailed within the mailbox's budget, and refused to nobody", async () => {
      await using store = await openStore();
      await confirmed(store, EMAIL);
      const ask = { ...ASKS, address: addressOf(EMAIL), now: NOW };
      await Promise.all(Array.from({ length: 32 }, () => store.requestReset(ask)));
      let mailed = 0;
      for (let minute = 0; minute <= 60; minute += 1) {
        mailed += (await handOver(store, NOW + minutes(minute), mailBudgetDefaults)).length;
      }
      expect(mailed).toBe(2);
      expect(await store.countWaiting()).toBe(0);
      expect(await store.listWithheld({ limit: 10 })).toMatchObject([
        { mailbox: EMAIL, kind: "reset", count: 30, reason: "client-share" },
      ]);
    });
  });
}
