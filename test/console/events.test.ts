// Events in the console: who is told, what became of each, telling one again, and switching a webhook off and on.

import { expect, test } from "vitest";
import { addWebhook } from "../../src/features/webhooks/endpoints.ts";
import type { WebhookSender } from "../../src/ports/webhook-sender.ts";
import type { TestPostern } from "../../src/testing/test-postern.ts";
import { ALICE, desk, register } from "./desk.ts";

const PATH = "/admin/events";
const URL_WITH_TOKEN = "https://hooks.example/services/T0KEN-in-the-path";

/** A site with a webhook that answers as it is told. */
async function hooked() {
  const told = { status: 500, sent: 0 };
  const webhookSender: WebhookSender = {
    async send() {
      told.sent += 1;
      const answer = `${told.status} said the receiver`;
      return told.status < 300
        ? { ok: true, answer }
        : { ok: false, answer, isGone: told.status === 410 };
    },
  };
  const staff = await desk({ webhookSender });
  const added = await addWebhook(
    staff.app.postern.context,
    { actor: "operator:root" },
    { url: URL_WITH_TOKEN, types: ["user.registered"], name: "crm" },
  );
  if (!added.ok) throw new Error(added.reason);
  return { ...staff, hook: told, secret: added.value.secret };
}

const auditOf = (app: TestPostern, act: string): readonly unknown[] =>
  app.database.prepare("SELECT actor, detail FROM audit WHERE act = ?").all(act);

type Listed = { readonly id: string; readonly state: string; readonly answer: string | null };

test("receivers and events are listed with the last answer, and no secret", async () => {
  const { app, viewer, hook, secret } = await hooked();
  await using _ = app;
  await register(app, ALICE);
  const page = await viewer.open(PATH);
  expect(page.heading).toBe("Events");
  for (const said of [
    "crm",
    "webhook to hooks.example",
    "user.registered",
    "500 said the receiver",
  ])
    expect(page.text).toContain(said);
  expect(page.text).toContain(`/admin/users/${app.user(ALICE)!.id}`);
  const json = await viewer.json("GET", PATH);
  for (const text of [page.text, JSON.stringify(json.body)]) {
    expect(text).not.toContain("T0KEN");
    expect(text).not.toContain(secret);
  }
  expect(json.body).toMatchObject({ receivers: [{ name: "crm", host: "hooks.example" }] });
  hook.status = 204;
  app.clock.forward("10 minutes");
  await app.postern.deliver();
  const states = async (query: string) =>
    ((await viewer.json("GET", `${PATH}${query}`)).body["events"] as Listed[]).map(
      ({ state }) => state,
    );
  expect(await states("?state=delivered&receiver=crm")).toEqual(["delivered"]);
  for (const query of ["?state=waiting", "?state=dead", "?state=missed", "?receiver=nobody"])
    expect([query, await states(query)]).toEqual([query, []]);
  expect((await viewer.open(`${PATH}?state=dead`)).text).toContain("There are no such events");
});

test("a list of many events goes on page by page, and stays small", async () => {
  const { app, viewer } = await hooked();
  await using _ = app;
  const { database } = app;
  const { id } = database.prepare("SELECT id FROM event_receivers").get() as { id: string };
  const add = database.prepare(
    `INSERT INTO event_deliveries (id, event_id, receiver_id, type, confirmed, occurred_on, data,
       state, answer, ended_on) VALUES (?, ?, ?, 'user.registered', 0, 1, '{}', 'dead', ?, 7)`,
  );
  for (let at = 0; at < 45; at += 1)
    add.run(`0198aa${10 + at}-${"0".repeat(27)}-${id}`, `e${at}`, id, `500 ${"x".repeat(500)}`);
  const seen: string[] = [];
  for (let path: string | null = `${PATH}?state=dead`; path !== null;) {
    const { body } = await viewer.json("GET", path);
    seen.push(...(body["events"] as Listed[]).map((each) => each.id));
    path = body["next"] as string | null;
  }
  expect([seen.length, new Set(seen).size]).toEqual([45, 45]);
  const { text } = await viewer.open(`${PATH}?state=dead`);
  expect(Buffer.byteLength(text.replace(/<(script|style)[\s\S]*?<\/\1>/g, ""))).toBeLessThan(
    15 * 1024,
  );
});

test("a dead event is told again by support, and a delivered one is not", async () => {
  const { app, viewer, support, hook } = await hooked();
  await using _ = app;
  await register(app, ALICE);
  await app.postern.deliver();
  const id = await firstId(viewer);
  app.database.exec("UPDATE event_deliveries SET state = 'dead', due_on = NULL, ended_on = 1");
  const path = `${PATH}/${id}/retry`;
  expect((await viewer.open(PATH)).text).not.toContain(path);
  expect((await viewer.open(path)).status).toBe(404);
  expect((await support.open(`${PATH}?state=dead`)).text).toContain(path);
  expect((await support.open(path)).heading).toBe("Tell crm again of user.registered");
  const done = await support.submit(path, { reason: "the CRM is back" });
  expect([done.path, done.text]).toEqual([PATH, expect.stringContaining("Done, and noted")]);
  hook.status = 204;
  await app.postern.deliver();
  const { body } = await viewer.json("GET", PATH);
  expect(body).toMatchObject({ events: [{ id, state: "delivered" }] });
  const actor = `admin:${app.user("support@example.com")!.id}`;
  expect(auditOf(app, "events-retried")).toEqual([{ actor, detail: "1: the CRM is back" }]);
  const again = await support.submit(path, { reason: "" });
  expect([again.status, again.text]).toEqual([
    409,
    expect.stringContaining("Only an event that failed"),
  ]);
  expect((await support.open(`${PATH}/nothing/retry`)).status).toBe(404);
});

const firstId = async (browser: Awaited<ReturnType<typeof hooked>>["viewer"]): Promise<string> =>
  ((await browser.json("GET", PATH)).body["events"] as Listed[])[0]!.id;

test("an admin switches a webhook off and on, and chooses what becomes of what it missed", async () => {
  const { app, viewer, support, boss, hook } = await hooked();
  await using _ = app;
  hook.status = 204;
  const { body } = await viewer.json("GET", PATH);
  const [{ id }] = body["receivers"] as [{ id: string }];
  const [off, on] = [`/admin/webhooks/${id}/off`, `/admin/webhooks/${id}/on`];
  for (const each of [viewer, support]) expect((await each.open(off)).status).toBe(404);
  expect((await support.open(PATH)).text).not.toContain(off);
  expect((await boss.open(PATH)).text).toContain(off);
  expect((await boss.submit(off, { reason: " " })).status).toBe(422);
  await boss.submit(off, { reason: "moves to another host" });
  expect((await viewer.open(PATH)).text).toMatch(/Off since [^<]+: by an operator/);
  const twice = await boss.submit(off, { reason: "again" });
  expect([twice.status, twice.text]).toEqual([409, expect.stringContaining("is off already")]);
  await register(app, ALICE);
  expect(hook.sent).toBe(0);
  expect((await viewer.json("GET", `${PATH}?state=missed`)).body["events"]).toHaveLength(1);
  await boss.submit(on, { reason: "it has moved", missed: "replay" });
  await app.postern.deliver();
  expect(hook.sent).toBe(1);
  const actor = `admin:${app.user("admin@example.com")!.id}`;
  expect(auditOf(app, "webhook-off")).toEqual([{ actor, detail: "crm: moves to another host" }]);
  expect(auditOf(app, "webhook-on")).toEqual([{ actor, detail: "crm: it has moved" }]);
  expect((await boss.submit(on, { reason: "again", missed: "leave" })).status).toBe(409);
});

test("a handler is a receiver that nobody switches here", async () => {
  const { app, boss } = await hooked();
  await using _ = app;
  const handler = { handlers: [{ name: "welcome", types: "*" as const }], now: app.clock.now() };
  await app.postern.context.store.keepHandlers(handler);
  const { id } = app.database
    .prepare("SELECT id FROM event_receivers WHERE name = 'welcome'")
    .get() as { id: string };
  expect((await boss.open(PATH)).text).toContain("welcome");
  expect((await boss.open(`/admin/webhooks/${id}/off`)).status).toBe(404);
});
