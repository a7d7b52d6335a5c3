import { expect, test } from "vitest";
import { PASSWORD, testPostern } from "../../src/testing/test-postern.ts";
import { linksIn, otherThan, wordsOf } from "./page.ts";

const EMAIL = "ada@example.com";

test("the mail's other link asks first, and takes the mail's code before it removes anything", async () => {
  await using app = await testPostern();
  const { mail } = await app.register(EMAIL);
  const reader = app.browser();
  const asked = await reader.open(mail.links[1]!);
  expect(asked.path).toBe("/confirm/not-me");
  expect(asked.heading).toBe("Remove this registration?");
  expect(wordsOf(asked)).toContain(`Somebody used ${EMAIL} to create an account with Postern`);
  for (const [code, words] of [
    ["", "Enter the code from the email"],
    ["1234", "Code must be 8 digits"],
    [otherThan(mail.code), "That code is not right"],
  ] as const) {
    const untouched = await reader.submit("/confirm/not-me", { code, sure: "on" });
    expect(untouched.status).toBe(422);
    expect(wordsOf(untouched)).toContain(words);
    expect(linksIn(untouched)).toContain("#code");
  }
  expect(app.user(EMAIL)).toBeDefined();
});

test("with the code the registration is gone, with its session and its links", async () => {
  await using app = await testPostern();
  const { browser, mail, link, code } = await app.register(EMAIL);
  const reader = app.browser();
  await reader.open(mail.links[1]!);
  const done = await reader.submit("/confirm/not-me", { code });
  expect(done.status).toBe(200);
  expect(done.heading).toBe("The registration is removed");
  expect(app.user(EMAIL)).toBeUndefined();
  expect((await browser.json("GET", "/unconfirmed")).status).toBe(401);
  expect((await app.browser().open(link)).heading).toBe("This registration was removed");
});

test("a program sends the code as well, and is told what is wrong with it", async () => {
  await using app = await testPostern();
  const { link, code } = await app.register(EMAIL);
  const program = app.browser();
  const post = (fields: object) =>
    program.json("POST", "/confirm/not-me", { link: link.split("/").at(-1), ...fields });
  expect(await post({})).toMatchObject({
    status: 422,
    body: { reason: "code-missing", fields: { code: "code-missing" } },
  });
  expect(await post({ code: otherThan(code) })).toMatchObject({
    status: 422,
    body: { reason: "wrong-code" },
  });
  expect(await post({ code })).toMatchObject({ status: 200, body: { state: "removed" } });
  expect(app.user(EMAIL)).toBeUndefined();
});

test("guesses are limited for their client, and the link works on for whoever has the mail", async () => {
  await using app = await testPostern();
  const { link, code } = await app.register(EMAIL);
  const body = { link: link.split("/").at(-1), code: otherThan(code) };
  const guesser = app.browser();
  for (let count = 0; count < 60; count += 1) await guesser.json("POST", "/confirm/not-me", body);
  expect(await guesser.json("POST", "/confirm/not-me", { ...body, code })).toMatchObject({
    status: 429,
    body: { reason: "too-many" },
  });
  const done = await app.browser().json("POST", "/confirm/not-me", { ...body, code });
  expect(done.status).toBe(200);
});

test("it works from a link that has expired, and is only about that registration", async () => {
  await using app = await testPostern();
  const { link, code } = await app.register(EMAIL);
  app.clock.forward("73 hours");
  await app.register(EMAIL, "another registration");
  const body = { link: link.split("/").at(-1), code };
  expect((await app.browser().json("POST", "/confirm/not-me", body)).status).toBe(200);
  const { count } = app.database.prepare("SELECT COUNT(*) AS count FROM users").get()!;
  expect(count).toBe(1);
});

test("once confirmed nobody is removed by it", async () => {
  await using app = await testPostern();
  const { browser, link } = await app.register(EMAIL);
  await browser.open(link);
  await browser.submit("/confirm");
  const reader = app.browser();
  const page = await reader.open(`${link}/not-me`);
  expect(page.heading).toBe("This address is already confirmed");
  const body = { link: link.split("/").at(-1) };
  const answer = await reader.json("POST", "/confirm/not-me", body);
  expect(answer.body).toMatchObject({ state: "already-confirmed" });
  expect(app.user(EMAIL)).toMatchObject({ confirmedVia: "link" });
});

test("a link that is none removes nobody", async () => {
  await using app = await testPostern();
  await app.register(EMAIL);
  const answer = await app.browser().json("POST", "/confirm/not-me", { link: "x".repeat(86) });
  expect(answer).toMatchObject({ status: 404, body: { reason: "unknown" } });
  expect(app.user(EMAIL)).toBeDefined();
});

test("mails that were on their way for a removed registration are never sent", async () => {
  await using app = await testPostern();
  const { browser, link, code } = await app.register(EMAIL);
  app.clock.forward("2 minutes");
  await browser.submit("/resend");
  await app.browser().json("POST", "/confirm/not-me", { link: link.split("/").at(-1), code });
  expect(await app.mails()).toHaveLength(1);
});

test("in the browser that registered, nobody is logged in any more", async () => {
  await using app = await testPostern();
  const { browser, link, code } = await app.register("ada@example.com");
  await browser.open(`${link}/not-me`);
  const done = await browser.submit("/confirm/not-me", { code });
  expect(done.heading).toBe("The registration is removed");
  expect(done.text).not.toContain("ada@example.com");
  expect(done.text).not.toContain("Log out");
});

test("a mail that was asked for by address removes the newest registration, whoever opens it", async () => {
  await using app = await testPostern();
  const { browser } = await app.register(EMAIL);
  app.clock.forward("2 minutes");
  const stranger = app.browser({ client: "203.0.113.7" });
  await stranger.submit("/register", { email: EMAIL, password: PASSWORD });
  await app.mails();
  app.clock.forward("2 minutes");
  await app.browser().submit("/resend", { email: EMAIL });
  const { links, code } = await app.mailTo(EMAIL);
  await browser.open(links[1]!);
  expect((await browser.submit("/confirm/not-me", { code: code! })).status).toBe(200);
  expect((await stranger.json("GET", "/unconfirmed")).status).toBe(401);
  expect((await browser.json("GET", "/unconfirmed")).body).toMatchObject({ state: "waiting" });
});
