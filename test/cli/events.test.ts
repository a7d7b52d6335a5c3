import { DatabaseSync } from "node:sqlite";
import { describe, expect, test } from "vitest";
import { sqliteStore } from "../../src/open-stores.ts";
import { deskWithDatabase, like } from "./tools.ts";

/** A database whose host has the handler "shop", to which one event could not be told. */
async function withDeadEvent() {
  const desk = deskWithDatabase();
  await desk.cli("db migrate");
  const store = await sqliteStore(new DatabaseSync(desk.database));
  const now = Date.UTC(2026, 10, 22, 13, 5);
  await store.keepHandlers({ handlers: [{ name: "shop", types: ["user.registered"] }], now });
  await desk.cli("user create ada@example.com --no-mail");
  await desk.cli("user create bob@example.com --no-mail");
  const later = now + 365 * 24 * 60 * 60 * 1000;
  const [receiver] = await store.dueReceivers({ handlers: ["shop"], now: later });
  const receivers = [{ ...receiver!, count: 1 }];
  const [claimed] = await store.claimDeliveries({ receivers, lease: 0, now: later });
  await store.settleDelivery({
    ...claimed!,
    state: "dead",
    answer: "Error: The shop\u001b[31m is closed.",
    dueOn: later,
    now: later,
  });
  await store.close();
  return { ...desk, id: claimed!.event.id };
}

describe.concurrent("postern events", () => {
  test("lists what was told and what was not, by state, receiver and user", async () => {
    const { cli, id } = await withDeadEvent();
    const [all, dead, waiting, ofBob, none, wrong] = await Promise.all([
      cli("events list"),
      cli("events list --state dead --receiver shop --json"),
      cli("events list --state waiting --json"),
      cli("events list --user bob@example.com --json"),
      cli("events list --state missed"),
      cli("events list --receiver shup"),
    ]);
    expect(all.out).toMatch(/user\.registered +bob@example\.com +shop +waiting +0/);
    expect(all.out).toMatch(/ada@example\.com +shop +dead +1 +Error: The shop \[31m is closed\./);
    expect(dead.json()).toMatchObject({
      events: [{ receiver: "shop", state: "dead", event: { id, type: "user.registered" } }],
    });
    const bob = { events: [{ state: "waiting", event: { user: { email: "bob@example.com" } } }] };
    expect([waiting.json(), ofBob.json()]).toMatchObject([bob, bob]);
    expect([none.code, none.err]).toEqual([0, like(/no such events/)]);
    expect([wrong.code, wrong.err]).toEqual([1, like(/postern events receivers/)]);
  });

  test("shows one event, and tells it again", async () => {
    const { cli, id } = await withDeadEvent();
    const shown = await cli(`events show ${id}`);
    expect(shown.out).toMatch(/address +ada@example\.com/);
    expect(shown.err).toContain(`postern events retry ${id}`);
    const retried = await cli(`events retry ${id} --json`);
    expect(retried.json()).toEqual({ retried: 1 });
    const again = await cli(`events retry ${id}`);
    expect([again.code, again.err]).toEqual([1, like(/Only a dead event/)]);
    expect((await cli("audit list --json")).out).toContain("events-retried");
    const unknown = await cli("events show 019aa5f0-7c1e-7d3a-9b1f-1c2d3e4f5a6b");
    expect([unknown.code, unknown.err]).toEqual([1, like(/There is no event/)]);
  });

  test("tells all dead ones again, and wants to know which", async () => {
    const { cli } = await withDeadEvent();
    expect((await cli("events retry --dead")).out).toBe("1 dead event will be told again.\n");
    expect((await cli("events retry --dead --json")).json()).toEqual({ retried: 0 });
    expect((await cli("events retry")).code).toBe(2);
  });

  test("lists who is told, and doctor names what could not be", async () => {
    const { cli } = await withDeadEvent();
    const [receivers, table, doctor] = await Promise.all([
      cli("events receivers --json"),
      cli("events receivers"),
      cli("doctor --json"),
    ]);
    expect(receivers.json()).toMatchObject({
      receivers: [{ name: "shop", kind: "handler", types: ["user.registered"], offOn: null }],
    });
    expect(table.out).toMatch(/shop +handler +user\.registered +\S+ \S+ +fails since/);
    const { findings } = doctor.json() as { findings: { check: string; seen: string }[] };
    expect(findings.filter(({ check }) => check === "events").map(({ seen }) => seen)).toEqual([
      "1 event could not be told, and is not tried any more",
      like(/no event could be told to the handler shop since/),
    ]);
  });
});
