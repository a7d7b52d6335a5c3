import { expect, test } from "vitest";
import { retryAfter } from "../../src/domain/event.ts";
import { days, hours, minutes, seconds } from "../../src/domain/time.ts";
import { addWebhook } from "../../src/features/webhooks/endpoints.ts";
import { createPostern, type PosternEvent } from "../../src/index.ts";
import { tellDue } from "../../src/outbox/deliveries.ts";
import { eventHandlers } from "../../src/outbox/handlers.ts";
import { PASSWORD, testPostern, type TestPostern } from "../../src/testing/test-postern.ts";

const EMAIL = "ada@example.com";

/** Tells what is due after a time. */
async function later(app: TestPostern, time: number): Promise<void> {
  app.clock.forward(time);
  await app.postern.deliver();
}

/** Another process on the same database. */
const processOn = ({ postern, baseUrl }: TestPostern) => {
  const { store, clock, random, log } = postern.context;
  const secret = "0123456789abcdefghijklmnopqrstuvwxyzABCDEF";
  const mailer = { send: async () => ({ ok: true, answer: "250 ok" }) as const };
  const parts = { store, clock, random, log, secret, mailer, background: false };
  return createPostern({ baseUrl, ...parts });
};

test("a handler is told who confirmed, once, after it is committed", async () => {
  await using app = await testPostern();
  const told: PosternEvent<"user.confirmed">[] = [];
  app.postern.on("user.confirmed", (event) => void told.push(event));
  await app.confirmed(EMAIL);
  await app.postern.deliver();
  expect(told).toEqual([
    {
      id: told[0]?.id,
      type: "user.confirmed",
      occurredOn: app.clock.now(),
      user: { id: app.user(EMAIL)?.id, email: EMAIL, confirmed: true },
      data: { cause: "confirmed" },
    },
  ]);
  expect(told[0]?.id).toMatch(/^[\da-f-]{36}$/);
  await later(app, hours(1));
  expect(told).toHaveLength(1);
});

test("one that fails is told again later, with the same id, and says which try it is", async () => {
  await using app = await testPostern();
  const tries: [id: string, attempt: number][] = [];
  app.postern.on("user.registered", ({ id }, { attempt }) => {
    tries.push([id, attempt]);
    if (attempt < 3) throw new Error("The shop is closed.");
  });
  await app.register(EMAIL);
  for (const wait of [seconds(6), seconds(36), hours(1)]) await later(app, wait);
  expect(tries.map(([, attempt]) => attempt)).toEqual([1, 2, 3]);
  expect(new Set(tries.map(([id]) => id)).size).toBe(1);
  const retried = app.log.filter(({ event }) => event === "event-retry");
  expect(retried.map(({ facts }) => facts["answer"])).toEqual([
    "Error: The shop is closed.",
    "Error: The shop is closed.",
  ]);
});

test.each<[string, unknown, string]>([
  ["an error with a NUL and colours", new Error("no\0 \u001b[31mroom\n"), "Error: no [31mroom"],
  ["what is no text", Object.create(null), "threw something that cannot be written as text"],
  ["nothing", undefined, "undefined"],
])("%s is noted as one line, and the event is told again", async (_, thrown, answer) => {
  await using app = await testPostern();
  app.postern.on("user.registered", () => Promise.reject(thrown as Error));
  await app.register(EMAIL);
  await app.postern.deliver();
  const { store } = app.postern.context;
  const [noted] = await store.listDeliveries({ limit: 1, states: ["retry"] });
  expect(noted?.answer).toBe(answer);
});

test("later events of the user wait behind one that fails, and nobody else's do", async () => {
  await using app = await testPostern();
  const told: string[] = [];
  let isOpen = false;
  app.postern.on("*", ({ type, user }) => {
    if (!isOpen && user?.email === EMAIL) throw new Error("The shop is closed.");
    told.push(`${type} ${user?.email}`);
  });
  await app.confirmed(EMAIL);
  await app.register("bob@example.com");
  await later(app, 0);
  expect(told).toEqual(["user.registered bob@example.com", "session.started bob@example.com"]);
  isOpen = true;
  await later(app, days(1));
  expect(told.slice(2)).toEqual([
    `user.registered ${EMAIL}`,
    `session.started ${EMAIL}`,
    `user.confirmed ${EMAIL}`,
    `session.renewed ${EMAIL}`,
  ]);
});

test("one that fails for more than three days is dead: an operator sees it, and what is behind it goes on", async () => {
  await using app = await testPostern();
  const told: string[] = [];
  app.postern.on("user.registered", () => Promise.reject(new Error("Never.")), { name: "shop" });
  app.postern.on("*", ({ type }) => void told.push(type), { name: "all" });
  await app.register(EMAIL);
  let lasted = 0;
  for (let tries = 1; (await app.postern.context.store.countDead()) === 0; tries += 1) {
    const wait = retryAfter(tries, 1) ?? 0;
    lasted += wait;
    await later(app, wait);
  }
  expect(lasted).toBeGreaterThan(days(3));
  expect(lasted).toBeLessThan(days(4));
  expect(told).toEqual(["user.registered", "session.started"]);
  const [dead] = await app.postern.context.store.listDeliveries({ limit: 1, states: ["dead"] });
  expect(dead).toMatchObject({ answer: "Error: Never.", event: { type: "user.registered" } });
});

test("one that takes too long is told again, and hears that its time is over", async () => {
  await using app = await testPostern();
  const { context } = app.postern;
  const handlers = eventHandlers(context);
  let aborted: unknown;
  handlers.add({
    name: "slow",
    type: "user.registered",
    handle: (_event, { signal }) =>
      new Promise(() => {
        signal.addEventListener("abort", () => {
          aborted = signal.reason;
        });
      }),
  });
  await handlers.keep();
  await app.register(EMAIL);
  expect(await tellDue({ ...context, handlers, webhook: handlers }, { deadline: 0 })).toBe(1);
  expect(aborted).toBeInstanceOf(Error);
  expect(await context.store.listDeliveries({ limit: 1 })).toMatchObject([
    { state: "retry", answer: "no answer within 0 seconds" },
  ]);
});

test("nothing waits for a handler: neither the request, nor other handlers", async () => {
  const { promise: never, resolve } = Promise.withResolvers<void>();
  const told = Promise.withResolvers<void>();
  await using app = await testPostern({ background: true });
  app.postern.on("user.registered", () => never, { name: "hangs" });
  app.postern.on("user.registered", () => told.resolve(), { name: "quick" });
  const page = await app.browser().submit("/register", { email: EMAIL, password: PASSWORD });
  expect(page.status).toBe(200);
  await told.promise;
  resolve();
});

test("what happens while no process runs the handler is told when one does again", async () => {
  await using app = await testPostern();
  app.postern.on("user.registered", () => Promise.reject(new Error("The process dies.")));
  await app.register(EMAIL);
  await later(app, minutes(1));
  const told: string[] = [];
  const next = processOn(app);
  next.on("user.registered", ({ user }) => void told.push(user?.email ?? ""));
  app.clock.forward(days(1));
  await next.deliver();
  expect(told).toEqual([EMAIL]);
});

test("of many processes with the handler one is told", async () => {
  await using app = await testPostern();
  const told: string[] = [];
  const processes = [app.postern, processOn(app), processOn(app)];
  for (const each of processes) each.on("user.registered", ({ id }) => void told.push(id));
  for (const name of ["ada", "bob", "eve"]) await app.register(`${name}@example.com`);
  await Promise.all(processes.map((each) => each.deliver()));
  expect(told.toSorted()).toEqual([...new Set(told)].toSorted());
  expect(told).toHaveLength(3);
});

test("a handler that no process has had for a week is retired, which the log says, and what waits for it is dead", async () => {
  await using app = await testPostern();
  app.postern.on("user.registered", () => Promise.reject(new Error("No.")), { name: "former" });
  await app.register(EMAIL);
  const next = processOn(app);
  app.clock.forward(days(6));
  await next.deliver();
  expect(app.log.map(({ event }) => event)).not.toContain("handler-retired");
  app.clock.forward(days(1) + hours(1));
  await next.deliver();
  expect(app.log).toContainEqual(
    expect.objectContaining({ event: "handler-retired", facts: { receiver: "former" } }),
  );
  expect(await app.postern.context.store.countDead()).toBe(1);
});

test("two handlers of one type need names, and there is no event of another type", async () => {
  await using app = await testPostern();
  const { on } = app.postern;
  on("user.confirmed", () => {});
  expect(() => on("user.confirmed", () => {})).toThrow(
    'Two handlers have the name user.confirmed. Give this one another: on("user.confirmed", handler, { name: "…" }).',
  );
  on("user.confirmed", () => {}, { name: "other" });
  expect(() => on("user.confirm", () => {})).toThrow(
    /^There is no event user\.confirm\. There are factor\.added, .*user\.confirmed/,
  );
});

test("a handler that is named like a webhook is told nothing, and the log says why", async () => {
  await using app = await testPostern();
  const url = "https://shop.example/";
  const operator = { actor: "operator:root" };
  await addWebhook(app.postern.context, operator, { url, types: ["user.deleted"], name: "shop" });
  const told: string[] = [];
  app.postern.on("user.confirmed", ({ type }) => void told.push(type), { name: "shop" });
  await app.confirmed(EMAIL);
  await app.postern.deliver();
  expect(told).toEqual([]);
  expect(app.log).toContainEqual(
    expect.objectContaining({ event: "handler-name-taken", facts: { handler: "shop" } }),
  );
});

test("what a process was telling as it died is dead too, once its handler is retired", async () => {
  await using app = await testPostern();
  const { store } = app.postern.context;
  const name = "gone";
  await store.keepHandlers({ handlers: [{ name, types: "*" }], now: app.clock.now() });
  await app.register(EMAIL);
  const now = app.clock.now();
  const [receiver] = await store.dueReceivers({ handlers: [name], now });
  const receivers = [{ ...receiver!, count: 1 }];
  expect(await store.claimDeliveries({ receivers, lease: seconds(30), now })).toHaveLength(1);
  const then = now + days(8);
  expect(await store.retireHandlers({ seenBefore: now + days(1), now: then })).toEqual([name]);
  const states = (await store.listDeliveries({ limit: 9 })).map(({ state }) => state);
  expect(states).toEqual(["dead", "dead"]);
});
