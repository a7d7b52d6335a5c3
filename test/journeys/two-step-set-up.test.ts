// Setting an authenticator app up, with its recovery codes. The numbers of the traps stand before the tests.

import { expect, test } from "vitest";
import { PASSKEY } from "../../src/domain/evidence.ts";
import { PASSWORD, testPostern } from "../../src/testing/test-postern.ts";
import { codeOf } from "../second-factor/authenticator.ts";
import { adds } from "../second-factor/lost.ts";
import {
  ADA,
  codesOn,
  isLoggedIn,
  pending,
  secretOn,
  setsUp,
  STEP,
  toHost,
  TWO_STEP,
  withTwoSteps,
} from "../second-factor/two-steps.ts";

const APP = `${TWO_STEP}/app`;
const CODES = `${TWO_STEP}/recovery-codes`;

test("from the picture to a login that asks for the app", async () => {
  await using app = await testPostern();
  const browser = await app.confirmed(ADA);
  expect((await browser.open("/profile")).text).toContain("Two-step login");
  expect((await browser.open(TWO_STEP)).text).toContain("Your password is enough");
  const page = await browser.open(APP);
  expect(page.heading).toBe("Set up an authenticator app");
  expect(page.text).toMatch(/<svg[^>]*>/);
  expect(page.text).toContain('href="otpauth://totp/');
  const secret = secretOn(page);
  const codes = await browser.submit(APP, { code: codeOf(secret, app.clock.now()) });
  expect([codes.path, codes.heading]).toEqual([CODES, "Your recovery codes"]);
  expect(codes.text).toContain("You see these codes only now");
  expect(new Set(codesOn(codes)).size).toBe(10);
  const done = await browser.submit(CODES);
  expect(done.path).toBe(TWO_STEP);
  expect(done.text).toContain("Two-step login is set up.");
  expect(done.text).toContain("10 codes left");
  const elsewhere = await pending(app);
  expect(await isLoggedIn(app, elsewhere)).toBe(false);
  app.clock.forward("30 seconds");
  await elsewhere.submit(STEP, { code: codeOf(secret, app.clock.now()) });
  expect(await isLoggedIn(app, elsewhere)).toBe(true);
});

test("TF-1: one set-up keeps its picture: after a reload, a wrong code, the way back and another login", async () => {
  await using app = await testPostern();
  const browser = await app.confirmed(ADA);
  const secret = secretOn(await browser.open(APP));
  expect(secret).toMatch(/^[A-Z2-7]{32,}$/);
  const same = [await browser.open(APP), await browser.submit(APP, { code: "000000" })];
  same.push(await browser.submit(APP, { code: "" }), await browser.open(`${APP}?lang=en`));
  await browser.submit(APP, { code: codeOf(secret, app.clock.now()) });
  same.push(await browser.open(APP));
  app.clock.forward("11 minutes");
  expect((await browser.open(APP)).path).toContain("/login/again");
  same.push(await browser.submit("/login/again", { password: PASSWORD, next: APP }));
  expect(same.map(secretOn)).toEqual(same.map(() => secret));
});

test("TF-1: cancelled, too old or done, it has ended, and another one begins", async () => {
  await using app = await testPostern();
  const browser = await app.confirmed(ADA);
  const first = secretOn(await browser.open(APP));
  await browser.submit(`${CODES}/cancel`);
  const second = secretOn(await browser.open(APP));
  app.clock.forward("61 minutes");
  await browser.submit("/login/again", { password: PASSWORD });
  const late = await browser.submit(APP, { code: codeOf(second, app.clock.now()) });
  expect([late.status, late.text]).toEqual([422, expect.stringContaining("This set-up has ended")]);
  const third = secretOn(late);
  await browser.submit(APP, { code: codeOf(third, app.clock.now()) });
  await browser.submit(CODES);
  const fourth = secretOn(await browser.open(APP));
  expect(new Set([first, second, third, fourth]).size).toBe(4);
});

test("a page of the set-up stores nothing", async () => {
  await using app = await testPostern();
  const browser = await app.confirmed(ADA);
  const before = app.dump();
  const secret = secretOn(await browser.open(APP));
  const { text } = await browser.submit(APP, { code: codeOf(secret, app.clock.now()) });
  expect(codesOn({ text })).toHaveLength(10);
  await browser.open(CODES);
  expect(app.dump()).toBe(before);
});

test("TF-2: a set-up that was not finished changes nothing about the login", async () => {
  await using app = await testPostern();
  const browser = await app.confirmed(ADA);
  const secret = secretOn(await browser.open(APP));
  expect(await isLoggedIn(app, await pending(app))).toBe(true);
  await browser.submit(APP, { code: codeOf(secret, app.clock.now()) });
  expect(await isLoggedIn(app, await pending(app))).toBe(true);
  await browser.submit(CODES);
  expect(await isLoggedIn(app, await pending(app))).toBe(false);
});

test("TF-2: nobody gets past the code to the recovery codes", async () => {
  await using app = await testPostern();
  const browser = await app.confirmed(ADA);
  await browser.open(APP);
  expect((await browser.open(CODES)).path).toBe(APP);
  expect((await browser.submit(CODES)).path).toBe(APP);
  expect(await isLoggedIn(app, await pending(app))).toBe(true);
});

test.for([
  [-30, true],
  [0, true],
  [30, true],
  [-60, false],
  [60, false],
] as const)(
  "TF-3: a code of %i seconds later is taken at the set-up and at the login, or at neither: %s",
  async ([off, taken]) => {
    await using app = await testPostern();
    const browser = await app.confirmed(ADA);
    const secret = secretOn(await browser.open(APP));
    const early = await browser.submit(APP, { code: codeOf(secret, app.clock.now() + off * 1000) });
    expect(early.path === CODES).toBe(taken);
    await browser.submit(APP, { code: codeOf(secret, app.clock.now()) });
    await browser.submit(CODES);
    app.clock.forward("5 minutes");
    const elsewhere = await pending(app);
    await elsewhere.submit(STEP, { code: codeOf(secret, app.clock.now() + off * 1000) });
    expect(await isLoggedIn(app, elsewhere)).toBe(taken);
  },
);

test("the code that set the app up cannot be used a second time", async () => {
  await using app = await testPostern();
  const browser = await app.confirmed(ADA);
  const secret = secretOn(await browser.open(APP));
  const code = codeOf(secret, app.clock.now());
  await browser.submit(APP, { code });
  await browser.submit(CODES);
  const elsewhere = await pending(app);
  expect((await elsewhere.submit(STEP, { code })).text).toContain("already used");
  expect(await isLoggedIn(app, elsewhere)).toBe(false);
});

test("the database has neither the secret nor a recovery code", async () => {
  await using app = await testPostern();
  const { secret, codes } = await withTwoSteps(app);
  expect(codes).toHaveLength(10);
  const dump = app.dump();
  for (const text of [secret, ...codes, ...codes.map((code) => code.replaceAll("-", ""))]) {
    expect(dump).not.toContain(text);
  }
});

test("setting it up ends every other session, and tells the mailbox how to undo it", async () => {
  await using app = await testPostern();
  const browser = await app.confirmed(ADA);
  const thief = await pending(app);
  await setsUp(app, browser);
  expect([await isLoggedIn(app, thief), await isLoggedIn(app, browser)]).toEqual([false, true]);
  const mail = await app.mailTo(ADA);
  expect(mail.subject).toContain("Two-step login is set up");
  expect(mail.text).toContain("Firefox on Linux");
  expect(mail.links.some((link) => link.includes("/lock/"))).toBe(true);
});

test("another phone takes the place of the first, and the recovery codes stay", async () => {
  await using app = await testPostern();
  const user = await withTwoSteps(app);
  const page = await user.browser.open(APP);
  expect(page.heading).toBe("Set up the app on another phone");
  const secret = secretOn(page);
  expect(secret).not.toBe(user.secret);
  const done = await user.browser.submit(APP, { code: codeOf(secret, app.clock.now()) });
  expect([done.path, done.text]).toEqual([TWO_STEP, expect.stringContaining("10 codes left")]);
  app.clock.forward("30 seconds");
  const elsewhere = await pending(app);
  await elsewhere.submit(STEP, { code: user.code() });
  expect(await isLoggedIn(app, elsewhere)).toBe(false);
  await elsewhere.submit(STEP, { code: codeOf(secret, app.clock.now()) });
  expect(await isLoggedIn(app, elsewhere)).toBe(true);
});

test("new recovery codes are shown before they replace the earlier ones", async () => {
  await using app = await testPostern();
  const { browser, codes } = await withTwoSteps(app);
  const page = await browser.open(CODES);
  const made = codesOn(page);
  expect(page.text).toContain("These codes replace the 10");
  expect(codesOn(await browser.open(CODES))).toEqual(made);
  const early = await pending(app);
  await early.submit(STEP, { code: made[0]! });
  expect(await isLoggedIn(app, early)).toBe(false);
  await browser.submit(CODES);
  const late = await pending(app);
  await late.submit(STEP, { code: codes[0]! });
  expect(await isLoggedIn(app, late)).toBe(false);
  await late.submit(STEP, { code: made[0]! });
  expect(await isLoggedIn(app, late)).toBe(true);
  const subjects = (await app.mails()).map(({ subject }) => subject);
  expect(subjects.some((each) => each.includes("You have new recovery codes"))).toBe(true);
});

test("the codes can be saved as a file that the page itself contains", async () => {
  await using app = await testPostern({ appName: "Acme: Tools" });
  const browser = await app.confirmed(ADA);
  const secret = secretOn(await browser.open(APP));
  const page = await browser.submit(APP, { code: codeOf(secret, app.clock.now()) });
  const href = /href="data:text\/plain;charset=utf-8,([^"]*)" download="recovery-codes.txt"/.exec(
    page.text,
  );
  const file = decodeURIComponent(href?.[1] ?? "");
  expect(file).toContain(`Recovery codes for ${ADA} at Acme: Tools`);
  for (const code of codesOn(page)) expect(file).toContain(code);
});

test("removing the app asks for both factors, and takes the recovery codes along", async () => {
  await using app = await testPostern();
  const { code, codes } = await withTwoSteps(app);
  const browser = await pending(app);
  await browser.submit(STEP, { code: code() });
  app.clock.forward("11 minutes");
  expect((await browser.open(`${APP}/remove`)).path).toContain("/login/again");
  const step = await browser.submit("/login/again", { password: PASSWORD, next: `${APP}/remove` });
  expect(step.path).toContain(STEP);
  await browser.submit(`${APP}/remove`);
  expect(await isLoggedIn(app, await pending(app))).toBe(false);
  const ask = await browser.submit(STEP, { code: code(), next: `${APP}/remove` });
  expect(ask.heading).toBe("Remove the authenticator app?");
  const done = await browser.submit(`${APP}/remove`);
  expect(done.text).toContain("Not set up");
  expect(await isLoggedIn(app, await pending(app))).toBe(true);
  expect((await browser.json("GET", TWO_STEP)).body).toMatchObject({
    app: null,
    recoveryCodesLeft: 0,
  });
  expect(app.dump()).not.toContain('recovery-code",');
  expect((await app.mailTo(ADA)).subject).toContain("A second step was removed");
  expect(codes).toHaveLength(10);
});

test("a program sets it up: the secret and the URI are in the answer", async () => {
  await using app = await testPostern();
  const browser = await app.confirmed(ADA);
  const { body } = await browser.json("GET", APP);
  const secret = String(body["secret"]);
  expect(new URL(String(body["uri"])).searchParams.get("secret")).toBe(secret);
  expect(await browser.json("POST", APP, { code: "000000" })).toMatchObject({
    status: 422,
    body: { reason: "invalid", fields: { code: "wrong-code" } },
  });
  const confirmed = await browser.json("POST", APP, { code: codeOf(secret, app.clock.now()) });
  expect(confirmed).toMatchObject({ status: 200, body: { state: "save-recovery-codes" } });
  expect(confirmed.body["recoveryCodes"]).toHaveLength(10);
  expect(await browser.json("POST", CODES)).toMatchObject({ status: 200, body: { state: "on" } });
  const overview = await browser.json("GET", TWO_STEP);
  expect(overview.body).toMatchObject({ twoSteps: true, recoveryCodesLeft: 10, policy: "offered" });
  expect(await app.postern.session(toHost(app, browser))).not.toBeNull();
});

test("where it is off, nothing new is set up, and what there is can be removed", async () => {
  await using app = await testPostern({ secondFactor: "off" });
  const browser = await app.confirmed(ADA);
  expect((await browser.open("/profile")).text).not.toContain("Two-step login");
  expect([
    (await browser.open(APP)).status,
    (await browser.submit(APP, { code: "1" })).status,
  ]).toEqual([404, 404]);
});

test("where it is required, the last factor stays", async () => {
  await using app = await testPostern({ secondFactor: "required" });
  const { browser } = await withTwoSteps(app);
  expect((await browser.open(`${APP}/remove`)).text).toContain("This site requires two-step login");
  await browser.submit(`${APP}/remove`);
  expect(await browser.json("POST", `${APP}/remove`)).toMatchObject({
    status: 403,
    body: { reason: "second-factor-required" },
  });
  expect(await isLoggedIn(app, await pending(app))).toBe(false);
});

test("TF-1: saving once more in another tab says nothing against the codes that work", async () => {
  await using app = await testPostern();
  const { browser, codes } = await withTwoSteps(app);
  const late = await browser.submit(CODES);
  expect([late.status, late.text]).toEqual([422, expect.stringContaining("Other codes are shown")]);
  expect(late.text).not.toContain("not in use");
  expect(late.text).toContain("These codes replace the 10 that you still have");
  const login = await pending(app);
  await login.submit(STEP, { code: codes[0]! });
  expect(await isLoggedIn(app, login)).toBe(true);
});

test("where the site takes no passkeys, nobody is left with them alone", async () => {
  await using app = await testPostern({ passkeys: false });
  const { browser } = await withTwoSteps(app);
  await adds(app, browser, [{ kind: PASSKEY, factor: "both", name: "Phone" }]);
  expect((await browser.open(`${APP}/remove`)).text).toContain("Remove your passkeys first");
  expect((await browser.json("POST", `${APP}/remove`)).status).toBe(403);
  const bob = await app.confirmed("bob@example.com");
  await adds(app, bob, [{ kind: PASSKEY, factor: "both", name: "Phone" }]);
  expect((await bob.open(TWO_STEP)).text).not.toContain("Turn on two-step login");
  expect((await bob.json("POST", TWO_STEP, { on: "yes" })).status).toBe(403);
  const login = { email: "bob@example.com", password: PASSWORD };
  expect((await app.browser().json("POST", "/login", login)).status).toBe(200);
});

test("where it is required, whoever has a passkey is told that the password is not enough, and of nothing to do", async () => {
  await using app = await testPostern({ secondFactor: "required" });
  const browser = await app.confirmed(ADA);
  expect((await browser.open("/profile")).text).toContain('href="/profile/passkeys"');
  expect((await browser.open("/profile/passkeys")).heading).toBe("Your passkeys");
  await adds(app, browser, [{ kind: PASSKEY, factor: "both", name: "Phone" }]);
  expect((await browser.open("/profile")).text).toMatch(/Two-step login<\/dt>\s*<dd>On/);
  const { text } = await browser.open(TWO_STEP);
  expect(text).toContain("Your password, then a second step");
  expect(text).not.toContain("to continue");
  expect(text).not.toContain("Your password alone is still enough");
  expect((await browser.json("GET", TWO_STEP)).body).toMatchObject({ twoSteps: true });
});
