import { expect, test } from "vitest";
import { PASSWORD, testPostern } from "../../src/testing/test-postern.ts";
import { wordsOf } from "./page.ts";

const EMAIL = "ada@example.com";

test("the mail is sent again, and the earlier link goes on working", async () => {
  await using app = await testPostern();
  const { browser, link } = await app.register(EMAIL);
  app.clock.forward("2 minutes");
  const page = await browser.submit("/resend");
  expect(page.path).toBe("/unconfirmed");
  expect(wordsOf(page)).toContain("We are sending it again. Older links keep working.");
  const again = await app.mailTo(EMAIL);
  expect(again.kind).toBe("confirm-again");
  expect(again.links[0]).not.toBe(link);
  await browser.open(link);
  expect((await browser.submit("/confirm")).heading).toBe("Your email address is confirmed");
});

test("the newest of several links works as well, and the first use ends them all", async () => {
  await using app = await testPostern();
  const { browser, link } = await app.register(EMAIL);
  app.clock.forward("2 minutes");
  await browser.submit("/resend");
  await browser.open((await app.mailTo(EMAIL)).links[0]!);
  await browser.submit("/confirm");
  expect((await browser.open(link)).heading).toBe("This address is already confirmed");
});

test("of more than three links the oldest is replaced", async () => {
  await using app = await testPostern();
  const { browser, link } = await app.register(EMAIL);
  for (let count = 0; count < 3; count += 1) {
    app.clock.forward("30 minutes");
    await browser.submit("/resend");
    await app.mails();
  }
  const mails = await app.mails();
  expect((await browser.open(link)).heading).toBe("This link was replaced");
  for (const mail of mails.slice(0, 3)) {
    expect((await browser.open(mail.links[0]!)).heading).toBe("Confirming your address");
  }
});

test("a program is told 202 and from when it may ask again", async () => {
  await using app = await testPostern();
  const { browser } = await app.register(EMAIL);
  app.clock.forward("2 minutes");
  const answer = await browser.json("POST", "/resend");
  expect(answer.status).toBe(202);
  expect(answer.body).toEqual({ state: "accepted", resendAfter: "2026-11-22T13:08:00.000Z" });
});

test("a mail that has not gone out yet is not joined by another one, but goes out at once", async () => {
  await using app = await testPostern();
  const browser = app.browser();
  await browser.submit("/register", { email: "ada@gmial.com", password: PASSWORD });
  app.clock.forward("70 seconds");
  for (let press = 0; press < 3; press += 1) {
    expect((await browser.submit("/resend")).status).toBe(200);
  }
  expect(await app.mails()).toHaveLength(1);
  app.clock.forward("2 minutes");
  expect(await app.mails()).toHaveLength(1);
});

test("too soon: the page says when, and no mail goes out", async () => {
  await using app = await testPostern();
  const { browser } = await app.register(EMAIL);
  app.clock.forward("10 seconds");
  const page = await browser.submit("/resend");
  expect(page.status).toBe(429);
  expect(page.headers.get("retry-after")).toBe("50");
  expect(wordsOf(page)).toContain(
    "You asked for it a moment ago. You can send it again in 50 seconds.",
  );
  expect(page.text).not.toContain('role="alert"');
  const answer = await browser.json("POST", "/resend");
  expect(answer).toMatchObject({ status: 429, body: { reason: "too-soon" } });
  expect(await app.mails()).toHaveLength(1);
});

test("a registration gets five mails in its life, and is told what to do then", async () => {
  await using app = await testPostern();
  const { browser } = await app.register(EMAIL);
  for (let count = 0; count < 4; count += 1) {
    app.clock.forward("13 hours");
    expect((await browser.submit("/resend")).status).toBe(200);
    await app.mails();
  }
  app.clock.forward("13 hours");
  const page = await browser.submit("/resend");
  expect(page.status).toBe(429);
  expect(wordsOf(page)).toContain("Open the newest one, or register again.");
  expect((await browser.json("POST", "/resend")).body["reason"]).toBe("too-many-mails");
  expect((await browser.json("GET", "/unconfirmed")).body["resendAfter"]).toBeNull();
  expect(await app.mails()).toHaveLength(5);
});

test("without a session a typed address gets the same answer whatever is known of it", async () => {
  await using app = await testPostern();
  await app.register(EMAIL);
  await app.confirmed("owner@example.com");
  app.clock.forward("2 minutes");
  const answers = [];
  for (const email of [EMAIL, "owner@example.com", "nobody@example.com"]) {
    const page = await app.browser().submit("/resend", { email });
    expect(wordsOf(page)).toContain("If that address is waiting to be confirmed");
    answers.push(await app.browser().json("POST", "/resend", { email: `x.${email}` }));
  }
  for (const { status, body } of answers) {
    expect({ status, body }).toEqual({ status: 202, body: answers[0]!.body });
  }
  const kinds = (await app.mails()).slice(0, -2).map(({ to, kind }) => `${to} ${kind}`);
  expect(kinds.toSorted()).toEqual([
    `${EMAIL} confirm-again`,
    "owner@example.com already-registered",
  ]);
});

test("whoever lost the browser gets a new mail by typing the address, and it confirms", async () => {
  await using app = await testPostern();
  await app.register(EMAIL);
  app.clock.forward("2 minutes");
  const phone = app.browser();
  await phone.submit("/resend", { email: EMAIL });
  await phone.open((await app.mailTo(EMAIL)).links[0]!);
  await phone.submit("/confirm", { password: PASSWORD });
  expect(app.user(EMAIL)).toMatchObject({ confirmedVia: "link" });
});

test("an address that is none is refused beside its field", async () => {
  await using app = await testPostern();
  const page = await app.browser().submit("/resend", { email: "ada" });
  expect(page.status).toBe(422);
  expect(wordsOf(page)).toContain("Enter an email address in the correct format");
  const empty = await app.browser().json("POST", "/resend");
  expect(empty).toMatchObject({ status: 422, body: { fields: { email: "email-missing" } } });
});

test("a client that asks for mails to many addresses is stopped", async () => {
  await using app = await testPostern();
  const browser = app.browser();
  for (let count = 0; count < 30; count += 1) {
    await browser.json("POST", "/resend", { email: `ada${count}@example.com` });
  }
  expect((await browser.json("POST", "/resend", { email: EMAIL })).status).toBe(429);
  await browser.submit("/register", { email: EMAIL, password: PASSWORD });
  app.clock.forward("2 minutes");
  expect((await browser.json("POST", "/resend")).status).toBe(429);
});

test("a confirmed user gets no more mails, and is told so", async () => {
  await using app = await testPostern();
  const browser = await app.confirmed(EMAIL);
  app.clock.forward("2 minutes");
  const page = await browser.submit("/resend");
  expect(page.path).toBe("/");
  expect(wordsOf(page)).toContain("Your address is confirmed already.");
  expect((await browser.json("POST", "/resend")).status).toBe(409);
  expect(await app.mails()).toHaveLength(1);
});

test("asking for mails by address tells whoever waits for it nothing about an owner", async () => {
  await using app = await testPostern();
  await app.confirmed("owner@example.com");
  app.clock.forward("2 hours");
  const seen = [];
  for (const email of ["owner@example.com", "nobody@example.com"]) {
    const { browser } = await app.register(email);
    app.clock.forward("2 minutes");
    await app.browser().submit("/resend", { email });
    await app.mails();
    app.clock.forward("2 minutes");
    await app.browser().submit("/forgot", { email });
    await app.mails();
    app.clock.forward("2 minutes");
    const { body } = await browser.json("GET", "/unconfirmed");
    const ago = app.clock.now() - Date.parse((body["mail"] as { sentOn: string }).sentOn);
    const lives = Date.parse(body["expiresOn"] as string) - app.clock.now();
    const later = [];
    for (let count = 0; count < 5; count += 1) {
      app.clock.forward("2 hours");
      later.push((await browser.json("POST", "/resend")).status);
    }
    seen.push({ ago, lives, later });
  }
  expect(seen[0]).toEqual(seen[1]);
});
