// Postern below a path of its host's site, and a site without some of its pages.

import { expect, test } from "vitest";
import { createPostern, OptionsError, type PosternOptions } from "../../src/index.ts";
import { capturedMailbox } from "../../src/adapters/captured-mailbox.ts";
import { PASSWORD, testPostern, type TestPostern } from "../../src/testing/test-postern.ts";

const EMAIL = "ada@example.com";
const SITE = "https://app.example";
const AUTH = { baseUrl: `${SITE}/auth` };

const ask = (app: TestPostern, path: string, init: RequestInit = {}) =>
  app.postern.fetch(new Request(SITE + path, { headers: { accept: "text/html" }, ...init }), {
    address: "203.0.113.9",
  });

/** The mistakes that the log tells, in order. */
const told = (app: TestPostern) =>
  app.log.filter(({ event }) => event === "hint").map(({ facts }) => facts["fix"]);

test("a person registers below the base path, and goes on to the page of the host that they came from", async () => {
  await using app = await testPostern(AUTH);
  const browser = app.browser();
  const waiting = await browser.submit("/register", {
    email: EMAIL,
    password: PASSWORD,
    next: "/dashboard?tab=2",
  });
  expect(waiting.path).toBe("/auth/unconfirmed");
  const { links } = await app.mailTo(EMAIL);
  expect(links[0]).toMatch(/^https:\/\/app\.example\/auth\/confirm\/./);
  expect((await browser.open(links[0]!)).path).toBe("/auth/confirm");
  expect((await browser.submit("/confirm")).text).toContain(`href="${SITE}/dashboard?tab=2"`);
});

test("whoever was on the way to a page of Postern's comes back to it, and everybody else to the host's home page", async () => {
  await using app = await testPostern(AUTH);
  const browser = await app.confirmed(EMAIL);
  await browser.submit("/logout");
  expect((await browser.open("/auth/profile")).path).toBe("/auth/login?next=%2Fauth%2Fprofile");
  const login = { email: EMAIL, password: PASSWORD };
  expect((await browser.submit("/login", { ...login, next: "/auth/profile" })).path).toBe(
    "/auth/profile",
  );
  await browser.submit("/logout");
  const home = await browser.submit("/login", login);
  expect(home.way[0]!.headers.get("location")).toBe(`${SITE}/`);
});

test("a page of the host that is named like one of Postern's is the host's", async () => {
  await using app = await testPostern(AUTH);
  const checked = await app.postern.checkConfirmed(new Request(`${SITE}/profile`));
  expect(checked.ok || checked.response.headers.get("location")).toContain(
    "/auth/login?next=%2Fprofile",
  );
  await app.confirmed(EMAIL);
  const login = { email: EMAIL, password: PASSWORD, next: "/profile" };
  const { way } = await app.browser().submit("/login", login);
  expect(way[0]!.headers.get("location")).toBe(`${SITE}/profile`);
});

test("cookies are for the whole host, and named after the base path", async () => {
  await using app = await testPostern(AUTH);
  const browser = await app.confirmed(EMAIL);
  expect([...browser.jar.keys()].every((name) => name.startsWith("__Host-postern.auth-"))).toBe(
    true,
  );
  const asked = await ask(app, "/auth/login");
  expect(asked.headers.getSetCookie().every((line) => line.includes("; Path=/;"))).toBe(true);
});

test("two sites on one host do not log each other's users out", async () => {
  await using shop = await testPostern({ baseUrl: `${SITE}/shop` });
  await using forum = await testPostern({ baseUrl: `${SITE}/forum/accounts` });
  const inShop = await shop.confirmed(EMAIL);
  const inForum = await forum.confirmed(EMAIL);
  for (const [name, value] of inForum.jar) inShop.jar.set(name, value);
  expect((await inShop.open("/shop/profile")).heading).toBe("Your profile");
  await inShop.submit("/logout");
  const cookie = [...inShop.jar].map((pair) => pair.join("=")).join("; ");
  expect(await forum.postern.session(new Request(SITE, { headers: { cookie } }))).not.toBeNull();
});

test("paths outside the base path are not Postern's", async () => {
  await using app = await testPostern(AUTH);
  for (const path of ["/", "/login", "/authors", "/authx/login", "/shop/auth/login"]) {
    expect([path, app.postern.handles(new Request(SITE + path))]).toEqual([path, false]);
    expect((await ask(app, path)).status).toBe(404);
  }
  for (const path of ["/auth", "/auth/login", "/auth/login?next=%2F"])
    expect([path, app.postern.handles(new Request(SITE + path))]).toEqual([path, true]);
});

test.each([
  ["/auth/", "/auth"],
  ["/auth/login/?next=%2Fx", "/auth/login?next=%2Fx"],
  ["/auth/profile/sessions/", "/auth/profile/sessions"],
])("%s is redirected once, to %s", async (path, there) => {
  await using app = await testPostern(AUTH);
  for (const accept of ["text/html", "application/json"]) {
    const response = await ask(app, path, { headers: { accept } });
    expect([response.status, response.headers.get("location")]).toEqual([308, there]);
    expect((await ask(app, there)).status).not.toBe(308);
  }
});

test("at the root of a site a slash at the end is redirected too, but not to another site", async () => {
  await using app = await testPostern({ baseUrl: SITE });
  expect((await ask(app, "/login/")).headers.get("location")).toBe("/login");
  for (const path of ["//evil.example/", "//login/", "/login//", "//"]) {
    const location = (await ask(app, path)).headers.get("location");
    expect(new URL(location ?? "/", SITE).origin).toBe(SITE);
  }
});

test("lists in JSON lead on below the base path", async () => {
  await using app = await testPostern(AUTH);
  const browser = await app.confirmed(EMAIL);
  for (let login = 0; login < 60; login += 1) {
    await app.browser().submit("/login", { email: EMAIL, password: PASSWORD });
    app.clock.forward("20 minutes");
  }
  await browser.submit("/login/again", { password: PASSWORD });
  const { body } = await browser.json("GET", "/profile/sessions");
  expect(body["next"]).toMatch(/^\/auth\/profile\/sessions\?after=/);
});

test("a mount at another path than the base path is told to the host", async () => {
  await using app = await testPostern({ baseUrl: SITE });
  await ask(app, "/account/login");
  await ask(app, "/account/register");
  expect(told(app)).toEqual([expect.stringContaining('basePath: "/account"')]);
  await using below = await testPostern(AUTH);
  expect(below.postern.handles(new Request(`${SITE}/login`))).toBe(false);
  expect(told(below)).toEqual([expect.stringContaining('its base path is "/auth"')]);
});

const optionsWith = (options: Partial<PosternOptions>): PosternOptions => ({
  baseUrl: SITE,
  secret: "0123456789abcdefghijklmnopqrstuvwxyzABCDEF",
  store: {} as PosternOptions["store"],
  mailer: capturedMailbox(),
  ...options,
});

const problemsOf = (options: Partial<PosternOptions>): readonly string[] => {
  try {
    createPostern(optionsWith(options));
  } catch (error) {
    if (error instanceof OptionsError)
      return error.problems.filter((each) => !each.startsWith("store"));
    throw error;
  }
  return [];
};

test("the base path is an option of its own, or the path of baseUrl, and the same if it is both", async () => {
  for (const options of [
    { baseUrl: SITE, basePath: "/auth" },
    { baseUrl: `${SITE}/auth/`, basePath: "/auth" },
  ]) {
    await using app = await testPostern(options);
    expect((await ask(app, "/auth/login")).status).toBe(200);
  }
  const same = "the same as in baseUrl";
  expect(problemsOf({ baseUrl: `${SITE}/auth`, basePath: "/accounts" })).toEqual([
    expect.stringContaining(same),
  ]);
  for (const basePath of ["auth", "/a b", "/a//b", "/a.b", "/../x", "/%61"])
    expect(problemsOf({ basePath })).toEqual([expect.stringMatching(/^basePath: give a path/)]);
});

test("a site without some pages does not answer for them, and nothing leads there", async () => {
  await using app = await testPostern({
    baseUrl: SITE,
    home: "/dashboard",
    routes: { home: false, profile: false, health: false, sessions: false, deletion: true },
  });
  for (const path of ["/", "/profile", "/healthz", "/readyz", "/profile/sessions"]) {
    expect([path, app.postern.handles(new Request(SITE + path))]).toEqual([path, false]);
  }
  const browser = await app.confirmed(EMAIL);
  const changed = await browser.submit("/profile/password", {
    currentPassword: PASSWORD,
    password: "another plum tree by the river",
  });
  expect(changed.way[0]!.headers.get("location")).toBe("/dashboard");
  const page = await browser.open("/profile/delete");
  expect(page.heading).not.toBe("");
  expect(page.text).not.toMatch(/(?:href|action)="\/(?:profile(?:\/sessions)?|healthz)?"/);
  expect(page.text).toContain('href="/dashboard"');
});

test("only routes that a site can do without can be left out", () => {
  expect(problemsOf({ routes: { login: false } as never })).toEqual([
    expect.stringContaining("routes"),
  ]);
  expect(problemsOf({ routes: { home: "no" } as never })).toEqual([
    expect.stringContaining("routes"),
  ]);
});
