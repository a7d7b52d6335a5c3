// The tutorial's weaknesses, W1 to W40 of docs/lineage.md, each with a test that it is not ours.
// Where a whole file proves more, this one says the least that has to be so; see also:
//
//   W1        test/attacks/scanners, writing-gets      W18  test/attacks/enumeration
//   W2, W19   test/attacks/mail-bombing                W20  src/stores/sql/sqlite.contract
//   W6        test/attacks/parallel-confirmations      W24  test/attacks/host-header-poisoning
//   W8, W34   test/attacks/classic-pre-hijack          W29  src/domain/key-ring
//   W12       test/journeys/next                       W36  test/cli/db
//   W15 to 17 test/journeys/guards                     W39  src/ui/page, test/browser

import { readFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { clearAway } from "../../src/background.ts";
import { capturedMailbox } from "../../src/adapters/captured-mailbox.ts";
import { createPostern, OptionsError } from "../../src/index.ts";
import { loadConfig } from "../../src/server/config.ts";
import { sqliteStore } from "../../src/open-stores.ts";
import { browserOf } from "../../src/testing/browser.ts";
import { PASSWORD, testPostern, type TestPostern } from "../../src/testing/test-postern.ts";
import { wordsOf } from "../journeys/page.ts";

const EMAIL = "ada@example.com";
const NEW_PASSWORD = "a boat on the quiet lake";
const SESSION = "__Host-postern-session";

const tokenOf = (link: string): string => link.split("/").at(-1)!;

async function resetLink(app: TestPostern): Promise<string> {
  app.clock.forward("2 minutes");
  await app.browser().submit("/forgot", { email: EMAIL });
  return (await app.mailTo(EMAIL)).links[0]!;
}

test("W1: opening a confirmation link changes nothing, however often and by whomever", async () => {
  await using app = await testPostern();
  const { browser, link } = await app.register(EMAIL);
  const before = app.dump();
  for (const each of [browser, app.browser()]) {
    await each.open(link);
    await each.request(link, { method: "HEAD" });
  }
  expect(app.dump()).toBe(before);
});

test("W2: a mail is sent again by a POST, within a limit, and never to the confirmed", async () => {
  await using app = await testPostern();
  const { browser } = await app.register(EMAIL);
  app.clock.forward("2 minutes");
  expect((await browser.open("/resend")).path).toBe("/unconfirmed");
  expect(await app.mails()).toHaveLength(1);
  expect((await browser.submit("/resend")).status).toBe(200);
  expect((await browser.submit("/resend")).status).toBe(429);
});

test("W3: opening /logout logs nobody out", async () => {
  await using app = await testPostern();
  const browser = await app.confirmed(EMAIL);
  await browser.open("/logout");
  expect((await browser.json("GET", "/profile")).status).toBe(200);
});

test("W4: a confirmation link does not reset a password", async () => {
  await using app = await testPostern();
  const { link } = await app.register(EMAIL);
  await resetLink(app);
  const body = { link: tokenOf(link), password: NEW_PASSWORD };
  expect((await app.browser().json("POST", "/reset", body)).status).toBe(404);
});

test("W5: a reset link is compared with its own row, and no link stands in the database", async () => {
  await using app = await testPostern();
  await app.confirmed(EMAIL);
  const older = tokenOf(await resetLink(app));
  const newer = tokenOf(await resetLink(app));
  const use = async (link: string) =>
    (await app.browser().json("POST", "/reset", { link, password: NEW_PASSWORD })).body;
  expect(await use(older)).toEqual({ state: "reset" });
  expect(await use(newer)).toMatchObject({ reason: "used" });
  for (const token of [older, newer]) expect(app.dump()).not.toContain(token);
});

test("W6: a link works once; older ones live on until the first use ends all", async () => {
  await using app = await testPostern();
  const { browser, link } = await app.register(EMAIL);
  app.clock.forward("2 minutes");
  await browser.submit("/resend");
  const again = (await app.mailTo(EMAIL)).links[0]!;
  await browser.open(link);
  await browser.submit("/confirm");
  for (const each of [link, again]) {
    const answer = await app.browser().json("POST", "/confirm", { link: tokenOf(each) });
    expect(answer.body).toMatchObject({ state: "already-confirmed" });
  }
});

test("W7: a link of a user who is gone confirms nobody who has the address later", async () => {
  await using app = await testPostern();
  const { browser, link } = await app.register(EMAIL);
  await browser.submit("/unconfirmed/cancel");
  app.clock.forward("2 minutes");
  const next = await app.register(EMAIL);
  await next.browser.open(link);
  await next.browser.submit("/confirm");
  expect(app.user(EMAIL)).toMatchObject({ confirmedOn: null });
});

test("W8: being logged in is no licence to confirm somebody else", async () => {
  await using app = await testPostern();
  const bob = await app.confirmed("bob@example.com");
  const { link } = await app.register(EMAIL);
  await bob.open(link);
  expect((await bob.submit("/confirm")).status).toBe(401);
  expect(app.user(EMAIL)).toMatchObject({ confirmedOn: null });
});

test("W9: what is no link never becomes a query for nobody, but an answer of its own", async () => {
  await using app = await testPostern();
  for (const path of ["/confirm/false", "/confirm/null", "/reset/false", "/reset/undefined"]) {
    expect((await app.browser().json("GET", path)).body["reason"]).toBe("unknown");
  }
});

test("W10: expired, altered and broken links have a status and words of their own", async () => {
  await using app = await testPostern();
  const { link } = await app.register(EMAIL);
  app.clock.forward("72 hours");
  const expired = await app.browser().open(link);
  const altered = await app.browser().open(link.slice(0, -1));
  expect([expired.status, altered.status]).toEqual([410, 404]);
  expect(expired.heading).not.toBe(altered.heading);
  expect(wordsOf(expired)).toContain("Send a new link");
});

test("W11: every redirect of every journey leads to a page", async () => {
  await using app = await testPostern();
  const { browser, link } = await app.register(EMAIL);
  const pages = [
    await browser.open("/profile"),
    await browser.open(link),
    await browser.submit("/logout"),
    await app.browser().open("/profile/password"),
    await app.browser().submit("/unconfirmed/code", { code: "12345678" }),
  ];
  for (const page of pages) {
    expect(page.way.length).toBeGreaterThan(1);
    expect(page.status).toBe(200);
  }
});

test("W12: a link opened while logged out is not lost on the way", async () => {
  await using app = await testPostern();
  const { browser, link } = await app.register(EMAIL);
  await browser.submit("/logout");
  await browser.open(link);
  await browser.submit("/login", { email: EMAIL, password: PASSWORD });
  const page = await browser.open("/confirm");
  expect(page.heading).toBe("Confirming your address");
  expect((await browser.submit("/confirm")).heading).toBe("Your email address is confirmed");
});

test("W13: a link opened in a browser of somebody else is a good link", async () => {
  await using app = await testPostern();
  const bob = await app.confirmed("bob@example.com");
  const { link } = await app.register(EMAIL);
  expect((await bob.open(link)).heading).toBe("Confirm your email address");
  await bob.submit("/confirm", { password: PASSWORD });
  expect(app.user(EMAIL)).toMatchObject({ confirmedVia: "link" });
});

test("W14: garbage is never called confirmed, also for whoever is", async () => {
  await using app = await testPostern();
  const browser = await app.confirmed(EMAIL);
  const page = await browser.open("/confirm/garbage");
  expect(page.status).toBe(404);
  expect(page.text).not.toContain("already confirmed");
});

test("W15: the reminder to confirm appears once, and not again on the next page", async () => {
  await using app = await testPostern();
  const { browser } = await app.register(EMAIL);
  const page = await browser.open("/profile");
  expect(page.text.split("Confirm your address to go on.")).toHaveLength(2);
  expect((await browser.open("/unconfirmed")).text).not.toContain("Confirm your address to go on.");
});

test("W16: an unconfirmed user meets the same door at every page of the profile", async () => {
  await using app = await testPostern();
  const { browser } = await app.register(EMAIL);
  for (const path of ["", "/password", "/email", "/sessions", "/delete", "/data"]) {
    expect((await browser.open(`/profile${path}`)).path).toBe("/unconfirmed");
  }
});

test("W17: the guard knows that nobody may be there", async () => {
  await using app = await testPostern();
  const check = await app.postern.checkConfirmed(new Request("https://postern.example/x"));
  expect(check.ok).toBe(false);
});

test("W18: neither registering nor forgetting nor logging in tells who has an account", async () => {
  await using app = await testPostern();
  await app.confirmed(EMAIL);
  app.clock.forward("2 hours");
  const answers = [];
  for (const email of [EMAIL, "nobody@example.com"]) {
    const browser = app.browser();
    const login = await browser.json("POST", "/login", { email, password: "not the password" });
    const forgot = await browser.json("POST", "/forgot", { email });
    const register = await browser.json("POST", "/register", { email, password: PASSWORD });
    const bodies = [login, forgot, register].map(({ status, body }) => ({ status, body }));
    answers.push(JSON.stringify(bodies).replaceAll(email, "…"));
  }
  expect(answers[0]).toBe(answers[1]);
});

test("W19: nobody tries passwords without end", async () => {
  await using app = await testPostern();
  const browser = app.browser();
  const statuses = new Set<number>();
  for (let count = 0; count < 12; count += 1) {
    const tried = { email: EMAIL, password: `guess ${count}` };
    statuses.add((await browser.json("POST", "/login", tried)).status);
  }
  expect(statuses).toEqual(new Set([401, 429]));
});

test("W20: one mailbox has one account, however its address is typed and whoever is quicker", async () => {
  await using app = await testPostern();
  const links: { browser: ReturnType<TestPostern["browser"]>; token: string }[] = [];
  for (const email of ["Ada@Example.com", " ada@example.COM"]) {
    const { browser, link } = await app.register(email.trim());
    links.push({ browser, token: tokenOf(link) });
    app.clock.forward("2 minutes");
  }
  const answers = await Promise.all(
    links.map(({ browser, token }) => browser.json("POST", "/confirm", { link: token })),
  );
  expect(answers.map(({ status }) => `${status}`).toSorted()).toEqual(["200", "409"]);
  const { count } = app.database.prepare("SELECT COUNT(*) AS count FROM addresses").get()!;
  expect(count).toBe(1);
});

test("W21: who registers while no mail server answers is registered, and gets the mail later", async () => {
  const mailbox = capturedMailbox();
  let answers = false;
  await using app = await testPostern({
    mailer: {
      send: async (message) =>
        answers ? mailbox.send(message) : { ok: false, fault: "passing", answer: "no answer" },
    },
  });
  const page = await app.browser().submit("/register", { email: EMAIL, password: PASSWORD });
  expect(page.path).toBe("/unconfirmed");
  await app.postern.deliver();
  answers = true;
  app.clock.forward("10 seconds");
  await app.postern.deliver();
  expect(await mailbox.list()).toMatchObject([{ to: EMAIL }]);
});

test("W22: a mail server that never answers keeps nobody waiting", async () => {
  const asked = Promise.withResolvers<void>();
  const send = () => {
    asked.resolve();
    return new Promise<never>(() => {});
  };
  await using app = await testPostern({ mailer: { send } });
  const browser = app.browser();
  await browser.submit("/register", { email: EMAIL, password: PASSWORD });
  void app.postern.deliver();
  await asked.promise;
  expect((await browser.open("/unconfirmed")).status).toBe(200);
});

test("W23: every mail has a text and an HTML part, and says how long its link lives", async () => {
  await using app = await testPostern();
  await app.confirmed(EMAIL);
  await resetLink(app);
  for (const { text, html, kind } of await app.mails()) {
    expect(html).toContain("<!doctype html>");
    const until = kind === "reset" ? /until 22 November 2026, 14:07/ : /until 25 November 2026/;
    expect(text.replaceAll("\n", " ")).toMatch(until);
    expect(html.replaceAll(/\s+/g, " ")).toMatch(until);
  }
});

test("W24: links are built from the configured URL, whatever host a request names", async () => {
  await using app = await testPostern();
  const browser = browserOf(
    (request) => app.postern.fetch(new Request(request, { headers: withHost(request) })),
    "https://evil.example",
  );
  await browser.json("POST", "/register", { email: EMAIL, password: PASSWORD });
  for (const link of (await app.mailTo(EMAIL)).links) {
    expect(new URL(link).host).toBe("postern.example");
  }
});

function withHost(request: Request): Headers {
  const headers = new Headers(request.headers);
  for (const name of ["host", "x-forwarded-host", "x-original-host"]) {
    headers.set(name, "evil.example");
  }
  return headers;
}

test("W25: a reset confirms, since it proved the mailbox", async () => {
  await using app = await testPostern();
  await app.register(EMAIL);
  const body = { link: tokenOf(await resetLink(app)), password: NEW_PASSWORD };
  await app.browser().json("POST", "/reset", body);
  expect(app.user(EMAIL)).toMatchObject({ confirmedVia: "reset" });
});

test("W26: a reset logs nobody in, ends every session and tells the mailbox", async () => {
  await using app = await testPostern();
  const browser = await app.confirmed(EMAIL);
  const other = app.browser();
  const body = { link: tokenOf(await resetLink(app)), password: NEW_PASSWORD };
  await other.json("POST", "/reset", body);
  expect((await other.json("GET", "/profile")).status).toBe(401);
  expect((await browser.json("GET", "/profile")).status).toBe(401);
  expect((await app.mailTo(EMAIL)).kind).toBe("password-changed");
});

test("W27: a change of the password asks for the old one, ends other sessions and tells", async () => {
  await using app = await testPostern();
  const browser = await app.confirmed(EMAIL);
  const phone = app.browser();
  await phone.submit("/login", { email: EMAIL, password: PASSWORD });
  const without = await browser.json("POST", "/profile/password", { password: NEW_PASSWORD });
  expect(without.body["fields"]).toEqual({ currentPassword: "password-missing" });
  await browser.json("POST", "/profile/password", {
    currentPassword: PASSWORD,
    password: NEW_PASSWORD,
  });
  expect((await phone.json("GET", "/profile")).status).toBe(401);
  expect((await app.mailTo(EMAIL)).kind).toBe("password-changed");
});

test("W28: a session is a random secret, kept as a digest, and ends with the password", async () => {
  await using app = await testPostern();
  const browser = await app.confirmed(EMAIL);
  const secret = browser.jar.get(SESSION)!;
  expect(secret).toMatch(/^[\w-]{43}$/);
  expect(app.dump()).not.toContain(secret);
  const change = { currentPassword: PASSWORD, password: NEW_PASSWORD };
  await browser.submit("/profile/password", change);
  const thief = app.browser();
  thief.jar.set(SESSION, secret);
  expect((await thief.json("GET", "/profile")).status).toBe(401);
});

test("W29: no installation starts with a secret from a book, or a short one", async () => {
  await using app = await testPostern();
  const { store } = app.postern.context;
  const parts = { store, mailer: capturedMailbox(), baseUrl: "https://a.example" };
  for (const secret of ["my_precious_two_my_precious_two_", "short", "", "change-me".repeat(9)]) {
    expect(() => createPostern({ ...parts, background: false, secret })).toThrow(OptionsError);
  }
});

test("W30: these tests run behind the same checks of forms as production", async () => {
  await using app = await testPostern();
  const browser = await app.confirmed(EMAIL);
  const response = await browser.request("/logout", {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
  });
  expect(response.status).toBe(403);
});

test("W31: a new installation has no user, and so no password that everybody knows", async () => {
  await using app = await testPostern();
  expect(app.database.prepare("SELECT COUNT(*) AS count FROM users").get()).toEqual({ count: 0 });
  const known = { email: "ad@min.com", password: "admin" };
  expect((await app.browser().json("POST", "/login", known)).status).toBe(401);
});

test("W32: times are points in time, told with their zone", async () => {
  await using app = await testPostern({ timeZone: "America/New_York" });
  const { mail } = await app.register(EMAIL);
  expect(mail.text.replaceAll("\n", " ")).toContain("22 November 2026, 08:05 (UTC-5)");
  const { registered_on } = app.database.prepare("SELECT registered_on FROM users").get()!;
  expect(registered_on).toBe(Date.UTC(2026, 10, 22, 13, 5));
});

test("W33: passwords have 8 characters or more, are no common ones, and count to the last", async () => {
  await using app = await testPostern();
  const long = `${"plum tree ".repeat(10)}a`;
  await app.confirmed(EMAIL, long);
  const cut = { email: EMAIL, password: `${long.slice(0, -1)}b` };
  expect((await app.browser().json("POST", "/login", cut)).status).toBe(401);
  for (const password of ["7chars!", "password", "qwertyuiop"]) {
    const sent = { email: "bob@example.com", password };
    expect((await app.browser().json("POST", "/register", sent)).status).toBe(422);
  }
});

test("W34: whoever registers your address first keeps you from nothing, and keeps nothing", async () => {
  await using app = await testPostern();
  const squatter = await app.register(EMAIL, "a squatter's password");
  app.clock.forward("2 minutes");
  const mine = await app.confirmed(EMAIL);
  expect((await mine.json("GET", "/profile")).status).toBe(200);
  expect((await squatter.browser.json("GET", "/unconfirmed")).status).toBe(401);
  const login = { email: EMAIL, password: "a squatter's password" };
  expect((await squatter.browser.json("POST", "/login", login)).status).toBe(401);
});

test("W35: a registration that nobody confirms does not stay", async () => {
  await using app = await testPostern();
  await app.register(EMAIL);
  app.clock.forward("8 days");
  await clearAway(app.postern.context);
  expect(app.user(EMAIL)).toBeUndefined();
});

test("W36: an empty database is made ready at the start, and a ready one is left as it is", async () => {
  const database = new DatabaseSync(":memory:");
  const ledger = () => database.prepare("SELECT number, completed_on FROM migrations").all();
  await sqliteStore(database, { clock: { now: () => 1 } });
  const first = ledger();
  expect(first.length).toBeGreaterThan(5);
  const store = await sqliteStore(database, { clock: { now: () => 2 } });
  expect(ledger()).toEqual(first);
  await store.close();
});

test("W37: every wrong setting is told, all at once, in words", async () => {
  const environment = {
    POSTERN_BASE_URL: "acme.example/app",
    POSTERN_TIME_ZONE: "Mars/Olympus",
    POSTERN_TRUSTED_PROXIES: "everybody",
    PORT: "many",
  };
  const folder = "/nonexistent";
  const failure = await loadConfig({ mode: "production", environment, folder }).catch(
    (error: unknown) => error as Error,
  );
  const { message } = failure as Error;
  for (const name of [...Object.keys(environment), "POSTERN_SECRET", "SMTP_URL"]) {
    expect(message).toContain(name);
  }
  expect(message).not.toMatch(/stripe/i);
});

test("W38: a link leaves the URL at once, is cached nowhere, and is told to no other site", async () => {
  await using app = await testPostern();
  const { browser, link } = await app.register(EMAIL);
  const page = await browser.open(link);
  expect(page.path).toBe("/confirm");
  expect(page.text).not.toContain(tokenOf(link));
  for (const step of page.way) {
    expect(step.headers.get("cache-control")).toBe("no-store");
    expect(step.headers.get("referrer-policy")).toBe("strict-origin");
  }
});

test("W39: pages close what they open, and load nothing from other sites", async () => {
  await using app = await testPostern();
  const browser = await app.confirmed(EMAIL);
  for (const path of ["/", "/profile", "/profile/password", "/logout", "/forgot"]) {
    const { text } = await browser.open(path);
    for (const tag of ["p", "div", "form", "main", "ul", "li", "details"]) {
      const opened = text.match(new RegExp(`<${tag}[\\s>]`, "g"))?.length ?? 0;
      expect(text.match(new RegExp(`</${tag}>`, "g"))?.length ?? 0).toBe(opened);
    }
    expect(text).not.toMatch(/(?:src|href)="(?:https?:)?\/\/(?!postern\.example)/);
  }
});

test("W40: every package has an exact version, and a line that says what it is for", () => {
  const { dependencies, devDependencies } = JSON.parse(readFileSync("package.json", "utf8")) as {
    dependencies: Record<string, string>;
    devDependencies: Record<string, string>;
  };
  const reasons = readFileSync("docs/dependencies.md", "utf8");
  for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies })) {
    expect(version).toMatch(/^\d+\.\d+\.\d+(?:-[\w.]+)?$/);
    expect(reasons).toContain(name);
  }
});
