// Webhooks from the form of a person to a real receiver that checks the signatures.

import { describe, expect, test } from "vitest";
import { addWebhook, listWebhooks, rotateSecret } from "../../src/features/webhooks/endpoints.ts";
import { testPostern, type TestOptions, type TestPostern } from "../../src/testing/test-postern.ts";
import type { WebhookRequest, WebhookSender } from "../../src/ports/webhook-sender.ts";
import { checked, webhookReceiver, type ReceivedEvent } from "./receiver.ts";

const OPERATOR = { actor: "operator:root" };

/** A site that may send to this machine. */
const HERE: TestOptions = { webhooks: { allowHttp: true, allowPrivate: ["127.0.0.1"] } };

/** Adds an endpoint, and returns its secret. */
async function hook(
  { postern }: TestPostern,
  url: string,
  types: readonly string[] | "*" = ["user.registered", "user.confirmed"],
  name?: string,
): Promise<string> {
  const added = await addWebhook(postern.context, OPERATOR, { url, types, name });
  if (!added.ok) throw new Error(added.reason);
  return added.value.secret;
}

/** A sender that notes what it is given and answers as it is told, where no network is wanted. */
function noting(): WebhookSender & {
  readonly sent: WebhookRequest[];
  status: (request: WebhookRequest) => number;
} {
  const sender: ReturnType<typeof noting> = {
    sent: [],
    status: () => 204,
    async send(request) {
      sender.sent.push(request);
      const status = sender.status(request);
      return status < 300
        ? { ok: true, answer: `${status}` }
        : { ok: false, answer: `${status}`, isGone: status === 410 };
    },
  };
  return sender;
}

const eventIn = ({ body }: WebhookRequest): ReceivedEvent => JSON.parse(body) as ReceivedEvent;

const typesOf = (sent: readonly WebhookRequest[]): readonly string[] =>
  sent.map((request) => eventIn(request).type);

const statesOf = async ({ postern }: TestPostern): Promise<readonly string[]> =>
  (await postern.context.store.listDeliveries({ limit: 100 })).map(({ state }) => state);

const only = async ({ postern }: TestPostern) => (await listWebhooks(postern.context))[0]!;

describe("a receiver", () => {
  test("is told over HTTP what happens to a person, in order, with a signature that is right", async () => {
    await using receiver = await webhookReceiver();
    await using app = await testPostern(HERE);
    const secret = await hook(app, receiver.url);
    await app.confirmed("ada@example.com");
    await app.mails();
    const events = receiver.events(secret);
    const { id } = app.user("ada@example.com")!;
    expect(events).toEqual([
      {
        id: events[0]?.id,
        type: "user.registered",
        timestamp: "2026-11-22T13:05:00.000Z",
        data: { cause: "registered", user: { id, email: "ada@example.com", confirmed: false } },
      },
      {
        id: events[1]?.id,
        type: "user.confirmed",
        timestamp: "2026-11-22T13:05:00.000Z",
        data: { cause: "confirmed", user: { id, email: "ada@example.com", confirmed: true } },
      },
    ]);
    expect(receiver.received.map(({ headers }) => headers["webhook-id"])).toEqual(
      events.map((event) => event.id),
    );
    expect(await statesOf(app)).toEqual(["delivered", "delivered"]);
  });

  test("is told only of the types that it was added for", async () => {
    const webhookSender = noting();
    await using app = await testPostern({ webhookSender });
    await hook(app, "https://one.example/", ["user.confirmed"]);
    await hook(app, "https://all.example/", "*");
    await app.confirmed("ada@example.com");
    await app.mails();
    const one = webhookSender.sent.filter(({ url }) => url.includes("one.example"));
    expect(typesOf(one)).toEqual(["user.confirmed"]);
    expect(webhookSender.sent.length).toBeGreaterThan(3);
  });

  test("of a deletion is told who it was, also if it hears of it after the row is gone", async () => {
    const webhookSender = noting();
    await using app = await testPostern({ webhookSender });
    await hook(app, "https://hooks.example/", ["user.deleted"]);
    await app.confirmed("ada@example.com");
    const { id } = app.user("ada@example.com")!;
    webhookSender.status = () => 503;
    const now = app.clock.now();
    await app.postern.context.store.removeUser({
      userId: id,
      actor: "operator:root",
      reason: undefined,
      now,
    });
    await app.mails();
    webhookSender.status = () => 204;
    app.clock.forward("10 minutes");
    await app.mails();
    expect(app.user("ada@example.com")).toBeUndefined();
    const data = { user: { id, email: "ada@example.com", confirmed: true } };
    expect(webhookSender.sent.map((request) => eventIn(request))).toMatchObject([
      { type: "user.deleted", data },
      { type: "user.deleted", data },
    ]);
    const kept = app.database.prepare("SELECT * FROM event_deliveries").all();
    expect(JSON.stringify(kept)).not.toContain("ada@example.com");
  });
});

describe("a receiver that fails", () => {
  test("gets the same event again with a fresh time and signature, and the same id", async () => {
    await using receiver = await webhookReceiver();
    await using app = await testPostern(HERE);
    const secret = await hook(app, receiver.url, ["user.registered"]);
    receiver.answer(500);
    await app.register("ada@example.com");
    app.clock.forward("6 hours");
    receiver.answer(204);
    await app.mails();
    const [first, retry] = receiver.received;
    expect(receiver.received).toHaveLength(2);
    expect(retry!.body).toBe(first!.body);
    expect(checked(secret, retry!)).toEqual(checked(secret, first!));
    const timeOf = (index: number) =>
      Number(receiver.received[index]!.headers["webhook-timestamp"]);
    expect(timeOf(1) - timeOf(0)).toBe(6 * 3_600);
  });

  test("hears nothing newer of the same user before that, and everything of others", async () => {
    const webhookSender = noting();
    await using app = await testPostern({ webhookSender });
    await hook(app, "https://hooks.example/");
    webhookSender.status = (request) => (request.body.includes("ada@example.com") ? 500 : 204);
    await app.confirmed("ada@example.com");
    await app.confirmed("bob@example.com");
    await app.mails();
    const told = webhookSender.sent.map((request) => {
      const { type, data } = eventIn(request);
      return `${(data["user"] as { email: string }).email} ${type}`;
    });
    expect(told).not.toContain("ada@example.com user.confirmed");
    expect(told).toContain("bob@example.com user.confirmed");
    webhookSender.status = () => 204;
    app.clock.forward("1 day");
    await app.mails();
    expect(typesOf(webhookSender.sent).slice(-2)).toEqual(["user.registered", "user.confirmed"]);
  });

  test("is left alone for as long as it asks", async () => {
    const webhookSender: WebhookSender & { tries: number } = {
      tries: 0,
      async send() {
        webhookSender.tries += 1;
        return { ok: false, answer: "429", retryAfter: 3_600_000 };
      },
    };
    await using app = await testPostern({ webhookSender });
    await hook(app, "https://hooks.example/", ["user.registered"]);
    await app.register("ada@example.com");
    app.clock.forward("59 minutes");
    await app.mails();
    expect(webhookSender.tries).toBe(1);
    app.clock.forward("1 minute");
    await app.mails();
    expect(webhookSender.tries).toBe(2);
  });

  test("delays no other receiver and no person", async () => {
    await using silent = await webhookReceiver();
    await using well = await webhookReceiver();
    await using app = await testPostern({
      webhooks: { ...HERE.webhooks, timeout: 50 },
    });
    silent.answer("silence");
    await hook(app, silent.url, ["user.registered"], "silent");
    const secret = await hook(app, well.url, ["user.registered"], "well");
    const browser = app.browser();
    const page = await browser.submit("/register", {
      email: "ada@example.com",
      password: "plum tree by the river",
    });
    expect([page.status, silent.received]).toEqual([200, []]);
    await app.mails();
    expect(well.events(secret)).toHaveLength(1);
    expect((await statesOf(app)).toSorted()).toEqual(["delivered", "retry"]);
  });
});

describe("a secret that is rotated", () => {
  test("signs beside the new one until its time, also what was queued before", async () => {
    await using receiver = await webhookReceiver();
    await using app = await testPostern(HERE);
    const old = await hook(app, receiver.url, ["user.registered"]);
    receiver.answer(500);
    await app.register("ada@example.com");
    const keep = 3_600_000;
    const fresh = (await rotateSecret(app.postern.context, OPERATOR, await only(app), keep))!;
    app.clock.forward("10 minutes");
    receiver.answer(204);
    await app.mails();
    const [first, second] = receiver.received;
    expect(() => checked(fresh, first!)).toThrow("No matching signature");
    expect(checked(old, second!)).toEqual(checked(fresh, second!));

    app.clock.forward("1 hour");
    await app.register("bob@example.com");
    const third = receiver.received[2]!;
    expect(checked(fresh, third)).toMatchObject({ type: "user.registered" });
    expect(() => checked(old, third)).toThrow("No matching signature");
  });
});

describe("a webhook is switched off", () => {
  const OPS = { operator: "ops@example.com" };

  const opsMails = async (app: TestPostern) =>
    (await app.mails()).filter(({ to }) => to === "ops@example.com");

  test("at once where its receiver is gone, and the operator is told once", async () => {
    const webhookSender = noting();
    await using app = await testPostern({ ...OPS, webhookSender });
    await hook(app, "https://hooks.example/", ["user.registered"]);
    webhookSender.status = () => 410;
    await app.register("ada@example.com");
    await app.register("bob@example.com");
    expect(webhookSender.sent).toHaveLength(1);
    expect(await only(app)).toMatchObject({ offWhy: "gone" });
    expect(await statesOf(app)).toEqual(["missed", "missed"]);
    const [mail, ...more] = await opsMails(app);
    expect(more).toEqual([]);
    expect(mail!.subject).toBe("The webhook hooks.example was switched off – Postern");
    expect(mail!.text).toContain("410 Gone");
    expect(mail!.text).toContain("postern webhooks on hooks.example --replay");
    expect(app.log.filter(({ event }) => event === "webhook-off")).toMatchObject([
      { level: "error", facts: { name: "hooks.example" } },
    ]);
  });

  /** Tries what is due again and again. */
  async function pass(app: TestPostern, hours: number): Promise<void> {
    for (let hour = 0; hour < hours; hour += 1) {
      app.clock.forward("1 hour");
      await app.mails();
    }
  }

  test("after days of nothing but failures, and what it missed is sent when it is on again", async () => {
    const webhookSender = noting();
    await using app = await testPostern({ ...OPS, webhookSender });
    await hook(app, "https://hooks.example/", ["user.registered"]);
    webhookSender.status = () => 500;
    for (const name of ["ada", "bob", "eve"]) await app.register(`${name}@example.com`);
    await pass(app, 70);
    expect(await only(app)).toMatchObject({ offOn: null });
    await pass(app, 14);
    expect(await only(app)).toMatchObject({ offWhy: "failing" });
    await app.register("kim@example.com");
    expect(await opsMails(app)).toHaveLength(1);

    webhookSender.status = () => 204;
    webhookSender.sent.length = 0;
    const { store, clock } = app.postern.context;
    const act = { id: (await only(app)).id, actor: "operator:root", now: clock.now() };
    await store.retryDeliveries({ ...act, id: undefined, receiverId: act.id });
    await app.mails();
    expect(webhookSender.sent).toEqual([]);
    await store.switchWebhookOn(act);
    await app.mails();
    expect(typesOf(webhookSender.sent)).toEqual(Array(4).fill("user.registered"));
    expect(await statesOf(app)).toEqual(Array(4).fill("delivered"));
  });

  test("not because of one event that it cannot digest: that one dies alone", async () => {
    const webhookSender = noting();
    await using app = await testPostern({ ...OPS, webhookSender });
    await hook(app, "https://hooks.example/", ["user.registered"]);
    webhookSender.status = () => 500;
    await app.register("ada@example.com");
    await pass(app, 120);
    expect(await statesOf(app)).toEqual(["dead"]);
    expect(await only(app)).toMatchObject({ offOn: null });
    expect(await opsMails(app)).toEqual([]);
    webhookSender.status = () => 204;
    await app.register("bob@example.com");
    expect(await only(app)).toMatchObject({ failingSince: null });
  });

  test("not while it accepts something now and then", async () => {
    const webhookSender = noting();
    await using app = await testPostern({ ...OPS, webhookSender });
    await hook(app, "https://hooks.example/", ["user.registered"]);
    webhookSender.status = () => 500;
    for (const name of ["ada", "bob", "eve"]) await app.register(`${name}@example.com`);
    await pass(app, 60);
    webhookSender.status = ({ body }) => (body.includes("kim") ? 204 : 500);
    await app.register("kim@example.com");
    await pass(app, 60);
    expect(await only(app)).toMatchObject({ offOn: null });
    expect(await opsMails(app)).toEqual([]);
  });
});

test("nothing secret is in a webhook: no password, no token, no code, no address of a client", async () => {
  const webhookSender = noting();
  await using app = await testPostern({ webhookSender });
  await hook(app, "https://hooks.example/", "*");
  const { browser, link, code } = await app.register("ada@example.com");
  await browser.open(link);
  await browser.submit("/confirm");
  await browser.submit("/logout");
  await app.mails();
  const all = webhookSender.sent.map(({ body }) => body).join("\n");
  expect(webhookSender.sent.length).toBeGreaterThan(3);
  for (const secret of ["plum tree", link.split("/").at(-1)!, code, "198.51.100."]) {
    expect(all).not.toContain(secret);
  }
});
