import { expect, test } from "vitest";
import { PASSWORD, testPostern } from "../../src/testing/test-postern.ts";
import { linksIn, wordsOf } from "./page.ts";

const EMAIL = "ada@example.com";
const NEW_PASSWORD = "a boat on the quiet lake";
const change = { currentPassword: PASSWORD, password: NEW_PASSWORD };

test("whoever knows the old password sets a new one, and goes on in this browser", async () => {
  await using app = await testPostern();
  const browser = await app.confirmed(EMAIL);
  const before = browser.jar.get("__Host-postern-session");
  const form = await browser.open("/profile/password");
  expect(form.heading).toBe("Change your password");
  expect(wordsOf(form)).toContain(EMAIL);
  const done = await browser.submit("/profile/password", change);
  expect(done.path).toBe("/profile");
  expect(wordsOf(done)).toContain("Your password is changed. Other devices were logged out.");
  expect(wordsOf(done)).toContain("Changed 22 November 2026");
  expect(browser.jar.get("__Host-postern-session")).not.toBe(before);
});

test("the old password is dead and the new one works", async () => {
  await using app = await testPostern();
  const browser = await app.confirmed(EMAIL);
  const answer = await browser.json("POST", "/profile/password", change);
  expect(answer).toMatchObject({ status: 200, body: { state: "changed", sessionsEnded: 0 } });
  const log = (password: string) =>
    app.browser().json("POST", "/login", { email: EMAIL, password });
  expect((await log(PASSWORD)).status).toBe(401);
  expect((await log(NEW_PASSWORD)).status).toBe(200);
});

test("the current password as the new one is refused, and changes nothing", async () => {
  await using app = await testPostern();
  const browser = await app.confirmed(EMAIL);
  const before = app.dump();
  const same = { currentPassword: PASSWORD, password: PASSWORD };
  const page = await browser.submit("/profile/password", same);
  expect(page.status).toBe(422);
  expect(wordsOf(page)).toContain("New password must be different from the current one");
  expect(linksIn(page)).toContain("#password");
  expect(await browser.json("POST", "/profile/password", same)).toMatchObject({
    status: 422,
    body: { reason: "invalid", fields: { password: "password-unchanged" } },
  });
  expect(app.dump()).toBe(before);
});

test("the same letters composed in another way are the same password", async () => {
  await using app = await testPostern();
  const composed = "pl\u00fcm tree by the river";
  const browser = await app.confirmed(EMAIL, composed);
  const password = composed.normalize("NFD");
  expect(password).not.toBe(composed);
  expect(
    await browser.json("POST", "/profile/password", { currentPassword: composed, password }),
  ).toMatchObject({ body: { fields: { password: "password-unchanged" } } });
});

test("a reset may choose the password that was forgotten: it is not compared with it", async () => {
  await using app = await testPostern();
  await app.confirmed(EMAIL);
  app.clock.forward("2 minutes");
  const browser = app.browser();
  await browser.submit("/forgot", { email: EMAIL });
  await browser.open((await app.mailTo(EMAIL)).links[0]!);
  expect((await browser.submit("/reset", { password: PASSWORD })).path).toBe("/login");
  const login = { email: EMAIL, password: PASSWORD };
  expect((await browser.json("POST", "/login", login)).status).toBe(200);
});

test("every other session ends", async () => {
  await using app = await testPostern();
  const browser = await app.confirmed(EMAIL);
  const phone = app.browser();
  await phone.submit("/login", { email: EMAIL, password: PASSWORD });
  const answer = await browser.json("POST", "/profile/password", change);
  expect(answer.body["sessionsEnded"]).toBe(1);
  expect((await phone.json("GET", "/profile")).status).toBe(401);
  expect((await browser.json("GET", "/profile")).status).toBe(200);
});

test("the mailbox is told, with the way to act", async () => {
  await using app = await testPostern();
  const browser = await app.confirmed(EMAIL);
  await browser.json("POST", "/profile/password", change);
  const mail = await app.mailTo(EMAIL);
  expect(mail.subject).toBe("Your password was changed – Postern");
  expect(mail.links.map((link) => new URL(link).pathname)).toEqual([
    expect.stringMatching(/^\/lock\/./),
  ]);
});

test.for([
  [
    { ...change, currentPassword: "not mine" },
    "currentPassword",
    "wrong-password",
    "Current password is not right",
  ],
  [
    { ...change, currentPassword: "" },
    "currentPassword",
    "password-missing",
    "Enter your current password",
  ],
  [{ ...change, password: "" }, "password", "password-missing", "Enter a password"],
  [{ ...change, password: "short" }, "password", "password-too-short", "8 characters or more"],
  [{ ...change, password: EMAIL }, "password", "password-contains-address", "must not contain"],
] as const)("refused beside its field: %j", async ([sent, field, reason, words]) => {
  await using app = await testPostern();
  const browser = await app.confirmed(EMAIL);
  const page = await browser.submit("/profile/password", sent);
  expect(page.status).toBe(422);
  expect(wordsOf(page)).toContain(words);
  expect(linksIn(page)).toContain(`#${field}`);
  expect(page.text).not.toContain(PASSWORD);
  const answer = await browser.json("POST", "/profile/password", sent);
  expect(answer.body["fields"]).toEqual({ [field]: reason });
});

test("guessing the old password from an open browser comes to a wait", async () => {
  await using app = await testPostern();
  const browser = await app.confirmed(EMAIL);
  for (let count = 0; count < 10; count += 1) {
    await browser.json("POST", "/profile/password", { ...change, currentPassword: "guess" });
  }
  const page = await browser.submit("/profile/password", change);
  expect(page.status).toBe(429);
  expect(page.heading).toBe("Too many attempts");
});

test("password managers find the form where they look for it", async () => {
  await using app = await testPostern();
  const browser = await app.confirmed(EMAIL);
  const response = await browser.request("/.well-known/change-password");
  expect(response.status).toBe(302);
  expect(response.headers.get("location")).toBe("/profile/password");
});

test("nobody who is not logged in sees the form, and its sender is led to the login", async () => {
  await using app = await testPostern();
  expect((await app.browser().open("/profile/password")).path).toContain("/login?next=");
  expect((await app.browser().submit("/profile/password", change)).path).toBe("/login");
  expect((await app.browser().json("POST", "/profile/password", change)).status).toBe(401);
});
