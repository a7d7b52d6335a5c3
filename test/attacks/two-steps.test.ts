// Attacks on the second step of a login, and on its set-up, by somebody who knows the password.

import { describe, expect, test } from "vitest";
import { PASSWORD, testPostern } from "../../src/testing/test-postern.ts";
import { codeOf } from "../second-factor/authenticator.ts";
import {
  ADA,
  isLoggedIn,
  pending,
  secretOn,
  setsUp,
  STEP,
  TWO_STEP,
  withTwoSteps,
} from "../second-factor/two-steps.ts";
import { OTHER_PASSWORD } from "./tools.ts";

const APP = `${TWO_STEP}/app`;
const CODES = `${TWO_STEP}/recovery-codes`;
const SESSION = "__Host-postern-session";
const SET_UP = "__Host-postern-set-up";

const EVIL = {
  origin: "https://evil.example",
  "sec-fetch-site": "cross-site",
  "content-type": "application/x-www-form-urlencoded",
};

describe("a page of another site", () => {
  test("sets nothing up, not even what waits only for its last button", async () => {
    await using app = await testPostern();
    const browser = await app.confirmed(ADA);
    const secret = secretOn(await browser.open(APP));
    const body = `code=${codeOf(secret, app.clock.now())}`;
    const before = app.dump();
    const send = (path: string, sent = "") =>
      browser.request(path, { method: "POST", headers: EVIL, body: sent });
    expect((await send(APP, body)).status).toBe(403);
    await browser.submit(APP, { code: codeOf(secret, app.clock.now()) });
    expect((await send(CODES)).status).toBe(403);
    expect(app.dump()).toBe(before);
    expect(await isLoggedIn(app, await pending(app))).toBe(true);
  });

  test("removes nothing and makes no new codes", async () => {
    await using app = await testPostern();
    const { browser } = await withTwoSteps(app);
    await browser.open(CODES);
    const before = app.dump();
    for (const path of [`${APP}/remove`, CODES, TWO_STEP, `${TWO_STEP}/browsers/forget`]) {
      const { status } = await browser.request(path, { method: "POST", headers: EVIL, body: "" });
      expect([path, status]).toEqual([path, 403]);
    }
    expect(app.dump()).toBe(before);
  });
});

describe("a code", () => {
  test("counts once for a user, in whatever session, and no earlier one counts after it", async () => {
    await using app = await testPostern();
    const { secret, code } = await withTwoSteps(app);
    app.clock.forward("5 minutes");
    const [first, second] = [await pending(app), await pending(app)];
    await first.submit(STEP, { code: code() });
    expect((await second.submit(STEP, { code: code() })).text).toContain("already used");
    await second.submit(STEP, { code: codeOf(secret, app.clock.now() - 30_000) });
    expect([await isLoggedIn(app, first), await isLoggedIn(app, second)]).toEqual([true, false]);
  });

  test.for(["app", "recovery"] as const)(
    "of 16 sign-ins with one of the %s at once, one succeeds",
    async (kind) => {
      await using app = await testPostern({ limits: "off" });
      const { code, codes } = await withTwoSteps(app);
      const typed = kind === "app" ? code() : codes[4]!;
      const browsers = await Promise.all(Array.from({ length: 16 }, async () => pending(app)));
      const answers = await Promise.all(
        browsers.map((browser) => browser.json("POST", STEP, { code: typed })),
      );
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
      const logged = await Promise.all(browsers.map((browser) => isLoggedIn(app, browser)));
      expect(logged.filter(Boolean)).toHaveLength(1);
    },
  );

  test("is guessed ten times for a user, over all sessions and networks, and the owner hears of it", async () => {
    await using app = await testPostern();
    const { browser: ada, code } = await withTwoSteps(app);
    const statuses = [];
    for (let tries = 0; tries < 11; tries += 1) {
      const thief = await pending(app);
      statuses.push((await thief.json("POST", STEP, { code: `${100_000 + tries}` })).status);
    }
    expect(statuses).toEqual([...Array<number>(10).fill(422), 429]);
    const late = await pending(app);
    expect((await late.json("POST", STEP, { code: code() })).status).toBe(429);
    const mails = await app.mails();
    const told = mails.filter(({ kind }) => kind === "codes-guessed");
    expect(told).toHaveLength(1);
    expect(told[0]!.text).toContain("/lock/");
    await ada.submit("/logout");
    await pending(app, { browser: ada });
    await ada.submit(STEP, { code: code() });
    expect(await isLoggedIn(app, ada)).toBe(true);
  });

  test("of another user opens nothing, nor does a recovery code", async () => {
    await using app = await testPostern();
    await withTwoSteps(app);
    const eve = await withTwoSteps(app, "eve@example.com");
    const browser = await pending(app);
    for (const code of [eve.code(), eve.codes[0]!]) await browser.submit(STEP, { code });
    expect(await isLoggedIn(app, browser)).toBe(false);
  });
});

describe("a session", () => {
  test("that was planted before the second step is none after it", async () => {
    await using app = await testPostern();
    const { code } = await withTwoSteps(app);
    const thief = await pending(app);
    const victim = app.browser();
    victim.jar.set(SESSION, thief.jar.get(SESSION)!);
    await victim.submit(STEP, { code: code() });
    expect(await isLoggedIn(app, victim)).toBe(true);
    expect(await isLoggedIn(app, thief)).toBe(false);
    expect((await thief.open(TWO_STEP)).path).toContain("/login");
  });

  test("that waits for the second step sets up no other one, and removes none", async () => {
    await using app = await testPostern();
    await withTwoSteps(app);
    const thief = await pending(app);
    const before = app.dump();
    for (const path of [APP, CODES, `${APP}/remove`]) {
      expect((await thief.open(path)).path).toContain(STEP);
      expect((await thief.json("POST", path, {})).status).toBe(403);
    }
    expect(app.dump()).toBe(before);
  });

  test("that asks for the second step sets no other one up with the password alone", async () => {
    await using app = await testPostern();
    const { browser } = await withTwoSteps(app);
    app.clock.forward("11 minutes");
    await browser.submit("/login/again", { password: PASSWORD });
    for (const path of [APP, CODES, `${APP}/remove`]) {
      expect((await browser.open(path)).path).toContain(STEP);
    }
  });
});

describe("a set-up that somebody else began", () => {
  test("is not continued: it is sealed for its user", async () => {
    await using app = await testPostern();
    const [ada, eve] = [await app.confirmed(ADA), await app.confirmed("eve@example.com")];
    const known = secretOn(await eve.open(APP));
    ada.jar.set(SET_UP, eve.jar.get(SET_UP)!);
    expect(secretOn(await ada.open(APP))).not.toBe(known);
    ada.jar.set(SET_UP, eve.jar.get(SET_UP)!);
    await ada.submit(APP, { code: codeOf(known, app.clock.now()) });
    await ada.submit(CODES);
    expect(await isLoggedIn(app, await pending(app))).toBe(true);
  });

  test("by a thief in the account ends with the reset of the password", async () => {
    await using app = await testPostern();
    const ada = await app.confirmed(ADA);
    const thief = await pending(app);
    const known = secretOn(await thief.open(APP));
    app.clock.forward("2 minutes");
    await ada.submit("/forgot", { email: ADA });
    const reset = (await app.mails()).find(({ kind }) => kind === "reset");
    await ada.open(reset!.links[0]!);
    await ada.submit("/reset", { password: OTHER_PASSWORD });
    await ada.submit("/login", { email: ADA, password: OTHER_PASSWORD });
    ada.jar.set(SET_UP, thief.jar.get(SET_UP)!);
    expect(secretOn(await ada.open(APP))).not.toBe(known);
  });

  test("and text that nobody sealed is as if it were not there", async () => {
    await using app = await testPostern();
    const browser = await app.confirmed(ADA);
    for (const junk of ["", "x", "A".repeat(400), "%00", "é"]) {
      browser.jar.set(SET_UP, encodeURIComponent(junk));
      expect(secretOn(await browser.open(APP))).toMatch(/^[A-Z2-7]{32}$/);
    }
  });
});

test("wrong passwords are answered alike with and without two steps", async () => {
  const answers = [];
  for (const has of [false, true]) {
    await using app = await testPostern();
    const ada = await app.confirmed(ADA);
    if (has) await setsUp(app, ada);
    else app.clock.forward("30 seconds");
    const browser = app.browser({ client: "203.0.113.9" });
    const { status, body } = await browser.json("POST", "/login", {
      email: ADA,
      password: OTHER_PASSWORD,
    });
    answers.push({ status, body, cookies: [...browser.jar.keys()] });
  }
  expect(answers[1]).toEqual(answers[0]);
});
