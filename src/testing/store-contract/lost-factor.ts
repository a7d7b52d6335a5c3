import { limitDefaults } from "../../domain/limits.ts";
import type { NewCredential } from "../../domain/evidence.ts";
import { days } from "../../domain/time.ts";
import type { Store } from "../../ports/store.ts";
import { enrolment, second, shownOf } from "./credentials.ts";
import { confirmed, handOver, linkTo, loginOf, NOW, type StoreTests } from "./kit.ts";

const EMAIL = "ada@example.com";
const { notice: limit } = limitDefaults;
const WAIT = days(7);

/** A user whose sign-in requires two factors, and who waits for the removal of one. */
async function waiting(store: Store, also: readonly NewCredential[] = []) {
  const user = await confirmed(store, EMAIL);
  const { userId } = user;
  const added = enrolment(user);
  await store.addCredentials({ ...added, credentials: [...added.credentials, ...also] });
  await handOver(store);
  await store.requestFactorLoss({ userId, limit, now: NOW });
  const linkId = await linkTo(store, EMAIL, NOW, "lose-factor");
  const begun = await store.beginFactorRemoval({ linkId, wait: WAIT, now: NOW });
  if (!begun.ok) throw new Error(`The wait did not begin: ${begun.reason}.`);
  const keep = await linkTo(store, EMAIL, NOW, "keep-factor");
  return { user, userId, linkId, keep };
}

/** A sign-in of that user with everything. */
function whole(user: Awaited<ReturnType<typeof waiting>>["user"], now: number) {
  const next = loginOf(user, { now, createdOn: now });
  const evidence = next.session.evidence.map((each) => ({ ...each, on: now }));
  const both = [...evidence, { ...shownOf(second("pin")), on: now }];
  return { ...next, session: { ...next.session, evidence: both } };
}

/** What every store must do about a second factor that is lost. */
export function lostFactorContract({ describe, expect, test, openStore }: StoreTests): void {
  describe("a lost second factor", () => {
    test("is removed at the end of a wait, after a warning that was sent", async () => {
      await using store = await openStore();
      const { user, userId } = await waiting(store);
      const dueOn = NOW + WAIT;
      expect(await store.findFactorRemoval(userId)).toEqual({ askedOn: NOW, dueOn });
      expect(await store.warnOfFactorRemovals(dueOn - days(1) - 1)).toBe(0);
      expect(await store.warnOfFactorRemovals(dueOn - days(1))).toBe(1);
      expect(await store.warnOfFactorRemovals(dueOn - days(1))).toBe(0);
      expect(await store.removeDueFactors(dueOn)).toBe(0);
      await handOver(store, dueOn - days(1));
      expect(await store.removeDueFactors(dueOn - 1)).toBe(0);
      expect(await store.removeDueFactors(dueOn)).toBe(1);
      expect(await store.removeDueFactors(dueOn)).toBe(0);
      expect(await store.findFactorRemoval(userId)).toBeUndefined();
      const kinds = (await store.listCredentials(userId)).map(({ kind }) => kind);
      expect(kinds).toEqual(["password"]);
      expect(await store.logIn(loginOf(user, { now: dueOn }))).toBe("complete");
    });

    test("is warned of late after an outage, and removed later by as much", async () => {
      await using store = await openStore();
      const { userId } = await waiting(store);
      const late = NOW + days(9);
      expect(await store.removeDueFactors(late)).toBe(0);
      expect(await store.warnOfFactorRemovals(late)).toBe(1);
      expect(await store.findFactorRemoval(userId)).toMatchObject({ dueOn: late + days(1) });
      await handOver(store, late);
      expect(await store.removeDueFactors(late + days(1) - 1)).toBe(0);
      expect(await store.removeDueFactors(late + days(1))).toBe(1);
    });

    test("begins one wait, whose link works once, and is asked for in vain meanwhile", async () => {
      await using store = await openStore();
      const { userId, linkId } = await waiting(store);
      const again = await store.beginFactorRemoval({ linkId, wait: WAIT, now: NOW + 1 });
      expect(again).toEqual({ ok: false, reason: "used" });
      const asked = await store.requestFactorLoss({ userId, limit, now: NOW + 1 });
      expect(asked).toEqual({ ok: false, reason: "not-needed" });
    });

    test("is asked for by nobody who has none, and within the limit", async () => {
      await using store = await openStore();
      const user = await confirmed(store, EMAIL);
      const { userId } = user;
      const ask = (now = NOW) => store.requestFactorLoss({ userId, limit, now });
      expect(await ask()).toEqual({ ok: false, reason: "not-needed" });
      await store.addCredentials(enrolment(user));
      const asked = [];
      for (let count = 0; count < 6; count += 1) asked.push((await ask()).ok);
      expect(asked).toEqual([true, true, true, true, true, false]);
    });

    test("takes passkeys along only where a second factor is required of their user", async () => {
      const key = { ...second("key"), kind: "key", factor: "both" } as const;
      for (const policy of ["offered", "required-for-admins", "required"] as const) {
        await using store = await openStore();
        const { userId } = await waiting(store, [key]);
        const dueOn = NOW + WAIT;
        await store.warnOfFactorRemovals(dueOn);
        await handOver(store, dueOn);
        expect(await store.removeDueFactors(dueOn + days(1), policy)).toBe(1);
        const kinds = (await store.listCredentials(userId)).map(({ kind }) => kind);
        expect(kinds.toSorted()).toEqual(
          policy === "required" ? ["password"] : ["key", "password"],
        );
      }
    });

    test("stays where its mailbox, a session or the factor itself stops the wait", async () => {
      for (const how of ["link", "session", "factor"] as const) {
        await using store = await openStore();
        const { user, userId, keep } = await waiting(store);
        const now = NOW + days(1);
        if (how === "link") {
          const stopped = await store.stopFactorRemoval({ linkId: keep, now });
          expect(stopped.ok).toBe(true);
        }
        if (how === "session") expect(await store.keepFactor({ userId, now })).toBe(true);
        if (how === "factor") expect(await store.logIn(whole(user, now))).toBe("complete");
        expect(await store.findFactorRemoval(userId)).toBeUndefined();
        expect(await store.keepFactor({ userId, now })).toBe(false);
        const mailed = (await handOver(store, now)).map(({ kind }) => kind);
        expect(mailed).toEqual(["factor-removal-stopped"]);
        expect(await store.warnOfFactorRemovals(NOW + days(30))).toBe(0);
        expect(await store.removeDueFactors(NOW + days(30))).toBe(0);
      }
    });

    test("is removed or kept, where both happen at once on two nodes", async () => {
      await using store = await openStore();
      const { user, userId, keep } = await waiting(store);
      const now = NOW + WAIT;
      await store.warnOfFactorRemovals(now - days(1));
      await handOver(store, now - days(1));
      const [removed, stopped, , shown] = await Promise.all([
        store.removeDueFactors(now),
        store.stopFactorRemoval({ linkId: keep, now }),
        store.removeDueFactors(now),
        store.logIn(whole(user, now)),
      ]);
      const kinds = (await store.listCredentials(userId)).map(({ kind }) => kind);
      const isRemoved = !kinds.includes("pin");
      expect(stopped.ok && isRemoved).toBe(false);
      expect(shown === "complete" && isRemoved).toBe(false);
      expect(removed).toBeLessThanOrEqual(1);
      expect(await store.findFactorRemoval(userId)).toBeUndefined();
    });
  });
}
