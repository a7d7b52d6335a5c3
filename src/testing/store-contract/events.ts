import { days, minutes, seconds, type Instant } from "../../domain/time.ts";
import type { ClaimedDelivery } from "../../ports/event-store.ts";
import type { Store } from "../../ports/store.ts";
import { actsOf, confirmed, NOW, register, type StoreTests } from "./kit.ts";

const EMAIL = "ada@example.com";
const LEASE = seconds(30);
const BY_OPERATOR = { actor: "operator:root", now: NOW };

/** Has a handler for some types, or all. */
const listen = (store: Store, name = "welcome", types: readonly string[] | "*" = "*", now = NOW) =>
  store.keepHandlers({ handlers: [{ name, types }], now });

/** Claims what is due for handlers. */
async function claimEvents(
  store: Store,
  now: Instant = NOW,
  handlers: readonly string[] = ["welcome"],
  count = 100,
): Promise<readonly ClaimedDelivery[]> {
  const due = await store.dueReceivers({ handlers, now });
  const receivers = due.map((receiver) => ({ ...receiver, count }));
  return store.claimDeliveries({ receivers, lease: LEASE, now });
}

const settle = (
  store: Store,
  { id, fence }: ClaimedDelivery,
  state: "delivered" | "dead" | "retry" = "delivered",
  now: Instant = NOW,
) => store.settleDelivery({ id, fence, state, answer: "200", dueOn: now + minutes(5), now });

const typesOf = (claimed: readonly ClaimedDelivery[]): readonly string[] =>
  claimed.map(({ event }) => event.type);

const welcomes = (store: Store) =>
  listen(store, "welcome", ["user.registered", "user.confirmed", "user.deleted"]);

/** What every store must do about events. */
export function eventContract(tests: StoreTests): void {
  tests.describe("events", () => {
    writing(tests);
    order(tests);
    claims(tests);
    afterwards(tests);
  });
}

function writing({ expect, test, openStore }: StoreTests): void {
  test("are written for nobody while nobody listens", async () => {
    await using store = await openStore();
    await confirmed(store, EMAIL);
    await listen(store);
    expect(await store.listDeliveries({ limit: 10 })).toEqual([]);
  });

  test("are written for each receiver of their type, with the user as they are then", async () => {
    await using store = await openStore();
    await listen(store, "all");
    await listen(store, "owners", ["user.confirmed"]);
    await listen(store, "leavers", ["user.deleted"]);
    const { userId } = await register(store, EMAIL);
    expect(await claimEvents(store, NOW, ["owners", "leavers"])).toEqual([]);
    const [heard] = await claimEvents(store, NOW, ["all"]);
    expect(heard!.event).toMatchObject({
      occurredOn: NOW,
      user: { id: userId, email: EMAIL, confirmed: false },
    });
    expect(heard!.attempts).toBe(1);
    await confirmed(store, "bob@example.com");
    const [owner] = await claimEvents(store, NOW, ["owners"]);
    expect(owner!.event).toMatchObject({
      type: "user.confirmed",
      user: { email: "bob@example.com", confirmed: true },
      data: { cause: "confirmed" },
    });
    expect(owner!.receiver).toMatchObject({ kind: "handler", name: "owners" });
  });

  test("of a deletion tell who it was, and nothing personal is kept once they are told", async () => {
    await using store = await openStore();
    await welcomes(store);
    const { userId } = await register(store, EMAIL);
    await settle(store, (await claimEvents(store))[0]!);
    await store.removeUser({ userId, actor: "admin", reason: undefined, now: NOW });
    const told = await store.listDeliveries({ limit: 10, userId });
    expect(told.map(({ state, event }) => [state, event.type, event.user?.email])).toEqual([
      ["waiting", "user.deleted", EMAIL],
      ["delivered", "user.registered", null],
    ]);
    const [leaving] = await claimEvents(store);
    expect(leaving!.event.user).toEqual({ id: userId, email: EMAIL, confirmed: false });
    await settle(store, leaving!);
    expect((await store.findDelivery(leaving!.id))?.event).toMatchObject({
      user: { id: userId, email: null },
      data: {},
    });
  });
}

function order({ expect, test, openStore }: StoreTests): void {
  test("of one user are told one after the other, also behind one that is being retried", async () => {
    await using store = await openStore();
    await welcomes(store);
    await confirmed(store, EMAIL);
    const [first] = await claimEvents(store);
    expect(typesOf([first!])).toEqual(["user.registered"]);
    expect(await claimEvents(store)).toEqual([]);
    await settle(store, first!, "retry");
    expect(await claimEvents(store)).toEqual([]);
    expect(typesOf([...(await claimEvents(store, NOW + minutes(5)))])).toEqual(["user.registered"]);
  });

  test("go on once the one before is told, or dead, and nobody else's wait for it", async () => {
    for (const state of ["delivered", "dead"] as const) {
      await using store = await openStore();
      await welcomes(store);
      await confirmed(store, EMAIL);
      const [first] = await claimEvents(store);
      await register(store, "bob@example.com");
      expect((await claimEvents(store)).map(({ event }) => event.user?.email)).toEqual([
        "bob@example.com",
      ]);
      await settle(store, first!, state);
      expect(typesOf(await claimEvents(store))).toEqual(["user.confirmed"]);
    }
  });

  test("are stuck behind none that ends at the moment in which they happen", async () => {
    await using store = await openStore();
    await welcomes(store);
    const people = await Promise.all(
      ["ada", "bob", "eve", "kim"].map((name) => register(store, `${name}@example.com`)),
    );
    const first = await claimEvents(store);
    await Promise.all([
      ...first.map((each) => settle(store, each)),
      ...people.map(({ userId }) =>
        store.removeUser({ userId, actor: "admin", reason: undefined, now: NOW }),
      ),
    ]);
    expect(typesOf(await claimEvents(store))).toEqual(people.map(() => "user.deleted"));
  });

  test("that are dead can be told after all, in their order", async () => {
    await using store = await openStore();
    await welcomes(store);
    const { userId } = await confirmed(store, EMAIL);
    for (const _ of [1, 2]) await settle(store, (await claimEvents(store))[0]!, "dead");
    expect(await store.countDead()).toBe(2);
    expect(await claimEvents(store)).toEqual([]);
    expect(await store.retryDeliveries({ userId, ...BY_OPERATOR })).toBe(2);
    expect(await actsOf(store, userId)).toContain("events-retried");
    const [first] = await claimEvents(store);
    expect(typesOf([first!])).toEqual(["user.registered"]);
    expect(await claimEvents(store)).toEqual([]);
    await settle(store, first!);
    expect(typesOf(await claimEvents(store))).toEqual(["user.confirmed"]);
    expect(await store.retryDeliveries(BY_OPERATOR)).toBe(0);
  });

  test("are browsed by state and receiver, page by page, and one is told again with a reason", async () => {
    await using store = await openStore();
    await welcomes(store);
    for (const name of ["ada", "bob", "cy", "dee"]) await register(store, `${name}@example.com`);
    const [one, two, three] = await claimEvents(store);
    await settle(store, one!, "dead");
    await settle(store, two!, "dead");
    await settle(store, three!);
    type Wanted = Partial<Parameters<Store["browseDeliveries"]>[0]>;
    const browse = (wanted: Wanted) =>
      store.browseDeliveries({
        filter: "all",
        receiverId: undefined,
        limit: 9,
        after: undefined,
        ...wanted,
      });
    const count = async (wanted: Wanted) => (await browse(wanted)).rows.length;
    const [welcome] = await store.listReceivers();
    expect(await count({ receiverId: welcome!.id })).toBe(4);
    expect(await count({ receiverId: "none" })).toBe(0);
    expect(await count({ filter: "waiting" })).toBe(1);
    expect(await count({ filter: "delivered" })).toBe(1);
    expect(await count({ filter: "missed" })).toBe(0);
    const first = await browse({ filter: "dead", limit: 1 });
    const second = await browse({ filter: "dead", limit: 1, after: first.next! });
    const [id, other] = [first.rows[0]!.id, second.rows[0]!.id];
    expect(new Set([id, other])).toEqual(new Set([one!.id, two!.id]));
    expect(second.next).toBeNull();
    expect(await store.retryDeliveries({ id, reason: "it is back", ...BY_OPERATOR })).toBe(1);
    expect(await count({ filter: "dead" })).toBe(1);
    const lines = { act: "events-retried", limit: 9, after: undefined } as const;
    expect(await store.listAudit(lines)).toMatchObject([{ detail: "1: it is back" }]);
  });
}

function claims({ expect, test, openStore }: StoreTests): void {
  test("are claimed by one at a time, and by another once the claim has expired", async () => {
    await using store = await openStore();
    await welcomes(store);
    await register(store, EMAIL);
    const [lost] = await claimEvents(store);
    expect(await claimEvents(store)).toEqual([]);
    expect(await store.renewDelivery({ ...lost!, lease: LEASE, now: NOW + seconds(20) })).toBe(
      true,
    );
    expect(await claimEvents(store, NOW + LEASE)).toEqual([]);
    const [again] = await claimEvents(store, NOW + seconds(50));
    expect(again).toMatchObject({ id: lost!.id, attempts: 2 });
    expect(await store.renewDelivery({ ...lost!, lease: LEASE, now: NOW })).toBe(false);
    expect(await settle(store, lost!)).toBeUndefined();
    expect(await settle(store, again!)).toEqual({ failingSince: null, toldOn: null });
  });

  test("are given back untried, and counted as if they had not been claimed", async () => {
    await using store = await openStore();
    await welcomes(store);
    await register(store, EMAIL);
    const [given] = await claimEvents(store);
    await store.releaseDelivery({ ...given!, now: NOW });
    expect(await claimEvents(store)).toMatchObject([{ id: given!.id, attempts: 1 }]);
  });

  test("are claimed as many as there is room for", async () => {
    await using store = await openStore();
    await welcomes(store);
    for (const name of ["ada", "bob", "eve"]) await register(store, `${name}@example.com`);
    expect(await claimEvents(store, NOW, ["welcome"], 2)).toHaveLength(2);
    expect(await claimEvents(store, NOW, ["welcome"], 2)).toHaveLength(1);
  });
}

function afterwards({ expect, test, openStore }: StoreTests): void {
  test("show since when a receiver fails", async () => {
    await using store = await openStore();
    await welcomes(store);
    for (const name of ["ada", "bob", "eve"]) await register(store, `${name}@example.com`);
    const [ada, bob, eve] = await claimEvents(store);
    expect(await settle(store, ada!, "retry")).toMatchObject({ failingSince: NOW });
    expect(await settle(store, bob!, "dead", NOW + 1)).toMatchObject({ failingSince: NOW });
    expect(await store.listReceivers()).toMatchObject([{ name: "welcome", failingSince: NOW }]);
    expect(await settle(store, eve!, "delivered", NOW + 2)).toMatchObject({ failingSince: null });
    expect(await store.listReceivers()).toMatchObject([{ name: "welcome", failingSince: null }]);
  });

  test("of a handler that no process has had for a week are dead, until one has it again", async () => {
    await using store = await openStore();
    await welcomes(store);
    await register(store, EMAIL);
    const week = { seenBefore: NOW + 1, now: NOW + days(7) };
    expect(await store.retireHandlers({ ...week, seenBefore: NOW })).toEqual([]);
    expect(await store.retireHandlers(week)).toEqual(["welcome"]);
    expect(await store.retireHandlers(week)).toEqual([]);
    await register(store, "bob@example.com");
    expect(await store.listDeliveries({ limit: 10 })).toMatchObject([{ state: "dead" }]);
    expect(await store.listReceivers()).toMatchObject([
      { offOn: week.now, offWhy: "not-registered" },
    ]);
    await listen(store, "welcome", ["user.registered"], week.now);
    await register(store, "eve@example.com");
    expect((await claimEvents(store, week.now)).map(({ event }) => event.user?.email)).toEqual([
      "eve@example.com",
    ]);
  });

  test("are listed by who they are about, whom they are for, and what became of them", async () => {
    await using store = await openStore();
    await welcomes(store);
    const { userId } = await register(store, EMAIL);
    await register(store, "bob@example.com");
    const [ada] = await claimEvents(store, NOW, ["welcome"], 1);
    await settle(store, ada!, "dead");
    const list = async (query: object) =>
      (await store.listDeliveries({ limit: 10, ...query })).map(({ event }) => event.user?.email);
    expect(await list({})).toEqual(["bob@example.com", EMAIL]);
    expect(await list({ limit: 1 })).toEqual(["bob@example.com"]);
    expect(await list({ userId })).toEqual([EMAIL]);
    expect(await list({ states: ["dead", "missed"] })).toEqual([EMAIL]);
    expect(await list({ states: ["waiting"] })).toEqual(["bob@example.com"]);
    expect(await list({ eventId: ada!.event.id })).toEqual([EMAIL]);
    expect(await list({ receiverId: "nobody" })).toEqual([]);
    expect(await list({ since: NOW + 1 })).toEqual([]);
    const [bob] = await store.listDeliveries({ limit: 1 });
    expect(await list({ after: bob!.id })).toEqual([EMAIL]);
  });

  test("are forgotten when they ended long ago, and never before they ended", async () => {
    await using store = await openStore();
    await welcomes(store);
    await confirmed(store, EMAIL);
    await settle(store, (await claimEvents(store))[0]!);
    expect(await store.purgeDeliveries({ before: NOW })).toBe(0);
    expect(await store.purgeDeliveries({ before: NOW + 1 })).toBe(1);
    expect(typesOf(await claimEvents(store))).toEqual(["user.confirmed"]);
  });
}
