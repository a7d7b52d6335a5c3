import { days, hours, minutes, seconds, type Instant } from "../../domain/time.ts";
import type { ClaimedDelivery, DeliveryState } from "../../ports/event-store.ts";
import type { StoredSecret } from "../../ports/webhook-keys.ts";
import type { Store } from "../../ports/store.ts";
import { addressOf, confirmed, newId, NOW, register, type StoreTests } from "./kit.ts";

const EMAIL = "ada@example.com";
const ACTOR = "operator:root";

const secretOf = (receiverId: string, sealed = "sealed"): StoredSecret => ({
  receiverId,
  id: newId(),
  sealed,
});

const TYPES = ["user.registered", "user.confirmed"];

/** Adds an endpoint that is told of registrations and confirmations. */
async function endpoint(store: Store, name = "crm"): Promise<string> {
  const id = newId();
  const url = `https://${name}.example/hooks`;
  const added = {
    id,
    name,
    url,
    types: TYPES,
    secret: secretOf(id),
    actor: ACTOR,
    now: NOW,
  } as const;
  if (!(await store.addWebhook(added))) throw new Error(`${name} is taken.`);
  return id;
}

async function claimAll(store: Store, now: Instant = NOW): Promise<readonly ClaimedDelivery[]> {
  const due = await store.dueReceivers({ handlers: [], now });
  const receivers = due.map((receiver) => ({ ...receiver, count: 100 }));
  return store.claimDeliveries({ receivers, lease: seconds(30), now });
}

const settle = (
  store: Store,
  { id, fence }: ClaimedDelivery,
  state: "delivered" | "dead" | "retry",
  now: Instant = NOW,
) => store.settleDelivery({ id, fence, state, answer: "500", dueOn: now + minutes(5), now });

async function statesOf(store: Store): Promise<readonly DeliveryState[]> {
  const found = await store.listDeliveries({ limit: 100 });
  return found.map(({ state }) => state).toReversed();
}

async function auditOf(store: Store): Promise<readonly (readonly [string, string | null])[]> {
  const lines = await store.listAudit({ limit: 100, after: undefined });
  return lines
    .filter(({ act }) => act.startsWith("webhook-"))
    .map(({ act, detail }) => [act, detail]);
}

/** What every store must do about webhooks. */
export function webhookContract(tests: StoreTests): void {
  tests.describe("webhooks", () => {
    endpoints(tests);
    secrets(tests);
    switching(tests);
    replaying(tests);
  });
}

function endpoints({ expect, test, openStore }: StoreTests): void {
  test("are receivers of events with a URL, each with a name of its own", async () => {
    await using store = await openStore();
    const id = await endpoint(store);
    const again = { id: newId(), url: "https://else.example/", actor: ACTOR, now: NOW } as const;
    const taken = { ...again, name: "crm", types: "*", secret: secretOf(again.id) } as const;
    expect(await store.addWebhook(taken)).toBe(false);
    const [only] = await store.listReceivers();
    expect(only).toMatchObject({
      id,
      kind: "webhook",
      url: "https://crm.example/hooks",
      offOn: null,
    });
    expect(await store.webhookSecrets({ id: again.id, now: NOW })).toEqual([]);
    await register(store, EMAIL);
    const [claimed] = await claimAll(store);
    expect(claimed!.receiver).toMatchObject({ id, url: "https://crm.example/hooks" });
    expect(await auditOf(store)).toEqual([["webhook-added", "crm"]]);
  });

  test("are gone with all that was theirs, and nothing else is", async () => {
    await using store = await openStore();
    const [id, other] = [await endpoint(store), await endpoint(store, "other")];
    await register(store, EMAIL);
    const claimed = await claimAll(store);
    const act = { id, actor: ACTOR, now: NOW };
    expect(await store.removeWebhook(act)).toBe(true);
    expect(await store.removeWebhook(act)).toBe(false);
    const theirs = claimed.find(({ receiver }) => receiver.id === id)!;
    expect(await settle(store, theirs, "delivered")).toBeUndefined();
    expect((await store.listReceivers()).map((each) => each.id)).toEqual([other]);
    expect((await store.listDeliveries({ limit: 9 })).map((each) => each.receiverId)).toEqual([
      other,
    ]);
    expect((await store.listWebhookSecrets()).map((each) => each.receiverId)).toEqual([other]);
  });
}

function secrets({ expect, test, openStore }: StoreTests): void {
  test("sign with the old secret beside the new one until its time, and not longer", async () => {
    await using store = await openStore();
    const id = await endpoint(store);
    const rotate = (sealed: string, keep: number, now: Instant) =>
      store.rotateWebhook({
        id,
        secret: secretOf(id, sealed),
        endsOn: now + keep,
        actor: ACTOR,
        now,
      });
    const signing = async (now: Instant) =>
      (await store.webhookSecrets({ id, now })).map(({ sealed }) => sealed);
    expect(await rotate("second", hours(24), NOW + 1)).toBe(true);
    expect(await signing(NOW + 1)).toEqual(["second", "sealed"]);
    // A longer time for the second does not make the first live longer.
    await rotate("third", days(7), NOW + 2);
    expect(await signing(NOW + 2)).toEqual(["third", "second", "sealed"]);
    expect(await signing(NOW + days(2))).toEqual(["third", "second"]);
    expect(await signing(NOW + days(8))).toEqual(["third"]);
    expect(await store.purgeWebhookSecrets(NOW + days(2))).toBe(1);
    expect(await store.listWebhookSecrets()).toHaveLength(2);
    const nobody = { id: newId(), actor: ACTOR, now: NOW, endsOn: NOW };
    expect(await store.rotateWebhook({ ...nobody, secret: secretOf(nobody.id) })).toBe(false);
  });

  test("can be sealed by another key, unless they were replaced in the meantime", async () => {
    await using store = await openStore();
    await endpoint(store);
    const [from] = await store.listWebhookSecrets();
    const to = { ...from!, sealed: "again" };
    expect(await store.replaceWebhookSecret({ from: from!, to })).toBe(true);
    expect(await store.replaceWebhookSecret({ from: from!, to })).toBe(false);
    expect(await store.listWebhookSecrets()).toEqual([to]);
  });
}

function switching({ expect, test, openStore }: StoreTests): void {
  test("that are off are sent nothing, miss nothing, and the operator is told once", async () => {
    await using store = await openStore();
    const id = await endpoint(store);
    await register(store, EMAIL);
    const operator = addressOf("ops@example.com");
    const off = { id, actor: "system", now: NOW, trouble: { operator, since: NOW - days(3) } };
    expect(await store.switchWebhookOff({ ...off, why: "failing" })).toBe(true);
    expect(await store.switchWebhookOff({ ...off, why: "failing" })).toBe(false);
    await register(store, "bob@example.com");
    expect(await claimAll(store)).toEqual([]);
    expect(await statesOf(store)).toEqual(["missed", "missed"]);
    const [webhook] = await store.listReceivers();
    expect(webhook).toMatchObject({ offOn: NOW, offWhy: "failing" });
    const mails = await store.listMails({ filter: "all", after: undefined, limit: 9 });
    const told = mails.filter(({ kind }) => kind === "webhook-off");
    expect(told.map(({ email }) => email)).toEqual(["ops@example.com"]);
  });

  test("that an operator switches off tell nobody", async () => {
    await using store = await openStore();
    const id = await endpoint(store);
    const act = { id, actor: ACTOR, now: NOW };
    await store.switchWebhookOff({ ...act, why: "operator", reason: "moves" });
    expect(await store.listMails({ filter: "all", after: undefined, limit: 9 })).toEqual([]);
    expect(await store.switchWebhookOn(act)).toBe(true);
    expect(await store.switchWebhookOn(act)).toBe(false);
    expect((await auditOf(store)).map(([name]) => name)).toEqual([
      "webhook-on",
      "webhook-off",
      "webhook-added",
    ]);
    const lines = { act: "webhook-off", limit: 9, after: undefined } as const;
    expect((await store.listAudit(lines))[0]?.detail).toMatch(/: moves$/);
  });

  test("that are on again begin without the failures from before", async () => {
    await using store = await openStore();
    const id = await endpoint(store);
    await register(store, EMAIL);
    await settle(store, (await claimAll(store))[0]!, "retry");
    const act = { id, actor: ACTOR, now: NOW };
    await store.switchWebhookOff({ ...act, why: "operator" });
    await store.switchWebhookOn(act);
    const [webhook] = await store.listReceivers();
    expect(webhook).toMatchObject({ offOn: null, failingSince: null });
  });

  test("fail as many events as could not be delivered, each counted once", async () => {
    await using store = await openStore();
    const id = await endpoint(store);
    const failing = (most: number) => store.countFailing({ id, since: NOW, most });
    for (const name of ["ada", "bob", "eve"]) await register(store, `${name}@example.com`);
    expect(await failing(9)).toBe(0);
    const [first, second, third] = await claimAll(store);
    await settle(store, first!, "retry");
    await settle(store, second!, "dead");
    await settle(store, third!, "delivered");
    expect([await failing(9), await failing(1)]).toEqual([2, 1]);
    const [again] = await claimAll(store, NOW + minutes(5));
    await settle(store, again!, "retry", NOW + minutes(5));
    expect(await failing(9)).toBe(2);
    expect(await store.countFailing({ id, since: NOW + 1, most: 9 })).toBe(1);
  });
}

function replaying({ expect, test, openStore }: StoreTests): void {
  test("are sent again what they missed, of each user the oldest first", async () => {
    await using store = await openStore();
    const id = await endpoint(store);
    const act = { id, actor: ACTOR, now: NOW };
    await store.switchWebhookOff({ ...act, why: "operator" });
    await confirmed(store, EMAIL);
    await store.switchWebhookOn(act);
    const missed = (await statesOf(store)).length;
    expect(
      await store.retryDeliveries({ actor: ACTOR, now: NOW, receiverId: id, states: ["missed"] }),
    ).toBe(missed);
    expect((await claimAll(store)).map(({ event }) => event.type)).toContain("user.registered");
    expect(
      await store.retryDeliveries({
        actor: ACTOR,
        now: NOW,
        receiverId: id,
        states: ["missed", "dead"],
      }),
    ).toBe(0);
  });

  test("are sent again what they got only where that is asked for", async () => {
    await using store = await openStore();
    const [id, other] = [await endpoint(store), await endpoint(store, "other")];
    await register(store, EMAIL);
    for (const each of await claimAll(store)) await settle(store, each, "delivered");
    expect(
      await store.retryDeliveries({
        actor: ACTOR,
        now: NOW,
        receiverId: id,
        states: ["dead", "missed"],
      }),
    ).toBe(0);
    const states = ["dead", "missed", "delivered"] as const;
    expect(
      await store.retryDeliveries({
        actor: ACTOR,
        now: NOW,
        receiverId: id,
        states,
        since: NOW + 1,
      }),
    ).toBe(0);
    expect(
      await store.retryDeliveries({ actor: ACTOR, now: NOW, receiverId: id, states, since: NOW }),
    ).toBe(1);
    const [claimed] = await claimAll(store);
    expect(claimed!.receiver.id).toBe(id);
    await settle(store, claimed!, "delivered");
    const eventId = claimed!.event.id;
    expect(
      await store.retryDeliveries({ actor: ACTOR, now: NOW, receiverId: other, states, eventId }),
    ).toBe(1);
  });
}
