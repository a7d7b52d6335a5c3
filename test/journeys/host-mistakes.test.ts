// What a host is told about its own mistakes, once and in words; and that its visitors do not pay for them.

import { readFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { WORDS } from "../../src/hints.ts";
import type { Peer } from "../../src/http/peer.ts";
import { capturedMailbox } from "../../src/adapters/captured-mailbox.ts";
import { sqliteStore, storeOver } from "../../src/open-stores.ts";
import { sqliteDriver } from "../../src/stores/sql/sqlite.ts";
import { browserOf } from "../../src/testing/browser.ts";
import { seededRandom } from "../../src/testing/random.ts";
import { PASSWORD, testPostern, type TestPostern } from "../../src/testing/test-postern.ts";

/** The mistakes that the log tells, in order. */
const told = (app: TestPostern) =>
  app.log.filter(({ event }) => event === "hint").map(({ facts }) => facts["mistake"]);

/** A request with a form that something has read already. */
async function readAlready(app: TestPostern, accept: string): Promise<Request> {
  const request = new Request(`${app.baseUrl}/login`, {
    method: "POST",
    headers: { accept, origin: app.baseUrl, "content-type": "application/x-www-form-urlencoded" },
    body: "email=ada%40example.com&password=x",
  });
  await request.text();
  return request;
}

test("a body that something read before Postern is the host's mistake, and not the visitor's", async () => {
  await using app = await testPostern();
  const page = await app.postern.fetch(await readAlready(app, "text/html"));
  expect(page.status).toBe(500);
  expect(await page.text()).toContain("Mount Postern before whatever parses request bodies.");
  const answer = await app.postern.fetch(await readAlready(app, "application/json"));
  const problem = (await answer.json()) as Record<string, unknown>;
  expect(problem["reason"]).toBe("misused");
  expect(problem["fix"]).toContain("a request to /login");
  expect(told(app)).toEqual(["peer-missing", "body-already-read"]);
});

const EMAIL = "ada@example.com";

/** A browser of a host that calls `fetch` with only the request, or with `second`. */
const from = (app: TestPostern, second?: unknown) =>
  browserOf((request) => app.postern.fetch(request, second as Peer | undefined), app.baseUrl);

test("a host that names no peer has no limits for one client, and is told", async () => {
  await using app = await testPostern();
  for (let person = 0; person < 30; person += 1) {
    const form = { email: `ada${person}@example.com`, password: PASSWORD };
    expect((await from(app).json("POST", "/register", form)).status).toBe(201);
  }
  expect(told(app)).toEqual(["peer-missing"]);
});

test("without a peer wrong guesses keep nobody out but at the account that they are for", async () => {
  await using app = await testPostern();
  await app.confirmed(EMAIL);
  for (let guess = 0; guess < 40; guess += 1) {
    const form = { email: `bob${guess}@example.com`, password: "wrong" };
    expect((await from(app).json("POST", "/login", form)).status).toBe(401);
  }
  const logIn = (password: string) => from(app).json("POST", "/login", { email: EMAIL, password });
  expect((await logIn(PASSWORD)).status).toBe(200);
  const guesses: number[] = [];
  for (let guess = 0; guess < 12; guess += 1) guesses.push((await logIn("wrong")).status);
  expect(guesses.filter((status) => status === 429)).toHaveLength(2);
});

test.for([
  ["Deno.serve", { remoteAddr: { transport: "tcp", hostname: "203.0.113.9", port: 4711 } }],
  ["Bun.serve", { requestIP: () => ({ address: "203.0.113.9", family: "IPv4", port: 4711 }) }],
  ["Hono's mount on Node", { incoming: { socket: { remoteAddress: "::ffff:203.0.113.9" } } }],
] as const)("%s may call fetch by itself: the client is the peer it knows", async ([, second]) => {
  await using app = await testPostern();
  await from(app, second).json("POST", "/register", { email: EMAIL, password: PASSWORD });
  const session = app.database.prepare("SELECT client FROM sessions").get();
  expect(session?.["client"]).toBe("203.0.113.9");
  expect(told(app)).toEqual([]);
});

test.for([
  ["Cloudflare's bindings", { DB: {}, address: undefined }],
  ["a text", "203.0.113.9"],
  ["null", null],
  ["a socket that has ended", { requestIP: () => null }],
] as const)("%s in the place of the peer is as if there were none", async ([, second]) => {
  await using app = await testPostern();
  expect((await from(app, second).open("/login")).status).toBe(200);
  expect(told(app)).toEqual(["peer-missing"]);
});

test("what a visitor's headers say is no peer, and a proxy that nobody named is noticed", async () => {
  await using app = await testPostern();
  const request = new Request(`${app.baseUrl}/login`, {
    headers: { "x-forwarded-for": "203.0.113.9" },
  });
  const peer = { remoteAddr: { hostname: "10.0.0.7" } };
  await app.postern.fetch(request, peer as unknown as Peer);
  expect(app.log.map(({ event }) => event)).toEqual(["proxy-not-trusted"]);
});

test("Node's own request is refused in words", async () => {
  await using app = await testPostern();
  const incoming = { url: "/login", method: "GET", headers: { host: "app.example" } };
  const answer = app.postern.fetch(incoming as unknown as Request);
  await expect(answer).rejects.toThrow("use nodeHandler(postern) of postern/node");
});

test("people are told to look for the sender that the mailer has, whatever the option says", async () => {
  const mailer = { ...capturedMailbox(), from: "Acme <accounts@acme.example>" };
  const waitingPage = (app: TestPostern) =>
    app.browser().submit("/register", { email: EMAIL, password: PASSWORD });
  await using plain = await testPostern({ mailer });
  expect((await waitingPage(plain)).text).toContain("accounts@acme.example");
  expect(told(plain)).toEqual([]);
  await using app = await testPostern({ mailer, mailFrom: "Postern <other@acme.example>" });
  const { text } = await waitingPage(app);
  expect(text).toContain("accounts@acme.example");
  expect(text).not.toContain("other@acme.example");
  expect(told(app)).toEqual(["two-senders"]);
  await using same = await testPostern({ mailer, mailFrom: mailer.from });
  expect(told(same)).toEqual([]);
});

/** Sends the login form as a browser does that opened the site at `opened`. */
const logInAt = (app: TestPostern, opened: string, accept: string): Promise<Response> =>
  app.postern.fetch(
    new Request(`${opened}/login`, {
      method: "POST",
      headers: { accept, origin: opened, "content-type": "application/x-www-form-urlencoded" },
      body: "email=ada%40example.com&password=x",
    }),
    { address: "127.0.0.1" },
  );

test.for([
  ["http://localhost:5001", "http://127.0.0.1:5001"],
  ["http://127.0.0.1:5001", "http://localhost:5001"],
  ["http://localhost:5001", "http://[::1]:5001"],
] as const)(
  "whoever opens %s as %s is told where it works, and so is the host",
  async ([baseUrl, opened]) => {
    await using app = await testPostern({ baseUrl });
    const answer = await logInAt(app, opened, "text/html");
    expect(answer.status).toBe(403);
    const page = await answer.text();
    expect(page).toContain(`You opened it at ${opened}, and its forms work only at ${baseUrl}.`);
    expect(page).toContain(`href="${baseUrl}/login"`);
    await logInAt(app, opened, "text/html");
    expect(told(app)).toEqual(["other-name"]);
  },
);

test("a public site that is opened by another name says so to the visitor alone", async () => {
  await using app = await testPostern();
  const answer = await logInAt(app, "https://203.0.113.9", "application/json");
  expect(await answer.json()).toMatchObject({ reason: "cross-site", baseUrl: app.baseUrl });
  expect(told(app)).toEqual([]);
});

test("a form of another site learns nothing of the kind", async () => {
  await using app = await testPostern();
  const { headers } = new Request(app.baseUrl, { headers: { origin: "https://evil.example" } });
  const answer = await app.postern.fetch(
    new Request(`${app.baseUrl}/login`, { method: "POST", headers }),
  );
  expect(await answer.text()).not.toContain("https://evil.example");
});

test("the list of mistakes in the documentation is complete", () => {
  const text = readFileSync("docs/hosting.md", "utf8");
  const [, table = ""] = /<!-- hints -->([^]*)<!-- \/hints -->/.exec(text) ?? [];
  const listed = [...table.matchAll(/^\| `([\w-]+)`/gm)].map(([, name]) => name);
  expect(listed).toEqual(Object.keys(WORDS).toSorted());
});

test("a transaction that the host leaves open on the shared handle is the host's, and it is told so", async () => {
  const database = new DatabaseSync(":memory:");
  database.exec("CREATE TABLE orders (name TEXT)");
  await sqliteStore(database);
  const store = storeOver(sqliteDriver(database, { tries: 1, pause: 0 }), seededRandom("host"));
  await using app = await testPostern({ around: () => store });
  const register = (email: string) =>
    app.browser().submit("/register", { email, password: PASSWORD });
  database.exec("BEGIN; INSERT INTO orders VALUES ('tea')");
  expect((await register("ada@example.com")).status).toBe(503);
  expect((await register("ben@example.com")).status).toBe(503);
  expect(told(app)).toEqual(["open-transaction"]);
  database.exec("COMMIT");
  expect(database.prepare("SELECT name FROM orders").all()).toHaveLength(1);
  expect((await register("ada@example.com")).path).toBe("/unconfirmed");
  expect(database.prepare("SELECT email FROM users").all()).toHaveLength(1);
});
