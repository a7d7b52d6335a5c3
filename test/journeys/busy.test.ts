// Waiting while the whole site has sent as many mails to strangers as it may.

import { expect, test } from "vitest";
import { PASSWORD, testPostern, type TestPostern } from "../../src/testing/test-postern.ts";
import { creditIs } from "../attacks/tools.ts";
import { linksIn, wordsOf } from "./page.ts";

const EMAIL = "ada@example.com";

/** Somebody who registers while nothing is left for whom nothing speaks. */
async function registered(app: TestPostern, credit = 30) {
  creditIs(app, credit);
  const browser = app.browser();
  await browser.submit("/register", { email: EMAIL, password: PASSWORD });
  await app.mails();
  return browser;
}

test("the page says that there will be a delay, and who goes first", async () => {
  await using app = await testPostern();
  const browser = await registered(app);
  const words = wordsOf(await browser.open("/unconfirmed"));
  expect(words).toContain("Unusually many people are registering here at the moment");
  expect(words).toContain(`We send your email to ${EMAIL} as soon as we can.`);
  expect(words).toContain("Emails for people who stay on this page are sent first");
  const { body } = await browser.json("GET", "/unconfirmed");
  expect(body).toMatchObject({ state: "waiting" });
  expect(body["mail"]).toEqual({ state: "queued", sentOn: null, reason: "busy" });
});

test("whoever is at the page a minute later is mailed, and confirms", async () => {
  await using app = await testPostern();
  const browser = await registered(app);
  app.clock.forward("61 seconds");
  await app.mails();
  expect(await app.mails()).toEqual([]);
  await browser.open("/unconfirmed");
  app.clock.forward("10 seconds");
  const { code } = await app.mailTo(EMAIL);
  expect(wordsOf(await browser.open("/unconfirmed"))).toContain(`We sent an email to ${EMAIL}`);
  expect((await browser.json("POST", "/unconfirmed/code", { code })).status).toBe(200);
});

test("without scripts the page loads again every minute, until the email is sent or somebody stops it", async () => {
  await using app = await testPostern();
  const browser = await registered(app);
  const reloads = (text: string) =>
    /<noscript\s*><meta http-equiv="refresh" content="60"/.test(text);
  const page = await browser.open("/unconfirmed");
  expect(reloads(page.text)).toBe(true);
  const stop = linksIn(page).find((link) => link.includes("reload"))!;
  expect(reloads((await browser.open(stop)).text)).toBe(false);
  const wrong = await browser.submit("/unconfirmed/code", { code: "12345678" });
  expect(reloads(wrong.text)).toBe(false);
  creditIs(app, 200);
  app.clock.forward("11 seconds");
  await app.mailTo(EMAIL);
  expect(reloads((await browser.open("/unconfirmed")).text)).toBe(false);
});

test("sending it again while it waits changes nothing, and once it was withheld it is sent", async () => {
  await using app = await testPostern();
  const browser = await registered(app, 0);
  app.clock.forward("2 minutes");
  expect((await browser.json("POST", "/resend")).status).toBe(202);
  expect(await app.mails()).toEqual([]);
  creditIs(app, 0);
  app.clock.forward("3 hours");
  await app.mails();
  expect(wordsOf(await browser.open("/unconfirmed"))).toContain(
    "We have not sent this email, because unusually many people were registering here. Send it again",
  );
  const { body } = await browser.json("GET", "/unconfirmed");
  expect(body["mail"]).toEqual({ state: "cancelled", sentOn: null, reason: "withheld-busy" });
  creditIs(app, 200);
  expect((await browser.json("POST", "/resend")).status).toBe(202);
  await app.mailTo(EMAIL);
});

test("a confirmed user's reset is sent at once, whatever waits", async () => {
  await using app = await testPostern();
  await app.confirmed(EMAIL);
  app.clock.forward("2 hours");
  creditIs(app, 0);
  await app.browser().submit("/forgot", { email: EMAIL });
  expect((await app.mailTo(EMAIL)).kind).toBe("reset");
});

test("with the limits off, nothing waits", async () => {
  await using app = await testPostern({ limits: "off" });
  creditIs(app, 0);
  await app.browser().submit("/register", { email: EMAIL, password: PASSWORD });
  await app.mailTo(EMAIL);
});
