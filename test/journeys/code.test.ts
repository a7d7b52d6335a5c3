import { expect, test } from "vitest";
import { PASSWORD, testPostern } from "../../src/testing/test-postern.ts";
import { linksIn, wordsOf } from "./page.ts";

const EMAIL = "ada@example.com";

/** Eight digits that are certainly not this code. */
const otherThan = (code: string): string => `${(Number(code) + 1) % 1e8}`.padStart(8, "0");

test("the code confirms in the browser that registered, without any link", async () => {
  await using app = await testPostern();
  const { browser, code } = await app.register(EMAIL);
  expect(code).toMatch(/^\d{8}$/);
  const before = browser.jar.get("__Host-postern-session");
  const page = await browser.submit("/unconfirmed/code", { code });
  expect(page.path).toBe("/");
  expect(wordsOf(page)).toContain("your address is confirmed");
  expect(app.user(EMAIL)).toMatchObject({ confirmedVia: "code", confirmedOn: app.clock.now() });
  expect(browser.jar.get("__Host-postern-session")).not.toBe(before);
});

test("the code may be typed with spaces, as people read it out", async () => {
  await using app = await testPostern();
  const { browser, code } = await app.register(EMAIL);
  const spaced = ` ${code.slice(0, 4)} ${code.slice(4)}`;
  const answer = await browser.json("POST", "/unconfirmed/code", { code: spaced });
  expect(answer.status).toBe(200);
  expect(answer.body).toMatchObject({
    state: "confirmed",
    user: { email: EMAIL, confirmedOn: "2026-11-22T13:05:00.000Z", admin: false },
  });
});

test("no code, and what is none, is told beside the field and costs no try", async () => {
  await using app = await testPostern();
  const { browser, code } = await app.register(EMAIL);
  for (let count = 0; count < 4; count += 1) {
    const empty = await browser.submit("/unconfirmed/code", { code: " " });
    expect(empty.status).toBe(422);
    expect(wordsOf(empty)).toContain("Enter the code");
    expect(linksIn(empty)).toContain("#code");
    const short = await browser.submit("/unconfirmed/code", { code: "1234567" });
    expect(wordsOf(short)).toContain("Code must be 8 digits");
  }
  const answer = await browser.json("POST", "/unconfirmed/code", { code: "abcdefgh" });
  expect(answer).toMatchObject({ status: 422, body: { reason: "code-format" } });
  expect((await browser.json("POST", "/unconfirmed/code", { code })).status).toBe(200);
});

test("a wrong code is told, and after five of them that code is dead", async () => {
  await using app = await testPostern();
  const { browser, code } = await app.register(EMAIL);
  for (let count = 0; count < 5; count += 1) {
    const page = await browser.submit("/unconfirmed/code", { code: otherThan(code) });
    expect(page.status).toBe(422);
    expect(wordsOf(page)).toContain("That code is not right. Check the newest email");
  }
  const page = await browser.submit("/unconfirmed/code", { code });
  expect(page.status).toBe(422);
  expect(wordsOf(page)).toContain("That code no longer works. Send the email again");
  const answer = await browser.json("POST", "/unconfirmed/code", { code });
  expect(answer).toMatchObject({ status: 422, body: { reason: "dead-code" } });
  expect(app.user(EMAIL)).toMatchObject({ confirmedOn: null });
});

test("a newer mail brings a new code with tries of its own, and the link never died", async () => {
  await using app = await testPostern();
  const { browser, code, link } = await app.register(EMAIL);
  for (let count = 0; count < 5; count += 1) {
    await browser.json("POST", "/unconfirmed/code", { code: otherThan(code) });
  }
  expect((await browser.open(link)).heading).toBe("Confirming your address");
  app.clock.forward("2 minutes");
  await browser.submit("/resend");
  const again = await app.mailTo(EMAIL);
  expect(again.code).not.toBe(code);
  const answer = await browser.json("POST", "/unconfirmed/code", { code: again.code });
  expect(answer.status).toBe(200);
});

test("an older mail's code works beside the newer one's", async () => {
  await using app = await testPostern();
  const { browser, code } = await app.register(EMAIL);
  app.clock.forward("2 minutes");
  await browser.submit("/resend");
  await app.mails();
  expect((await browser.json("POST", "/unconfirmed/code", { code })).status).toBe(200);
});

test("after 60 minutes the code has expired, counted from when its mail was handed over", async () => {
  await using app = await testPostern();
  const browser = app.browser();
  await browser.submit("/register", { email: EMAIL, password: PASSWORD });
  app.clock.forward("50 minutes");
  const { code, links } = await app.mailTo(EMAIL);
  app.clock.forward("60 minutes");
  const page = await browser.submit("/unconfirmed/code", { code: code! });
  expect(page.status).toBe(422);
  expect(wordsOf(page)).toContain("That code has expired. Use the link in the email");
  const answer = await browser.json("POST", "/unconfirmed/code", { code });
  expect(answer.body["reason"]).toBe("expired-code");
  expect((await browser.open(links[0]!)).heading).toBe("Confirming your address");
});

test("one second before, it works", async () => {
  await using app = await testPostern();
  const browser = app.browser();
  await browser.submit("/register", { email: EMAIL, password: PASSWORD });
  app.clock.forward("50 minutes");
  const { code } = await app.mailTo(EMAIL);
  app.clock.forward("3599 seconds");
  expect((await browser.json("POST", "/unconfirmed/code", { code })).status).toBe(200);
});

test("a code is worth nothing in another browser, nor for another registration", async () => {
  await using app = await testPostern();
  const { code } = await app.register(EMAIL);
  const stranger = app.browser();
  expect((await stranger.submit("/unconfirmed/code", { code })).path).toBe("/login");
  const refused = await stranger.json("POST", "/unconfirmed/code", { code });
  expect(refused).toMatchObject({ status: 401, body: { reason: "not-logged-in" } });
  const { browser: other } = await app.register("bob@example.com");
  const wrong = await other.json("POST", "/unconfirmed/code", { code });
  expect(wrong.body["reason"]).toBe("wrong-code");
  expect(app.user(EMAIL)).toMatchObject({ confirmedOn: null });
});

test("the code of a confirmed user opens nothing any more", async () => {
  await using app = await testPostern();
  const { browser, code } = await app.register(EMAIL);
  await browser.json("POST", "/unconfirmed/code", { code });
  const before = app.dump();
  const again = await browser.json("POST", "/unconfirmed/code", { code });
  expect(again.status).toBe(422);
  const users = (dump: string) => dump.split("\n").find((line) => line.startsWith('["users"'));
  expect(users(app.dump())).toBe(users(before));
});

test("a client that tries codes without end is stopped", async () => {
  await using app = await testPostern();
  const { browser, code } = await app.register(EMAIL);
  for (let count = 0; count < 60; count += 1) {
    await browser.json("POST", "/unconfirmed/code", { code: otherThan(code) });
  }
  const page = await browser.submit("/unconfirmed/code", { code });
  expect(page.status).toBe(429);
  expect(page.heading).toBe("Too many attempts");
  expect(page.headers.get("retry-after")).toBe("900");
});

test("before any mail was handed over no code is right, in the same words as a wrong one", async () => {
  await using app = await testPostern();
  const browser = app.browser();
  await browser.submit("/register", { email: EMAIL, password: PASSWORD });
  const answer = await browser.json("POST", "/unconfirmed/code", { code: "12345678" });
  expect(answer).toMatchObject({ status: 422, body: { reason: "wrong-code" } });
});

test("for an address that has an owner no code is right, in the same words as a wrong one", async () => {
  await using app = await testPostern();
  await app.confirmed(EMAIL);
  app.clock.forward("2 hours");
  const { browser } = await app.register(EMAIL, "a second one, elsewhere");
  const linkId = app.database
    .prepare("SELECT id FROM links WHERE ended_on IS NULL AND purpose = 'confirm'")
    .get()!["id"] as string;
  const right = app.postern.context.codes.of(linkId);
  const answer = await browser.json("POST", "/unconfirmed/code", { code: right });
  expect(answer).toMatchObject({ status: 422, body: { reason: "wrong-code" } });
});
