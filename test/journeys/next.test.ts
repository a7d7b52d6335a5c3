// People arrive where they were going when they were asked to register, to log in or to confirm.

import { expect, test } from "vitest";
import { PASSWORD, testPostern } from "../../src/testing/test-postern.ts";
import { linksIn, valueIn, wordsOf } from "./page.ts";

const EMAIL = "ada@example.com";
const NEXT = "/orders/7?tab=open#last";

test("it goes from a guarded page to the login form, and back after logging in", async () => {
  await using app = await testPostern();
  await app.confirmed(EMAIL);
  const browser = app.browser();
  const login = await browser.open("/profile?tab=1");
  expect(login.path).toBe("/login?next=%2Fprofile%3Ftab%3D1");
  expect(wordsOf(login)).toContain("Log in to go on.");
  expect(valueIn(login, "next")).toBe("/profile?tab=1");
  const next = valueIn(login, "next")!;
  const arrived = await browser.submit("/login", { email: EMAIL, password: PASSWORD, next });
  expect(arrived.path).toBe("/profile?tab=1");
});

test("it survives the way from the login form to registering, and back", async () => {
  await using app = await testPostern();
  const browser = app.browser();
  const login = await browser.open(`/login?next=${encodeURIComponent(NEXT)}`);
  const toRegister = linksIn(login).find((href) => href.startsWith("/register"))!;
  const register = await browser.open(toRegister);
  expect(valueIn(register, "next")).toBe(NEXT);
  expect(linksIn(register)).toContain(`/login?next=${encodeURIComponent(NEXT)}`);
});

test("it is kept from registering to confirming, on whichever device that is", async () => {
  await using app = await testPostern();
  const desk = app.browser();
  await desk.submit("/register", { email: EMAIL, password: PASSWORD, next: NEXT });
  const link = (await app.mailTo(EMAIL)).links[0]!;
  const phone = app.browser();
  await phone.open(link);
  const done = await phone.submit("/confirm", { password: PASSWORD });
  expect(linksIn(done)).toEqual([NEXT]);
  const waiting = await desk.request("/unconfirmed", { headers: { accept: "text/html" } });
  expect(waiting.headers.get("location")).toBe(NEXT);
});

test("it is where the code leads", async () => {
  await using app = await testPostern();
  const browser = app.browser();
  await browser.submit("/register", { email: EMAIL, password: PASSWORD, next: NEXT });
  const { code } = await app.mailTo(EMAIL);
  const page = await browser.submit("/unconfirmed/code", { code: code! });
  expect(page.way[0]!.headers.get("location")).toBe(NEXT);
});

test("it is kept when an unconfirmed user logs in on the way there", async () => {
  await using app = await testPostern();
  const { link } = await app.register(EMAIL);
  const phone = app.browser();
  await phone.submit("/login", { email: EMAIL, password: PASSWORD, next: NEXT });
  await phone.open(link);
  const done = await phone.submit("/confirm");
  expect(linksIn(done)).toEqual([NEXT]);
});

test("it is kept when a guard turns an unconfirmed user away", async () => {
  await using app = await testPostern();
  const { browser, link } = await app.register(EMAIL);
  const turned = await browser.open("/profile?tab=2");
  expect(turned.path).toBe("/unconfirmed");
  expect(wordsOf(turned)).toContain("Confirm your address to go on.");
  await browser.open(link);
  expect(linksIn(await browser.submit("/confirm"))).toEqual(["/profile?tab=2"]);
});

test.for([
  "https://evil.example/",
  "//evil.example/",
  "/\\evil.example",
  "/\t/evil.example",
  "javascript:alert(1)",
  "/logout",
  "/login?next=/x",
  "profile",
])("what is no place on this site is dropped: %j", async (next) => {
  await using app = await testPostern();
  const browser = app.browser();
  const form = await browser.open(`/register?next=${encodeURIComponent(next)}`);
  expect(valueIn(form, "next")).toBeUndefined();
  await browser.submit("/register", { email: EMAIL, password: PASSWORD, next });
  const { code } = await app.mailTo(EMAIL);
  const done = await browser.submit("/unconfirmed/code", { code: code! });
  expect(done.way[0]!.headers.get("location")).toBe("/");
  const login = await app.browser().submit("/login", { email: EMAIL, password: PASSWORD, next });
  expect(login.path).toBe("/");
});

test("without one, people arrive where the operator wants them", async () => {
  await using app = await testPostern({ home: "/dashboard" });
  const { browser, code } = await app.register(EMAIL);
  const done = await browser.submit("/unconfirmed/code", { code });
  expect(done.way[0]!.headers.get("location")).toBe("/dashboard");
  const login = await app.browser().submit("/login", { email: EMAIL, password: PASSWORD });
  expect(login.way[0]!.headers.get("location")).toBe("/dashboard");
});
