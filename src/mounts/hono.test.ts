import { getRequestListener } from "@hono/node-server";
import { Hono } from "hono";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { browserOf } from "../testing/browser.ts";
import { listen, overTheWire } from "../testing/listen.ts";
import { PASSWORD, testPostern } from "../testing/test-postern.ts";
import { confirmed, postern, type UserVariables } from "./hono.ts";

const EMAIL = "ada@example.com";

/** A small Hono site with a home, a guarded page, and Postern for everything about accounts. */
async function site(trustedProxies: readonly string[] = []) {
  let hono = new Hono<{ Variables: UserVariables }>();
  const server = await listen(() => getRequestListener((request, env) => hono.fetch(request, env)));
  const app = await testPostern({ baseUrl: server.url });
  hono = new Hono<{ Variables: UserVariables }>()
    .get("/", (c) => c.text("the site's own home"))
    .use(postern(app.postern, { trustedProxies }))
    .get("/dashboard", confirmed(app.postern), (c) => c.text(`for ${c.get("user").email}`));
  return {
    app,
    browser: browserOf(overTheWire, server.url),
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await app[Symbol.asyncDispose]();
    },
  };
}

test("the site's own page opens for whoever has confirmed, after the way there", async () => {
  await using served = await site();
  const { app, browser } = served;
  const login = await browser.open("/dashboard");
  expect(login.path).toBe("/login?next=%2Fdashboard");
  await browser.submit("/register", { email: EMAIL, password: PASSWORD, next: "/dashboard" });
  expect((await browser.open("/dashboard")).path).toBe("/unconfirmed");
  await browser.open((await app.mailTo(EMAIL)).links[0]!);
  await browser.submit("/confirm");
  expect((await browser.open("/dashboard")).text).toBe(`for ${EMAIL}`);
});

test("a program is told 401 and 403 instead of being shown around", async () => {
  await using served = await site();
  const { browser } = served;
  expect((await browser.json("GET", "/dashboard")).body["reason"]).toBe("not-logged-in");
  await browser.json("POST", "/register", { email: EMAIL, password: PASSWORD });
  expect((await browser.json("GET", "/dashboard")).body["reason"]).toBe("unconfirmed");
});

test("the site keeps its own paths, and an unknown one is its own 404", async () => {
  await using served = await site();
  expect((await served.browser.open("/")).text).toBe("the site's own home");
  expect((await served.browser.open("/elsewhere")).text).toBe("404 Not Found");
  expect((await served.browser.open("/login")).heading).toBe("Log in");
});

test("limits and sessions know the client's address", async () => {
  await using served = await site(["127.0.0.0/8", "::1"]);
  await served.browser.request("/register", {
    method: "POST",
    headers: { "content-type": "application/json", "x-forwarded-for": "203.0.113.9" },
    body: JSON.stringify({ email: EMAIL, password: PASSWORD }),
  });
  const session = served.app.database.prepare("SELECT client FROM sessions").get();
  expect(session?.["client"]).toBe("203.0.113.9");
});

test("a proxy that nobody named is noticed", async () => {
  await using served = await site();
  await served.browser.request("/login", { headers: { "x-forwarded-for": "203.0.113.9" } });
  expect(served.app.log.map(({ event }) => event)).toEqual(["proxy-not-trusted"]);
  await using trusting = await site(["127.0.0.0/8", "::1"]);
  await trusting.browser.request("/login", { headers: { "x-forwarded-for": "203.0.113.9" } });
  expect(trusting.app.log).toEqual([]);
});

test("a host that closes its server without stopping Postern is not held up by people who wait", async () => {
  let listener: RequestListener = () => {};
  const server = createServer((incoming, outgoing) => listener(incoming, outgoing));
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  const url = `http://localhost:${(server.address() as AddressInfo).port}`;
  await using app = await testPostern({ baseUrl: url, background: true });
  const hono = new Hono().use(postern(app.postern));
  const answer = getRequestListener((request, env) => hono.fetch(request, env));
  listener = (incoming, outgoing) => void answer(incoming, outgoing);
  const browser = browserOf(overTheWire, url);
  await browser.submit("/register", { email: EMAIL, password: PASSWORD });
  // A mail that is sent later would end the stream, too.
  await app.mailTo(EMAIL);
  const heard = await browser.request("/unconfirmed", { headers: { accept: "text/event-stream" } });
  const closed = new Promise((resolve) => server.close(resolve));
  await app.postern.context.news.turn();
  expect(await heard.text()).toMatch(/^retry: \d{4}\n\n$/);
  server.closeIdleConnections();
  await closed;
});
