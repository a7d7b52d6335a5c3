import { expect, test } from "vitest";
import { testPostern } from "../../src/testing/test-postern.ts";
import { linksIn, wordsOf } from "./page.ts";

const EMAIL = "ada@example.com";

test("the profile shows who I am and since when, and leads to what I can change", async () => {
  await using app = await testPostern({ timeZone: "Europe/Berlin" });
  const browser = await app.confirmed(EMAIL);
  const page = await browser.open("/profile");
  expect(page.heading).toBe("Your profile");
  expect(wordsOf(page)).toContain(EMAIL);
  expect(page.text).toContain(
    '<time datetime="2026-11-22T13:05:00.000Z">22 November 2026, 14:05 (UTC+1)</time>',
  );
  expect(linksIn(page)).toContain("/profile/password");
  expect(wordsOf(page)).toMatch(/Change your password/);
});

test("programs get the user record", async () => {
  await using app = await testPostern();
  const browser = await app.confirmed(EMAIL);
  const { status, body } = await browser.json("GET", "/profile");
  expect(status).toBe(200);
  expect(body["user"]).toEqual({
    fields: {},
    terms: [],
    id: app.user(EMAIL)!.id,
    email: EMAIL,
    registeredOn: "2026-11-22T13:05:00.000Z",
    confirmedOn: "2026-11-22T13:05:00.000Z",
    admin: false,
    roles: [],
    language: "en",
  });
});

test("nobody else sees it", async () => {
  await using app = await testPostern();
  expect((await app.browser().open("/profile")).path).toBe("/login?next=%2Fprofile");
  const answer = await app.browser().json("GET", "/profile");
  expect(answer).toMatchObject({ status: 401, body: { reason: "not-logged-in" } });
});

test("home tells everybody where they stand", async () => {
  await using app = await testPostern({ appName: "Acme" });
  const visitor = app.browser();
  const anonymous = await visitor.open("/");
  expect(anonymous.heading).toBe("Welcome to Acme");
  expect(linksIn(anonymous)).toEqual(["/register", "/login"]);
  expect((await visitor.json("GET", "/")).body).toEqual({ user: null });
  const browser = await app.confirmed(EMAIL);
  expect(wordsOf(await browser.open("/"))).toContain(`You are logged in as ${EMAIL}`);
  expect((await browser.json("GET", "/")).body).toMatchObject({ user: { email: EMAIL } });
});
