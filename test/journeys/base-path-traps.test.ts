// Where a base path, a page that was left out, or a proxy could send people round in circles or to another page.

import { expect, test } from "vitest";
import { optionProblems } from "../../src/options/options.ts";
import { PASSWORD, testPostern, type TestPostern } from "../../src/testing/test-postern.ts";

const EMAIL = "ada@example.com";
const SITE = "https://app.example";
const AUTH = { baseUrl: `${SITE}/auth` };

const PEER = { address: "203.0.113.9" };

const told = (app: TestPostern) => app.log.map(({ facts }) => facts["mistake"]);

/** What a browser is shown that opens `path` through a proxy that adds a slash to `path`. */
async function throughProxy(app: TestPostern, path: string, cookies = new Map<string, string>()) {
  for (let hop = 0; hop < 5; hop += 1) {
    const headers = {
      accept: "text/html",
      cookie: [...cookies].map((pair) => pair.join("=")).join("; "),
    };
    const response = await app.postern.fetch(new Request(`${SITE + path}/`, { headers }), PEER);
    for (const line of response.headers.getSetCookie()) {
      const [name = "", value = ""] = line.split(/[=;]/);
      cookies.set(name, value);
    }
    if (response.headers.get("location") !== path) return response;
  }
  throw new Error("It went round in circles.");
}

test("a proxy that adds a slash to the address of a page does not send people round in circles", async () => {
  await using app = await testPostern(AUTH);
  // As nginx does for `location /auth/`.
  const home = await throughProxy(app, "/auth");
  expect([home.status, await home.text()]).toEqual([200, expect.stringContaining('"/auth/login"')]);
  // As Next.js does with `trailingSlash`.
  const login = await throughProxy(app, "/auth/login");
  expect([login.status, await login.text()]).toEqual([200, expect.stringContaining("Log in")]);
  expect(told(app)).toEqual(["slash-added"]);
});

test("a slash that a person typed is redirected, and is nothing to tell the host", async () => {
  await using app = await testPostern(AUTH);
  const browser = app.browser();
  expect((await browser.open("/auth/login/")).path).toBe("/auth/login");
  expect((await browser.open("/auth/register/")).path).toBe("/auth/register");
  expect(told(app)).toEqual([]);
});

test("a page that the site leaves out is the host's own, and people come back to it", async () => {
  const options = { home: "/dashboard", routes: { profile: false } };
  await using app = await testPostern({ baseUrl: SITE, ...options });
  await app.confirmed(EMAIL);
  const browser = app.browser();
  const login = { email: EMAIL, password: PASSWORD };
  const { way } = await browser.submit("/login", { ...login, next: "/profile?tab=1" });
  expect(way[0]!.headers.get("location")).toBe(`${SITE}/profile?tab=1`);
});

test("below a base path, nobody answers for a page that is left out, so nobody is sent there", async () => {
  for (const [home, name] of [
    ["/auth", "home"],
    ["/auth/profile", "profile"],
    ["/auth/profile/sessions?after=1", "sessions"],
  ] as const) {
    const made = testPostern({ ...AUTH, home, routes: { [name]: false } });
    await expect(made).rejects.toThrow("none that routes leaves out");
  }
  await using app = await testPostern({ ...AUTH, home: "/profile", routes: { profile: false } });
  expect(app.postern.context.settings.home).toBe(`${SITE}/profile`);
});

test("what is wrong with a base URL is told also where a base path is given", async () => {
  const problems = optionProblems({ baseUrl: "app.example", basePath: "/auth" });
  expect(problems.map(({ option }) => option)).toEqual(["baseUrl"]);
});

test.each(["/login", "/profile", "/profile/two-step", "/register"])(
  "%s is no base path, because Postern has such pages",
  async (basePath) => {
    const made = testPostern({ baseUrl: SITE + basePath });
    await expect(made).rejects.toThrow(`give another path than ${basePath}`);
  },
);

test("a host with a page of its own that is named like Postern's is not told to change anything", async () => {
  await using app = await testPostern(AUTH);
  app.postern.handles(new Request(`${SITE}/wp-admin/login`));
  expect(app.log.map(({ facts }) => facts["fix"])).toEqual([
    expect.stringContaining("If that page is your own, all is well."),
  ]);
});
