// A mail that its server accepted and bounced later, with a real mail server.

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { smtpMailer } from "../../src/adapters/smtp-mailer.ts";
import type { Browser } from "../../src/testing/browser.ts";
import { exchangeReport, eximReport, postfixReport } from "../../src/testing/reports.ts";
import { eximText, gmxText, holidays, qmailText } from "../../src/testing/plain-reports.ts";
import { PASSWORD, testPostern, type TestPostern } from "../../src/testing/test-postern.ts";
import { mailServer, type MailServer } from "../mails/mail-server.ts";
import { wordsOf } from "./page.ts";

const SECRET = "hook-9f8e7d6c5b4a39281706f5e4d3c2b1a0";
const LOST = "ada@exmaple.com";

let server: MailServer;

beforeAll(async () => {
  server = await mailServer();
});

afterAll(() => server[Symbol.asyncDispose]());

/** A site that hands its mails to the mail server. */
async function site() {
  const from = "Postern <accounts@postern.example>";
  const mailer = smtpMailer({ host: "127.0.0.1", port: server.port, secure: false, from });
  const bounceAddress = "bounces@postern.example";
  const app = await testPostern({ mailer, bounceAddress, bounceSecret: SECRET });
  return {
    app,
    async [Symbol.asyncDispose]() {
      await mailer.close?.();
      await app[Symbol.asyncDispose]();
    },
  };
}

/** Registers in a browser, and waits until the mail server has the mail. */
async function registered(app: TestPostern, email = LOST) {
  const browser = app.browser();
  await browser.submit("/register", { email, password: PASSWORD });
  await app.mails();
  const { from, to } = server.deliveries.at(-1)!;
  expect(to).toEqual([email]);
  return { browser, returnPath: from };
}

/** A report arrives at the hook, as a mail server's program sends it. */
async function report(app: TestPostern, message: string, path = "/hooks/bounce") {
  const response = await app.browser().request(path, {
    method: "POST",
    headers: { authorization: `Bearer ${SECRET}`, "content-type": "message/rfc822" },
    body: message,
  });
  expect(response.status).toBe(200);
  return (await response.json()) as Record<string, unknown>;
}

const stateOf = async (browser: Browser): Promise<unknown> =>
  (await browser.json("GET", "/unconfirmed")).body["state"];

test("a mail that comes back is told where it is waited for, and another address gets its own", async () => {
  await using here = await site();
  const { app } = here;
  const { browser, returnPath } = await registered(app);
  expect(returnPath).toMatch(/^bounces\+[0-9a-f]{32}-[0-9a-f]{20}@postern\.example$/);
  expect(wordsOf(await browser.open("/unconfirmed"))).toContain(`We sent an email to ${LOST}`);

  const words = "550 5.1.1 <ada@exmaple.com>: No such user here";
  const answer = await report(app, postfixReport({ to: returnPath, recipient: LOST, words }));
  expect(answer).toMatchObject({ outcome: "taken" });
  const page = wordsOf(await browser.open("/unconfirmed"));
  expect(page).toContain(`We could not deliver to ${LOST}`);
  expect(page).toContain("Its mail server says that there is no such mailbox");
  expect(page).not.toContain("No such user here");
  expect(await stateOf(browser)).toBe("undeliverable");

  app.clock.forward("2 minutes");
  await browser.submit("/unconfirmed/email", { email: "ada@example.com" });
  await app.mails();
  const { to, data } = server.deliveries.at(-1)!;
  expect(to).toEqual(["ada@example.com"]);
  const text = data.toString().replace(/=\r\n/g, "");
  const [, link = ""] = /(https:\/\/postern\.example\/confirm\/[\w.-]+)/.exec(text) ?? [];
  await browser.open(link);
  await browser.submit("/confirm");
  expect(app.user("ada@example.com")?.confirmedOn).toBe(app.clock.now());
});

describe("reports of other kinds", () => {
  test.each([
    ["Exim", eximReport],
    ["Exchange", exchangeReport],
    ["Exim, in words for people", eximText],
    ["qmail", qmailText],
    ["GMX", gmxText],
  ])("in the manner of %s are taken", async (_, write) => {
    await using here = await site();
    const { browser, returnPath } = await registered(here.app);
    expect(await report(here.app, write({ to: returnPath }))).toMatchObject({ outcome: "taken" });
    expect(await stateOf(browser)).toBe("undeliverable");
  });

  test("read by somebody else come as JSON", async () => {
    await using here = await site();
    const { browser, returnPath } = await registered(here.app);
    const response = await here.app.browser().request("/hooks/bounce", {
      method: "POST",
      headers: { authorization: `Bearer ${SECRET}`, "content-type": "application/json" },
      body: JSON.stringify({ to: returnPath, status: "5.2.1", diagnostic: "mailbox disabled" }),
    });
    expect(await response.json()).toMatchObject({ outcome: "taken" });
    const { body } = await browser.json("GET", "/unconfirmed");
    expect(body["mail"]).toMatchObject({ state: "dead", trouble: "no-mailbox" });
  });

  test("say in the query where they were sent, where their headers do not", async () => {
    await using here = await site();
    const { browser, returnPath } = await registered(here.app);
    const path = `/hooks/bounce?to=${encodeURIComponent(returnPath)}`;
    const message = postfixReport({ to: "postmaster@postern.example" });
    expect(await report(here.app, message)).toEqual({ outcome: "ignored", reason: "forged" });
    expect(await report(here.app, message, path)).toMatchObject({ outcome: "taken" });
    expect(await stateOf(browser)).toBe("undeliverable");
  });

  test.each([
    { status: "4.4.7", words: "550 4.4.7 QUEUE.Expired; message expired", fault: "passing" },
    { status: "4.4.1", words: "connect to mx.example.com: Connection timed out", fault: "passing" },
    {
      status: "5.7.26",
      words: "550-5.7.26 blocked: the sender is unauthenticated",
      fault: "policy",
    },
    { status: "5.1.8", words: "550 5.1.8 Access denied, bad outbound sender", fault: "sender" },
    { status: "5.1.1", words: "550 Sender verify failed", fault: "sender" },
  ])(
    "a failure with $status ($fault) is told, and the address is neither blamed nor suppressed",
    async ({ status, words, fault }) => {
      await using here = await site();
      const { app } = here;
      const { browser, returnPath } = await registered(app);
      const answer = await report(app, postfixReport({ to: returnPath, status, words }));
      expect(answer).toMatchObject({ outcome: "taken", fault });
      const page = wordsOf(await browser.open("/unconfirmed"));
      expect(page).toContain(`Our mail server could not deliver the email to ${LOST}`);
      expect(page).toContain("That need not be your address's fault");
      expect(page).not.toContain("Check the address");
      expect(page).not.toContain(words.slice(0, 20));
      const { body } = await browser.json("GET", "/unconfirmed");
      expect(body["state"]).toBe("undeliverable");
      expect(body["mail"]).toEqual({ state: "dead", sentOn: null, reason: "not-delivered" });
      expect(app.database.prepare("SELECT email_key FROM suppressions").all()).toEqual([]);
      app.clock.forward("2 minutes");
      await browser.submit("/resend");
      await app.mails();
      expect(await stateOf(browser)).toBe("waiting");
    },
  );

  test("what cannot be read is kept for an operator, if it came to a return path of ours", async () => {
    await using here = await site();
    const { app } = here;
    const { browser, returnPath } = await registered(app);
    const ignored = { outcome: "ignored", reason: "no-report" };
    expect(await report(app, holidays({ to: "postmaster@postern.example" }))).toEqual(ignored);
    expect(app.database.prepare("SELECT gist FROM unread_reports").all()).toEqual([]);
    expect(await report(app, holidays({ to: returnPath }))).toEqual(ignored);
    const kept = app.database.prepare("SELECT gist FROM unread_reports").all();
    expect(kept).toMatchObject([{ gist: expect.stringContaining("Out of office") as string }]);
    expect(await stateOf(browser)).toBe("waiting");
  });

  test.each([
    ["Postfix", postfixReport],
    ["Exim", eximReport],
    ["Exim, in words for people", eximText],
  ])(
    "about one member of an alias, by %s, say nothing of the address, and name nobody",
    async (_, write) => {
      await using here = await site();
      const { app } = here;
      const { browser, returnPath } = await registered(app, "team@example.com");
      const member = { to: returnPath, recipient: "private@inner.example" };
      const words = "550 5.1.1 <private@inner.example>: User unknown";
      const ignored = { outcome: "ignored", reason: "other-recipient" };
      expect(await report(app, write({ ...member, words }))).toEqual(ignored);
      expect(await stateOf(browser)).toBe("waiting");
      const page = await browser.open("/unconfirmed");
      expect(wordsOf(page)).toContain("We sent an email to team@example.com");
      expect(page.text).not.toContain("private");
      expect(app.database.prepare("SELECT email_key FROM suppressions").all()).toEqual([]);
      const kept = app.database.prepare("SELECT gist FROM unread_reports").all();
      expect(kept).toEqual([{ gist: `passed on to private@inner.example | ${words}` }]);
    },
  );

  test("name the mailbox at its provider's own domain", async () => {
    await using here = await site();
    const { browser, returnPath } = await registered(here.app, "ada@example.com");
    const facts = { to: returnPath, recipient: "ada@acme.onmicrosoft.example" };
    expect(await report(here.app, postfixReport(facts))).toMatchObject({ outcome: "taken" });
    expect(await stateOf(browser)).toBe("undeliverable");
  });

  test.each([
    { action: "delayed", status: "4.4.1" },
    { action: "delivered", status: "2.0.0" },
  ])("$action with $status changes nothing", async (facts) => {
    await using here = await site();
    const { browser, returnPath } = await registered(here.app);
    const before = here.app.dump();
    const answer = await report(here.app, postfixReport({ to: returnPath, ...facts }));
    expect(answer).toEqual({ outcome: "ignored", reason: "not-permanent" });
    expect(here.app.dump()).toBe(before);
    expect(await stateOf(browser)).toBe("waiting");
  });
});

test("an address that bounced is not mailed again in a hurry, but it is when its owner asks later", async () => {
  await using here = await site();
  const { app } = here;
  const { browser, returnPath } = await registered(app, "ada@example.com");
  await report(app, postfixReport({ to: returnPath }));
  const before = server.deliveries.length;
  app.clock.forward("10 minutes");
  await browser.submit("/resend");
  await app.mails();
  expect(server.deliveries).toHaveLength(before);
  const page = wordsOf(await browser.open("/unconfirmed"));
  expect(page).toContain("an email to it came back a short while ago. Its mail server says");
  expect(page).not.toContain("User unknown");
  expect(page).not.toContain("suppressed");
  const { body } = await browser.json("GET", "/unconfirmed");
  expect(body["mail"]).toEqual({
    state: "dead",
    sentOn: null,
    trouble: "no-mailbox",
    reason: "suppressed",
  });

  app.clock.forward("1 hour");
  await browser.submit("/resend");
  await app.mails();
  expect(server.deliveries).toHaveLength(before + 1);
  expect(await stateOf(browser)).toBe("waiting");
});

test("without an address for bounces every mail has the same sender, and there is no hook", async () => {
  await using app = await testPostern();
  const response = await app.browser().request("/hooks/bounce", {
    method: "POST",
    headers: { authorization: `Bearer ${SECRET}`, "content-type": "application/json" },
    body: "{}",
  });
  expect(response.status).toBe(404);
});
