// Where a base path, a page that was left out, or a proxy could send people round in circles or to another page.

import { expect, test } from "vitest";
import { optionProblems } from "../../src/options/options.ts";
import { PASSWORD, testPostern } from "../../src/testing/test-postern.ts";

const EMAIL = "ada@example.com";
const SITE = "https://app.example";
const AUTH = { baseUrl: `${SITE}/auth` };

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
