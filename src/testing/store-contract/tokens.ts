// What every store must do about the tokens with which mail servers are logged in to.

import { days, hours, seconds, type Instant } from "../../domain/time.ts";
import type { Store } from "../../ports/store.ts";
import { NOW, type StoreTests } from "./kit.ts";

const LEASE = seconds(30);

const claimOf = (store: Store, now: Instant = NOW, refused?: number) =>
  store.claimTokens({ id: "account", lease: LEASE, refused, now });

const save = (store: Store, version: number, sealed: string, now: Instant = NOW) =>
  store.saveTokens({
    id: "account",
    version,
    sealed,
    renewOn: now + hours(1),
    forgetBefore: now - days(180),
    now,
  });

/** What every store must do about tokens. */
export function tokenContract(tests: StoreTests): void {
  tests.describe("the tokens of a mail server", () => {
    renewing(tests);
    keeping(tests);
  });
}

function renewing({ expect, test, openStore }: StoreTests): void {
  test("are renewed by one of all who need them at once", async () => {
    await using store = await openStore();
    const first = await Promise.all(Array.from({ length: 8 }, () => claimOf(store)));
    const states = first.map(({ state }) => state).toSorted();
    expect(states).toEqual([...Array.from({ length: 7 }, () => "others"), "yours"]);
    expect(first.every(({ version, sealed }) => version === 0 && sealed === null)).toBe(true);
    expect(await save(store, 0, "first")).toBe(true);
    expect(await claimOf(store)).toMatchObject({ state: "current", version: 1, sealed: "first" });
  });

  test("are renewed again when they are due, or were refused, and not before", async () => {
    await using store = await openStore();
    await claimOf(store);
    await save(store, 0, "first");
    expect((await claimOf(store, NOW + hours(1) - 1)).state).toBe("current");
    expect((await claimOf(store, NOW + 1, 1)).state).toBe("yours");
    expect((await claimOf(store, NOW + 1, 1)).state).toBe("others");
    await save(store, 1, "second", NOW + 1);
    // Whoever was refused with the first finds the second.
    expect(await claimOf(store, NOW + 2, 1)).toMatchObject({ state: "current", sealed: "second" });
    expect((await claimOf(store, NOW + 1 + hours(1))).state).toBe("yours");
  });

  test("are renewed by another one when a claim was given back, or is over", async () => {
    await using store = await openStore();
    const { claimedUntil } = await claimOf(store);
    await store.releaseTokens({ id: "account", claimedUntil: claimedUntil - 1 });
    expect((await claimOf(store)).state).toBe("others");
    await store.releaseTokens({ id: "account", claimedUntil });
    expect((await claimOf(store, NOW + 1)).state).toBe("yours");
    expect((await claimOf(store, NOW + LEASE)).state).toBe("others");
    expect((await claimOf(store, NOW + 1 + LEASE)).state).toBe("yours");
  });
}

function keeping({ expect, test, openStore }: StoreTests): void {
  test("are never put in the place of newer ones", async () => {
    await using store = await openStore();
    await claimOf(store);
    expect(await save(store, 0, "first")).toBe(true);
    expect(await save(store, 0, "late")).toBe(false);
    expect(await store.listTokens()).toEqual([{ id: "account", sealed: "first" }]);
  });

  test("can be sealed by another key, unless they were renewed in the meantime", async () => {
    await using store = await openStore();
    await claimOf(store);
    await save(store, 0, "first");
    const [from] = await store.listTokens();
    const to = { ...from!, sealed: "again" };
    expect(await store.replaceTokens({ from: from!, to })).toBe(true);
    expect(await store.replaceTokens({ from: from!, to })).toBe(false);
    expect(await claimOf(store)).toMatchObject({ version: 1, sealed: "again" });
  });

  test("of an account that nobody uses any more are forgotten", async () => {
    await using store = await openStore();
    await claimOf(store);
    await save(store, 0, "first");
    const other = { id: "other", lease: LEASE };
    for (const [version, now] of [NOW + days(180), NOW + days(181)].entries()) {
      await store.claimTokens({ ...other, now });
      const sealed = `other ${version}`;
      const forgetBefore = now - days(180);
      await store.saveTokens({ ...other, version, sealed, renewOn: now, forgetBefore, now });
      expect((await store.listTokens()).length).toBe(2 - version);
    }
  });
}
