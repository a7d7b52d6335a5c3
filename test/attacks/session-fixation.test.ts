// A session id that somebody else chose, saw or kept must never become a victim's.

import { describe, expect, test } from "vitest";
import type { Browser } from "../../src/testing/browser.ts";
import { PASSWORD, testPostern, type TestPostern } from "../../src/testing/test-postern.ts";
import { count, OTHER_PASSWORD, whoIs } from "./tools.ts";

const ADA = "ada@example.com";
const COOKIE = "__Host-postern-session";

const idIn = (browser: Browser): string => browser.jar.get(COOKIE) ?? "";

/** Somebody else who holds a copy of the current cookie. */
function thiefOf(app: TestPostern, browser: Browser): Browser {
  const thief = app.browser();
  thief.jar.set(COOKIE, idIn(browser));
  return thief;
}

describe("an id that we did not make is nothing, and is never adopted", () => {
  test.each([
    "",
    "A".repeat(43),
    "A".repeat(42),
    "A".repeat(44),
    "null",
    "undefined",
    "0",
    "../../etc/passwd",
    "' OR 1=1 --",
    "%00",
    "[]",
    "{}",
  ])("%j", async (planted) => {
    await using app = await testPostern();
    const browser = app.browser();
    browser.jar.set(COOKIE, planted);
    expect(await whoIs(browser)).toBeNull();
    await browser.submit("/register", { email: ADA, password: PASSWORD });
    expect(idIn(browser)).not.toBe(planted);
    expect(idIn(browser)).toMatch(/^[A-Za-z0-9_-]{43}$/);
    const thief = app.browser();
    thief.jar.set(COOKIE, planted);
    expect(await whoIs(thief)).toBeNull();
  });

  test("the digest that the database holds opens nothing", async () => {
    await using app = await testPostern();
    await app.confirmed(ADA);
    const { hash, id } = app.database.prepare("SELECT hash, id FROM sessions").get() ?? {};
    for (const stolen of [hash, id]) {
      const thief = app.browser();
      thief.jar.set(COOKIE, String(stolen));
      expect(await whoIs(thief)).toBeNull();
    }
  });

  test("it is taken from the cookie only: not from the query, a form or another header", async () => {
    await using app = await testPostern();
    const id = idIn(await app.confirmed(ADA));
    const stranger = app.browser();
    const asked = [
      stranger.request(`/profile?${COOKIE}=${id}&session=${id}&sid=${id}`),
      stranger.request("/profile", { headers: { authorization: `Bearer ${id}` } }),
      stranger.request("/profile", { headers: { "x-session": id, "x-postern-session": id } }),
    ];
    for (const { status } of await Promise.all(asked)) expect(status).toBe(303);
  });
});

describe("an id that was there before an act is dead after it", () => {
  const acts: Readonly<Record<string, (app: TestPostern) => Promise<readonly [Browser, Browser]>>> =
    {
      "confirming by link": async (app) => {
        const { browser, link } = await app.register(ADA);
        const thief = thiefOf(app, browser);
        await browser.open(link);
        await browser.submit("/confirm");
        return [browser, thief];
      },
      "confirming by code": async (app) => {
        const { browser, code } = await app.register(ADA);
        const thief = thiefOf(app, browser);
        await browser.submit("/unconfirmed/code", { code });
        return [browser, thief];
      },
      "logging in again over a session": async (app) => {
        const browser = await app.confirmed(ADA);
        const thief = thiefOf(app, browser);
        await browser.submit("/login", { email: ADA, password: PASSWORD });
        return [browser, thief];
      },
      "typing the password again": async (app) => {
        const browser = await app.confirmed(ADA);
        const thief = thiefOf(app, browser);
        await browser.submit("/login/again", { password: PASSWORD });
        return [browser, thief];
      },
      "changing the password": async (app) => {
        const browser = await app.confirmed(ADA);
        const thief = thiefOf(app, browser);
        const passwords = { currentPassword: PASSWORD, password: OTHER_PASSWORD };
        await browser.submit("/profile/password", passwords);
        return [browser, thief];
      },
      "moving to another address": async (app) => {
        const browser = await app.confirmed("ada@old.example");
        await browser.submit("/profile/email", { email: ADA });
        const { links } = await app.mailTo(ADA);
        const thief = thiefOf(app, browser);
        await browser.open(links[0]!);
        await browser.submit("/change-email");
        return [browser, thief];
      },
    };

  test.each(Object.keys(acts))("%s", async (act) => {
    await using app = await testPostern();
    const [browser, thief] = await acts[act]!(app);
    expect(idIn(browser)).not.toBe(idIn(thief));
    expect(await whoIs(browser)).toBe(ADA);
    expect(await whoIs(thief)).toBeNull();
    expect(count(app, "sessions")).toBe(1);
  });

  test("logging out kills it at once, in every browser that holds it", async () => {
    await using app = await testPostern();
    const browser = await app.confirmed(ADA);
    const thief = thiefOf(app, browser);
    await browser.submit("/logout");
    expect(browser.jar.has(COOKIE)).toBe(false);
    expect(await whoIs(thief)).toBeNull();
    expect(count(app, "sessions")).toBe(0);
  });
});

describe("the cookie itself", () => {
  test("is pinned to this origin, hidden from scripts, and not sent along by other sites' forms", async () => {
    await using app = await testPostern();
    const response = await app.browser().request("/register", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ email: ADA, password: PASSWORD }),
    });
    expect(response.headers.getSetCookie()).toEqual([
      expect.stringMatching(
        /^__Host-postern-session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Secure; Max-Age=2592000$/,
      ),
    ]);
  });

  test("every cookie of a whole journey has these attributes, and names no domain", async () => {
    await using app = await testPostern();
    const { browser, link } = await app.register(ADA);
    const pages = [
      await app.browser().open("/profile"),
      await browser.open(link),
      await browser.submit("/confirm"),
      await browser.submit("/logout"),
      await browser.submit("/login", { email: ADA, password: PASSWORD }),
    ];
    const lines = pages.flatMap(({ way }) => way.flatMap(({ headers }) => headers.getSetCookie()));
    expect(lines.length).toBeGreaterThan(5);
    for (const line of lines) {
      expect(line).toMatch(
        /^__Host-postern-[a-z-]+=[^;\s"\\]*; Path=\/; HttpOnly; SameSite=Lax; Secure(; Max-Age=\d+)?$/,
      );
    }
  });

  test("on http, which only a developer's machine may use, it has its plain name", async () => {
    await using app = await testPostern({ baseUrl: "http://localhost:5000" });
    const { browser } = await app.register(ADA);
    expect([...browser.jar.keys()]).toEqual(expect.arrayContaining(["postern-session"]));
  });
});
