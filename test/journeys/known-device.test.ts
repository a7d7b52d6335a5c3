import { describe, expect, test } from "vitest";
import { PASSWORD, testPostern, type TestPostern } from "../../src/testing/test-postern.ts";
import { linksIn, wordsOf } from "./page.ts";

const EMAIL = "ada@example.com";
const OFFICE = "203.0.113.9";
const DEVICE = "__Host-postern-device";

const SESSION = "__Host-postern-session";

/** Ada's browser at the office, where she logged in and out before. */
async function knownBrowser(app: TestPostern) {
  await app.confirmed(EMAIL);
  const browser = app.browser({ client: OFFICE });
  await browser.submit("/login", { email: EMAIL, password: PASSWORD });
  await browser.submit("/logout");
  return browser;
}

/** Somebody at the same office guesses until the site makes them wait. */
async function guessAway(app: TestPostern, email = EMAIL) {
  const browser = app.browser({ client: OFFICE });
  for (let count = 0; count < 10; count += 1) {
    const guess = await browser.json("POST", "/login", {
      email,
      password: `guess number ${count}`,
    });
    expect(guess.status).toBe(401);
  }
  expect((await browser.json("POST", "/login", { email, password: "one more" })).status).toBe(429);
}

const logIn = (browser: ReturnType<TestPostern["browser"]>, password = PASSWORD, email = EMAIL) =>
  browser.json("POST", "/login", { email, password });

test("logging in with an address that nobody has confirmed makes no browser a known one", async () => {
  await using app = await testPostern();
  await app.register(EMAIL);
  const browser = app.browser();
  expect((await logIn(browser)).status).toBe(200);
  expect(browser.jar.has(DEVICE)).toBe(false);
});

test("a neighbour's wrong guesses never make a browser wait that logged in before", async () => {
  await using app = await testPostern();
  const known = await knownBrowser(app);
  await guessAway(app);
  const stranger = app.browser({ client: OFFICE });
  expect((await logIn(stranger)).status).toBe(429);
  expect((await logIn(known)).status).toBe(200);
});

test("the neighbour is told until when to wait, and that a reset always works", async () => {
  await using app = await testPostern();
  await app.confirmed(EMAIL);
  await guessAway(app);
  const page = await app
    .browser({ client: OFFICE })
    .submit("/login", { email: EMAIL, password: PASSWORD });
  expect(page.status).toBe(429);
  expect(page.headers.get("retry-after")).toBe("30");
  expect(wordsOf(page)).toContain("Wait until");
  expect(linksIn(page)).toContain("/forgot");
});

test("from elsewhere the owner gets in as well, on whichever device", async () => {
  await using app = await testPostern();
  await app.confirmed(EMAIL);
  await guessAway(app);
  expect((await logIn(app.browser({ client: "198.51.100.77" }))).status).toBe(200);
});

test("the cookie is set at login, and opens nothing by itself", async () => {
  await using app = await testPostern();
  const known = await knownBrowser(app);
  const mark = known.jar.get(DEVICE)!;
  expect(known.jar.has(SESSION)).toBe(false);
  expect(mark).not.toContain(EMAIL);
  expect((await known.json("GET", "/profile")).status).toBe(401);
  expect((await logIn(known, "not it at all")).status).toBe(401);
  known.jar.set(SESSION, mark);
  expect((await known.json("GET", "/profile")).status).toBe(401);
});

test("a known device that is stolen guesses no longer than anybody else", async () => {
  await using app = await testPostern();
  const thief = await knownBrowser(app);
  for (let count = 0; count < 10; count += 1) {
    expect((await logIn(thief, `guess number ${count}`)).status).toBe(401);
  }
  expect((await logIn(thief)).status).toBe(429);
  const fresh = app.browser({ client: OFFICE });
  expect((await logIn(fresh)).status).toBe(200);
});

test("the cookie counts for the address it was made for, and no other", async () => {
  await using app = await testPostern();
  await app.confirmed("grace@example.com");
  const known = await knownBrowser(app);
  await guessAway(app, "grace@example.com");
  expect((await logIn(known, PASSWORD, "grace@example.com")).status).toBe(429);
});

test("a cookie that was made up, changed or made elsewhere counts for nothing", async () => {
  await using app = await testPostern();
  const known = await knownBrowser(app);
  await using elsewhere = await testPostern({ secret: "another-secret-of-at-least-32-characters" });
  const foreign = await knownBrowser(elsewhere);
  const mark = known.jar.get(DEVICE)!;
  await guessAway(app);
  for (const odd of [
    `${mark}x`,
    `A${mark.slice(1)}`,
    mark.replace(".", ".."),
    "",
    foreign.jar.get(DEVICE)!,
  ]) {
    const stranger = app.browser({ client: OFFICE });
    stranger.jar.set(DEVICE, odd);
    expect((await logIn(stranger)).status).toBe(429);
  }
});

test("the right password of a new browser forgives its neighbours' guesses and no device's", async () => {
  await using app = await testPostern();
  const known = await knownBrowser(app);
  const stranger = app.browser({ client: OFFICE });
  for (let count = 0; count < 9; count += 1) await logIn(stranger, "not it at all");
  for (let count = 0; count < 9; count += 1) await logIn(known, "not it at all");
  expect((await logIn(stranger)).status).toBe(200);
  expect((await logIn(known, "not it at all")).status).toBe(401);
  expect((await logIn(known)).status).toBe(429);
});

describe("a notice of a new device, where the operator wants it", () => {
  test("goes to the mailbox when a browser logs in that never did before, and only then", async () => {
    await using app = await testPostern({ newDeviceNotice: true });
    const first = await app.confirmed("ada@example.com");
    await first.submit("/logout");
    await first.submit("/login", { email: "ada@example.com", password: PASSWORD });
    expect((await app.mails()).map((mail) => mail.kind)).toEqual(["confirm"]);
    const second = app.browser();
    await second.submit("/login", { email: "ada@example.com", password: PASSWORD });
    const mail = await app.mailTo("ada@example.com");
    expect(mail).toMatchObject({
      kind: "new-device",
      subject: "New login to your account – Postern",
    });
    expect(mail.text).toContain("used for it before: Firefox on Linux");
    await second.submit("/logout");
    await second.submit("/login", { email: "ada@example.com", password: PASSWORD });
    expect(await app.mails()).toHaveLength(2);
  });

  test("is not sent to a mailbox that nobody proved", async () => {
    await using app = await testPostern({ newDeviceNotice: true });
    await app.register("ada@example.com");
    await app.browser().submit("/login", { email: "ada@example.com", password: PASSWORD });
    expect((await app.mails()).map((mail) => mail.kind)).toEqual(["confirm"]);
  });
});
