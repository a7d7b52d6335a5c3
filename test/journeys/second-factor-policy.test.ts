// Whether people may, or must, have a second factor: the operator's choice, at every door.

import { describe, expect, test } from "vitest";
import type { Browser } from "../../src/testing/browser.ts";
import { PASSWORD, testPostern, type TestPostern } from "../../src/testing/test-postern.ts";
import { key } from "../second-factor/key.ts";
import { pin } from "../second-factor/pin.ts";
import type { SecondFactorPolicy } from "../../src/index.ts";

const ADA = "ada@example.com";
const PIN = "2741";
const WORD = "a thumb on the reader";
const STEP = "/login/second-step";
const SET_UP = "/profile/two-step?next=%2Fprofile";

const REQUIRED = { status: 403, body: { reason: "second-factor-required" } };
const NEEDED = { status: 403, body: { reason: "second-factor-needed" } };

const siteWith = (secondFactor: SecondFactorPolicy): Promise<TestPostern> =>
  testPostern({ features: [pin, key], secondFactor });

/** The same site after the operator chose another policy. */
async function restarted(app: TestPostern, secondFactor: SecondFactorPolicy): Promise<void> {
  Object.assign(app.postern.context.settings, { secondFactor });
}

async function loggedIn(app: TestPostern): Promise<Browser> {
  const browser = app.browser();
  await browser.submit("/login", { email: ADA, password: PASSWORD });
  return browser;
}

const reasonAt = async (browser: Browser, path = "/profile") =>
  (await browser.json("GET", path)).body["reason"];

const toHost = (app: TestPostern, browser: Browser): Request =>
  new Request(`${app.baseUrl}/host`, {
    headers: { cookie: [...browser.jar].map(([name, value]) => `${name}=${value}`).join("; ") },
  });

describe("where everybody needs a second factor", () => {
  test("whoever has none logs in, reaches only where one is set up, and is told why", async () => {
    await using app = await siteWith("required");
    const ada = await app.confirmed(ADA);
    const page = await ada.open("/profile");
    expect(page.path).toBe(SET_UP);
    const [, second] = page.way;
    expect(second!.headers.getSetCookie().join()).toContain("notice=");
    expect(await ada.json("GET", "/profile")).toMatchObject({
      ...REQUIRED,
      body: { title: "Set up two-step login first" },
    });
    expect(await ada.json("GET", "/profile/delete")).toMatchObject(REQUIRED);
    expect(await ada.json("POST", "/profile/email", { email: "new@example.com" })).toMatchObject(
      REQUIRED,
    );
    expect((await ada.json("GET", "/login/again")).status).toBe(200);
    expect((await ada.json("POST", "/profile/pin", { pin: PIN })).status).toBe(204);
    expect((await ada.open("/profile")).path).toBe("/profile");
  });

  test("a host's guard lets nobody in who has none", async () => {
    await using app = await siteWith("required");
    const ada = await app.confirmed(ADA);
    const check = await app.postern.checkConfirmed(toHost(app, ada));
    expect(!check.ok && check.response.headers.get("location")).toContain("/profile/two-step");
    await ada.json("POST", "/profile/pin", { pin: PIN });
    expect((await app.postern.checkConfirmed(toHost(app, ada))).ok).toBe(true);
  });

  test("logging out works for whoever has none", async () => {
    await using app = await siteWith("required");
    const ada = await app.confirmed(ADA);
    expect((await ada.submit("/logout")).path).toBe("/login");
    expect(await reasonAt(ada)).toBe("not-logged-in");
  });

  test("a key is enough by itself, and whoever has one needs it after the password too", async () => {
    await using app = await siteWith("required");
    const ada = await app.confirmed(ADA);
    expect((await ada.json("POST", "/profile/key", { word: WORD })).status).toBe(204);
    const withKey = app.browser();
    await withKey.json("POST", "/login/key", { word: WORD });
    expect(await reasonAt(withKey)).toBeUndefined();
    const withPassword = app.browser();
    const login = { email: ADA, password: PASSWORD };
    expect(await withPassword.json("POST", "/login", login)).toMatchObject(NEEDED);
    expect(await reasonAt(withPassword)).toBe("second-factor-needed");
    expect(await withPassword.json("POST", "/profile/pin", { pin: PIN })).toMatchObject(NEEDED);
    await withPassword.json("POST", "/login/key", { word: WORD });
    expect(await reasonAt(withPassword)).toBeUndefined();
  });

  test("whoever was logged in before is asked for what they have, or to set it up", async () => {
    await using app = await siteWith("offered");
    await app.confirmed("bob@example.com");
    const ada = await app.confirmed(ADA);
    await ada.json("POST", "/profile/key", { word: WORD });
    const old = await loggedIn(app);
    const bob = app.browser();
    await bob.submit("/login", { email: "bob@example.com", password: PASSWORD });
    expect([await reasonAt(old), await reasonAt(bob)]).toEqual([undefined, undefined]);
    await restarted(app, "required");
    expect((await old.open("/profile")).path).toBe(`${STEP}?next=%2Fprofile`);
    expect(await old.json("POST", "/profile/pin", { pin: PIN })).toMatchObject(NEEDED);
    expect((await bob.open("/profile")).path).toBe(SET_UP);
    await old.json("POST", "/login/key", { word: WORD });
    expect(await reasonAt(old)).toBeUndefined();
  });

  test("a password typed again opens no more to whoever has a key", async () => {
    await using app = await siteWith("offered");
    const ada = await app.confirmed(ADA);
    await ada.json("POST", "/profile/key", { word: WORD });
    const thief = await loggedIn(app);
    await restarted(app, "required");
    app.clock.forward("11 minutes");
    await thief.json("POST", "/login/again", { password: PASSWORD });
    expect(await thief.json("POST", "/profile/pin", { pin: PIN })).toMatchObject(NEEDED);
    expect(await reasonAt(thief)).toBe("second-factor-needed");
  });

  test("what is important asks for both again, of whoever has them", async () => {
    await using app = await siteWith("required");
    const ada = await app.confirmed(ADA);
    await ada.json("POST", "/profile/key", { word: WORD });
    app.clock.forward("10 minutes");
    expect(await reasonAt(ada, "/profile/email")).toBe("password-needed");
    await ada.json("POST", "/login/again", { password: PASSWORD });
    expect(await reasonAt(ada, "/profile/email")).toBe("second-factor-needed");
    await ada.json("POST", "/login/key", { word: WORD });
    expect(await reasonAt(ada, "/profile/email")).toBeUndefined();
  });
});

test("where admins need one, everybody else does without", async () => {
  await using app = await siteWith("required-for-admins");
  const ada = await app.confirmed(ADA);
  const bob = await app.confirmed("bob@example.com");
  const { store, clock } = app.postern.context;
  const { id: userId } = app.user(ADA)!;
  const asked = { userId, actor: "console:eve", reason: "on the team", now: clock.now() };
  await store.setAdmin({ ...asked, admin: true });
  expect(await reasonAt(ada)).toBe("second-factor-required");
  expect(await reasonAt(bob)).toBeUndefined();
  await ada.json("POST", "/profile/key", { word: WORD });
  const login = { email: ADA, password: PASSWORD };
  expect(await app.browser().json("POST", "/login", login)).toMatchObject(NEEDED);
  await bob.json("POST", "/profile/key", { word: "another" });
  const other = { email: "bob@example.com", password: PASSWORD };
  expect((await app.browser().json("POST", "/login", other)).status).toBe(200);
});

test.each(["off", "offered"] as const)(
  "where it is %s, whoever chose a second factor is asked for it, and a key adds no step to the password",
  async (policy) => {
    await using app = await siteWith("offered");
    const ada = await app.confirmed(ADA);
    await ada.json("POST", "/profile/key", { word: WORD });
    await restarted(app, policy);
    const login = { email: ADA, password: PASSWORD };
    expect((await app.browser().json("POST", "/login", login)).status).toBe(200);
    await restarted(app, "offered");
    expect((await ada.json("POST", "/profile/pin", { pin: PIN })).status).toBe(204);
    await restarted(app, policy);
    expect(await app.browser().json("POST", "/login", login)).toMatchObject(NEEDED);
  },
);

test("an unconfirmed user is led to the waiting page first, and needs no second factor there", async () => {
  await using app = await siteWith("required");
  const { browser } = await app.register(ADA);
  expect((await browser.open("/profile")).path).toBe("/unconfirmed");
  expect((await browser.json("POST", "/unconfirmed/keep", {})).status).toBe(200);
});
