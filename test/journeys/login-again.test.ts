import { expect, test } from "vitest";
import { PASSWORD, testPostern } from "../../src/testing/test-postern.ts";
import { formsIn, linksIn, valueIn, wordsOf } from "./page.ts";

const EMAIL = "ada@example.com";
const SESSION = "__Host-postern-session";

test("the page says why it asks, and keeps where to go on", async () => {
  await using app = await testPostern();
  const browser = await app.confirmed(EMAIL);
  const page = await browser.open("/login/again?next=%2Fprofile%2Femail");
  expect(page.heading).toBe("Enter your password again");
  expect(wordsOf(page)).toContain("You are about to change something important.");
  expect(formsIn(page)).toEqual(["/login/again"]);
  expect(valueIn(page, "next")).toBe("/profile/email");
});

test("the right password goes on, with a new session id in place of the old one", async () => {
  await using app = await testPostern();
  const browser = await app.confirmed(EMAIL);
  const stolen = app.browser();
  stolen.jar.set(SESSION, browser.jar.get(SESSION)!);
  app.clock.forward("10 minutes");
  const page = await browser.submit("/login/again", { password: PASSWORD, next: "/profile/data" });
  expect(page.path).toBe("/profile/data");
  expect(browser.jar.get(SESSION)).not.toBe(stolen.jar.get(SESSION));
  expect((await stolen.json("GET", "/profile")).status).toBe(401);
  app.clock.forward("9 minutes");
  expect((await browser.open("/profile/email")).path).toBe("/profile/email");
});

test("without a place to go on to, it goes on to the profile", async () => {
  await using app = await testPostern();
  const browser = await app.confirmed(EMAIL);
  for (const next of ["", "https://evil.example/", "//evil.example"]) {
    expect((await browser.submit("/login/again", { password: PASSWORD, next })).path).toBe(
      "/profile",
    );
  }
});

test("a wrong or missing password is said beside the field, and the session stays as it was", async () => {
  await using app = await testPostern();
  const browser = await app.confirmed(EMAIL);
  const before = browser.jar.get(SESSION);
  for (const [password, words, reason] of [
    ["not it at all", "That is not your password", "wrong-password"],
    ["", "Enter your password", "password-missing"],
  ] as const) {
    const page = await browser.submit("/login/again", { password, next: "/profile/email" });
    expect(page.status).toBe(422);
    expect(page.text).toContain("<title>Error: ");
    expect(wordsOf(page)).toContain(words);
    expect(linksIn(page)).toContain("#password");
    expect(valueIn(page, "next")).toBe("/profile/email");
    expect(await browser.json("POST", "/login/again", { password })).toMatchObject({
      status: 422,
      body: { reason: "invalid", fields: { password: reason } },
    });
  }
  expect(browser.jar.get(SESSION)).toBe(before);
});

test("a program is told who it is", async () => {
  await using app = await testPostern();
  const browser = await app.confirmed(EMAIL);
  app.clock.forward("10 minutes");
  expect((await browser.json("GET", "/profile/sessions")).status).toBe(403);
  const answer = await browser.json("POST", "/login/again", { password: PASSWORD });
  expect(answer).toMatchObject({ status: 200, body: { user: { email: EMAIL } } });
  expect((await browser.json("GET", "/profile/sessions")).status).toBe(200);
});

test("guesses in a browser left open are limited, and the right one does not pass either then", async () => {
  await using app = await testPostern();
  const browser = await app.confirmed(EMAIL);
  const guess = (password: string) => browser.json("POST", "/login/again", { password });
  for (let count = 0; count < 10; count += 1) {
    expect((await guess("not it at all")).status).toBe(422);
  }
  const refused = await guess(PASSWORD);
  expect(refused).toMatchObject({ status: 429, body: { reason: "too-many" } });
  expect(refused.headers.get("retry-after")).toBe("30");
  app.clock.forward("30 seconds");
  expect((await guess(PASSWORD)).status).toBe(200);
});

test("whoever is not logged in is led to the login page", async () => {
  await using app = await testPostern();
  const page = await app.browser().open("/login/again?next=/profile/email");
  expect(page.path).toBe("/login?next=%2Flogin%2Fagain%3Fnext%3D%2Fprofile%2Femail");
  expect(await app.browser().json("POST", "/login/again", { password: PASSWORD })).toMatchObject({
    status: 401,
    body: { reason: "not-logged-in" },
  });
});

test("an unconfirmed user may prove the password, and reaches nothing more by it", async () => {
  await using app = await testPostern();
  const { browser } = await app.register(EMAIL);
  const page = await browser.submit("/login/again", { password: PASSWORD, next: "/profile/email" });
  expect(page.path).toBe("/unconfirmed");
});
