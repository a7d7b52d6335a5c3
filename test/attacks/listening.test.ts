// Streams of waiting pages tell strangers nothing, and nobody can have so many that others get none.

import { expect, test } from "vitest";
import { testPostern, PASSWORD, type TestPostern } from "../../src/testing/test-postern.ts";
import { asksToListen, listens, waits } from "../listening.ts";

const living = () => testPostern({ background: true, limits: "off" });

/** The browser of somebody who waits. */
const waiter = async (app: TestPostern, email: string, client = "198.51.100.7") =>
  (await waits(app, email, client)).browser;

test("nobody listens without a session: not a stranger, not with a made-up cookie, not after logging out", async () => {
  await using app = await living();
  const ada = await waiter(app, "ada@example.com");
  const made = app.browser();
  made.jar.set("__Host-postern-session", "x".repeat(43));
  const out = await waiter(app, "bob@example.com");
  await out.submit("/logout");
  for (const browser of [app.browser(), made, out]) {
    const refused = await asksToListen(browser);
    expect([refused.status, await refused.json()]).toMatchObject([
      401,
      { reason: "not-logged-in" },
    ]);
  }
  await (await listens(ada)).leave();
});

test("whoever registers an address that somebody else confirms hears what the page shows anyway, and no address", async () => {
  await using app = await living();
  const thief = await waiter(app, "ada@example.com", "203.0.113.9");
  app.clock.forward("1 hour");
  const { browser, link } = await waits(app, "ada@example.com");
  const heard = await listens(thief);
  await browser.open(link);
  await browser.submit("/confirm");
  await app.postern.context.news.turn();
  const all = await heard.rest();
  expect(all.replaceAll(":\n\n", "")).toBe("data: look\n\n");
  expect((await asksToListen(thief)).status).toBe(401);
});

test("a page hears alike of its mail, whether the address has an owner or not", async () => {
  await using app = await living();
  const ada = await waits(app, "ada@example.com");
  await ada.browser.open(ada.link);
  await ada.browser.submit("/confirm");
  app.clock.forward("2 hours");
  const heard = [];
  for (const email of ["ada@example.com", "bob@example.com"]) {
    const browser = app.browser();
    await browser.submit("/register", { email, password: PASSWORD });
    heard.push(await listens(browser));
  }
  await app.mails();
  app.clock.forward("1 second");
  await app.postern.context.news.turn();
  for (const each of heard) expect(await each.rest()).toContain("data: look");
});

test("nobody hears that an operator looked at them", async () => {
  await using app = await living();
  const ada = await waiter(app, "ada@example.com");
  const heard = await listens(ada);
  const { news, notes } = app.postern.context;
  notes.looked({ actor: "operator:root", userId: app.user("ada@example.com")!.id });
  await notes.flush();
  await news.turn();
  expect(await heard.next()).toBe(":\n\n");
  expect(news.count()).toBe(1);
});

test("another site's page cannot read a stream", async () => {
  await using app = await living();
  const ada = await waiter(app, "ada@example.com");
  const { headers } = (await listens(ada)).response;
  expect(headers.get("access-control-allow-origin")).toBeNull();
  expect(headers.get("cross-origin-resource-policy")).toBe("same-origin");
  expect(headers.get("x-content-type-options")).toBe("nosniff");
});

test("a session has five streams; the sixth is refused with 429, and there is room again when one ends", async () => {
  await using app = await living();
  const ada = await waiter(app, "ada@example.com");
  const open = await Promise.all(Array.from({ length: 5 }, () => listens(ada)));
  const refused = await asksToListen(ada);
  expect([refused.status, await refused.json()]).toMatchObject([429, { reason: "too-many" }]);
  expect(refused.headers.get("retry-after")).toBe("60");
  await (await listens(await waiter(app, "bob@example.com"))).leave();
  await open[0]!.leave();
  await (await listens(ada)).leave();
});

test("of requests at once that all were let in, those beyond the bound end at once", async () => {
  await using app = await living();
  const ada = await waiter(app, "ada@example.com");
  const answers = await Promise.all(Array.from({ length: 20 }, () => asksToListen(ada)));
  const readers = answers.filter(({ ok }) => ok).map(({ body }) => body!.getReader());
  for (const reader of readers) await reader.read();
  expect(app.postern.context.news.count()).toBe(5);
});

test("a client has 500 streams, and another one then still gets one", async () => {
  await using app = await living();
  const late = await waiter(app, "late@example.com");
  const elsewhere = await waiter(app, "eve@example.com", "203.0.113.9");
  const crowd = [await waiter(app, "ada@example.com")];
  while (crowd.length < 100) {
    const browser = app.browser({ client: "198.51.100.7" });
    await browser.submit("/login", { email: "ada@example.com", password: PASSWORD });
    crowd.push(browser);
  }
  app.clock.forward("1 minute");
  for (const browser of crowd) await Promise.all(Array.from({ length: 5 }, () => listens(browser)));
  expect((await asksToListen(late)).status).toBe(429);
  await listens(elsewhere);
  expect(app.postern.context.news.count()).toBe(501);
});

test("clients that come and go leave nothing behind", async () => {
  await using app = await living();
  const ada = await waiter(app, "ada@example.com");
  for (let time = 0; time < 600; time += 1) await (await listens(ada)).leave();
  expect(app.postern.context.news.count()).toBe(0);
  await listens(ada);
});
