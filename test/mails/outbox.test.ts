// The outbox against mail servers that are down, disconnect, or are slow.

import { describe, expect, test } from "vitest";
import { smtpMailer } from "../../src/adapters/smtp-mailer.ts";
import { watchMail } from "../../src/features/alarm/index.ts";
import { addWebhook } from "../../src/features/webhooks/endpoints.ts";
import { joined } from "../../src/features.ts";
import { startSender } from "../../src/outbox/sender.ts";
import { claimDue, handOverSemaphore, sendOne } from "../../src/outbox/sending.ts";
import type { WebhookSender } from "../../src/ports/webhook-sender.ts";
import { StoreUnavailable, type Store } from "../../src/ports/store.ts";
import { PASSWORD, testPostern, type TestOptions } from "../../src/testing/test-postern.ts";
import { breakStore } from "../attacks/tools.ts";
import { wordsOf } from "../journeys/page.ts";
import { mailServer } from "./mail-server.ts";
import { oddServer, type Step } from "./odd-server.ts";

const kinds = joined().mails;

const FROM = "Postern <accounts@postern.example>";

async function siteWith(
  port: number,
  names: readonly string[] = ["ada"],
  options: TestOptions = {},
) {
  const mailer = smtpMailer({ host: "127.0.0.1", port, secure: false, from: FROM });
  const app = await testPostern({ mailer, ...options });
  const browser = app.browser();
  for (const name of names) {
    await browser.submit("/register", { email: `${name}@example.com`, password: PASSWORD });
  }
  const mails = () =>
    app.database.prepare("SELECT state, attempts, answer FROM mails ORDER BY id").all();
  return {
    app,
    browser,
    mailer,
    mails,
    async [Symbol.asyncDispose]() {
      await mailer.close?.();
      await app[Symbol.asyncDispose]();
    },
  };
}

describe("a mail server that is down", () => {
  test("for a day holds the mails, and loses none of them and no link in them", async () => {
    const server = await mailServer();
    await using site = await siteWith(server.port, ["ada", "bob", "eve"]);
    const { app } = site;
    await server[Symbol.asyncDispose]();
    for (let hour = 0; hour < 24; hour += 1) {
      await app.mails();
      app.clock.forward("1 hour");
    }
    expect(site.mails()).toMatchObject(
      Array.from({ length: 3 }, () => ({ state: "queued", attempts: 0 })),
    );
    await using again = await mailServer({}, "127.0.0.1", server.port);
    await app.mails();
    expect(again.deliveries).toHaveLength(3);
    const links = app.database.prepare("SELECT expires_on FROM links").all();
    for (const link of links) {
      expect(link).toEqual({ expires_on: app.clock.now() + 72 * 3_600_000 });
    }
    await site.mailer.close?.();
  });

  test("is asked by one mail now and then, and not by all of them", async () => {
    const server = await mailServer();
    await using site = await siteWith(server.port, ["ada", "bob", "eve"]);
    await server[Symbol.asyncDispose]();
    const asked = async () => {
      const before = site.app.log.length;
      await site.app.mails();
      return site.app.log.slice(before).filter(({ event }) => event === "mails-held").length;
    };
    expect(await asked()).toBe(3); // all were being handed over when it went down
    expect(await asked()).toBe(0);
    site.app.clock.forward("6 seconds");
    expect(await asked()).toBe(1);
    site.app.clock.forward("10 seconds");
    expect(await asked()).toBe(0);
    site.app.clock.forward("10 seconds");
    expect(await asked()).toBe(1);
  });

  test("is told to operators and to people who wait", async () => {
    const server = await mailServer();
    await using site = await siteWith(server.port);
    await server[Symbol.asyncDispose]();
    await site.app.mails();
    const { hold } = await site.app.postern.context.store.outboxStatus();
    expect(hold).toMatchObject({ fault: "passing", since: site.app.clock.now() });
    expect(hold?.answer).toContain("ECONNREFUSED");
    expect(wordsOf(await site.browser.open("/unconfirmed"))).toContain("ada@example.com");
  });
});

describe("the operator", () => {
  const alarms = (app: { log: readonly { event: string }[] }) =>
    app.log.filter(({ event }) => event === "mail-not-going-out").length;

  test("is told of a wrong password after five minutes, once, and by mail as soon as there is mail", async () => {
    await using server = await mailServer();
    await using site = await siteWith(server.port, ["ada"], { operator: "op@example.net" });
    const { app } = site;
    server.trouble({ at: "from", code: 550, words: "5.7.1 Sender not allowed" });
    await app.mails();
    await watchMail(app.postern.context);
    expect(alarms(app)).toBe(0);
    app.clock.forward("5 minutes");
    await watchMail(app.postern.context);
    await watchMail(app.postern.context);
    expect(alarms(app)).toBe(1);
    server.trouble(undefined);
    await app.mails();
    const told = server.deliveries.find(({ to }) => to[0] === "op@example.net");
    expect(told?.data.toString().replace(/=\r\n/g, "")).toContain("550 5.7.1 Sender not allowed");
  });

  test("is told whose servers refuse mails because of us, with all of their words, and once a day", async () => {
    await using server = await mailServer();
    await using site = await siteWith(server.port, ["ada"], { operator: "op@example.net" });
    const { app, browser } = site;
    const words = "5.4.5 Daily user sending limit exceeded. See mail.example/limits";
    server.trouble({ at: "data", code: 550, words });
    await app.mails();
    await watchMail(app.postern.context);
    await watchMail(app.postern.context);
    const told = app.log.filter(({ event }) => event === "mails-refused");
    expect(told).toHaveLength(1);
    expect(alarms(app)).toBe(0);
    const row = app.database.prepare(
      "SELECT state, fault, answer FROM mails WHERE kind = 'confirm'",
    );
    expect(row.get()).toMatchObject({ state: "retry", fault: "sender" });
    expect(wordsOf(await browser.open("/unconfirmed"))).not.toMatch(
      /sending limit|Check the address/,
    );
    server.trouble(undefined);
    await app.mails();
    const mail = server.deliveries.find(({ to }) => to[0] === "op@example.net");
    const text = mail?.data.toString().replace(/=\r\n/g, "").replace(/\s+/g, " ") ?? "";
    expect(text).toContain("example.com, 1 mail: 550");
    expect(text).toMatch(/limit exceeded\. (?:5\.4\.5 )?See mail\.example\/limits/);
  });

  test("is told of the mail server all the same where a domain's owner refuses our mails", async () => {
    await using server = await mailServer();
    await using site = await siteWith(server.port);
    const { app } = site;
    server.trouble({ at: "to", code: 550, words: "5.7.1 on our block list" });
    await app.mails();
    await watchMail(app.postern.context);
    server.trouble({ at: "from", code: 550, words: "5.7.1 Sender not allowed" });
    app.clock.forward("20 minutes");
    await app.mails();
    app.clock.forward("6 minutes");
    await watchMail(app.postern.context);
    expect(alarms(app)).toBe(1);
  });

  test('is not told of a first "not now" about the sender, which may be a name server\'s hiccup', async () => {
    await using server = await mailServer();
    await using site = await siteWith(server.port);
    const { app } = site;
    const words = "4.1.8 Sender address rejected: Domain not found";
    server.trouble({ at: "to", code: 450, words });
    const refused = () => app.log.filter(({ event }) => event === "mails-refused").length;
    await app.mails();
    await watchMail(app.postern.context);
    expect(refused()).toBe(0);
    app.clock.forward("20 minutes");
    await app.mails();
    await watchMail(app.postern.context);
    expect(refused()).toBe(1);
  });

  test("is left alone over an outage of minutes", async () => {
    const server = await mailServer();
    await using site = await siteWith(server.port);
    await server[Symbol.asyncDispose]();
    await site.app.mails();
    site.app.clock.forward("29 minutes");
    await watchMail(site.app.postern.context);
    expect(alarms(site.app)).toBe(0);
    site.app.clock.forward("1 minute");
    await watchMail(site.app.postern.context);
    expect(alarms(site.app)).toBe(1);
  });

  test("who writes no address is refused at the start, in words", async () => {
    await expect(testPostern({ operator: "not an address" })).rejects.toThrow(
      /operator: give an address, like/,
    );
  });
});

describe("a connection that breaks", () => {
  test.for(["MAIL", "RCPT", "DATA"] as const)(
    "at %s is tried again in seconds, and the mail comes once",
    async (step: Step) => {
      await using server = await oddServer();
      await using site = await siteWith(server.port);
      server.cutAt(step);
      await site.app.mails();
      expect(site.mails()).toMatchObject([{ state: "retry", attempts: 1 }]);
      server.cutAt(undefined);
      site.app.clock.forward("6 seconds");
      await site.app.mails();
      expect(site.mails()).toMatchObject([{ state: "sent", attempts: 2 }]);
      expect(server.mails).toHaveLength(1);
    },
  );

  test("after the final dot may have left a mail behind: ten minutes later it comes again, alike to the byte", async () => {
    await using server = await oddServer();
    await using site = await siteWith(server.port);
    server.cutAt("dot");
    await site.app.mails();
    server.cutAt(undefined);
    site.app.clock.forward("9 minutes");
    await site.app.mails();
    expect(server.mails).toHaveLength(1);
    site.app.clock.forward("61 seconds");
    await site.app.mails();
    expect(site.mails()).toMatchObject([{ state: "sent", attempts: 2 }]);
    expect(server.mails).toHaveLength(2);
    expect(server.mails[1]).toBe(server.mails[0]);
  });
});

describe("a mail server that asks us to come again later", () => {
  test("by greylisting is asked again after minutes, not seconds", async () => {
    await using server = await mailServer();
    await using site = await siteWith(server.port);
    server.trouble({ at: "to", code: 450, words: "4.7.1 Greylisted" });
    await site.app.mails();
    server.trouble(undefined);
    site.app.clock.forward("4 minutes");
    await site.app.mails();
    expect(server.deliveries).toHaveLength(0);
    site.app.clock.forward("1 minute");
    await site.app.mails();
    expect(server.deliveries).toHaveLength(1);
  });

  test("by refusing one mail as spam holds up no other", async () => {
    await using server = await mailServer();
    await using site = await siteWith(server.port);
    server.trouble({ at: "data", code: 554, words: "5.7.1 looks like spam" });
    await site.app.mails();
    expect(site.mails()).toMatchObject([{ state: "retry" }]);
    server.trouble(undefined);
    await site.app.browser().submit("/register", { email: "b@example.org", password: PASSWORD });
    await site.app.mails();
    expect(server.deliveries.at(-1)).toMatchObject({ to: ["b@example.org"] });
  });
});

test("a hand-over that takes longer than a claim keeps its claim, and nobody sends the mail again", async () => {
  await using server = await oddServer();
  await using site = await siteWith(server.port);
  const { app, mailer } = site;
  const context = { ...app.postern.context, mailer, mails: kinds };
  const slow = Promise.withResolvers<void>();
  server.answerAfter(slow.promise);
  const renewals = Promise.withResolvers<void>();
  const { renewClaim } = context.store;
  const store = {
    ...context.store,
    async renewClaim(input: Parameters<typeof renewClaim>[0]) {
      const isKept = await renewClaim(input);
      if (server.mails.length === 1) renewals.resolve();
      return isKept;
    },
  };
  const [mail] = await claimDue(context, {
    count: 1,
    roomFor: () => 1,
    fullDomains: [],
  });
  app.clock.forward("29 seconds");
  const sending = sendOne({ ...context, store }, mail!, {
    inTurn: handOverSemaphore(mailer),
    renewEvery: 5,
  });
  await renewals.promise;
  app.clock.forward("29 seconds");
  expect(await app.postern.deliver()).toBe(0);
  slow.resolve();
  expect(await sending).toMatchObject({ ok: true });
  expect(site.mails()).toMatchObject([{ state: "sent", attempts: 1 }]);
  expect(server.mails).toHaveLength(1);
});

test("a process that ends answers for the mails it is handing over, and gives the others back", async () => {
  await using server = await oddServer();
  const names = Array.from({ length: 8 }, (_, place) => `a${place}`);
  await using site = await siteWith(server.port, names, { limits: "off" });
  const { app, mailer } = site;
  const slow = Promise.withResolvers<void>();
  server.answerAfter(slow.promise);
  const sender = startSender({
    ...app.postern.context,
    mails: kinds,
    mailer: { ...mailer, atOnce: 1 },
  });
  await until(() => server.mails.length === 1);
  const stopping = sender.stop();
  slow.resolve();
  await stopping;
  expect(server.mails).toHaveLength(1);
  const inState = (wanted: string, tries: number) =>
    site.mails().filter(({ state, attempts }) => state === wanted && attempts === tries);
  expect(inState("sent", 1)).toHaveLength(1);
  expect(inState("queued", 0)).toHaveLength(7);
});

/** A verb of a store that is away the first time. */
const awayOnce = <Input, Output>(verb: (input: Input) => Promise<Output>) => {
  let isBack = false;
  return async (input: Input): Promise<Output> => {
    if (isBack) return verb(input);
    isBack = true;
    throw new StoreUnavailable("Too many write the same rows now.", { reason: "busy" });
  };
};

test("the answer of a server is recorded once the database can be written again, and no second mail is sent", async () => {
  await using server = await oddServer();
  await using site = await siteWith(server.port);
  const { context } = site.app.postern;
  const settleMail: Store["settleMail"] = awayOnce(context.store.settleMail);
  breakStore(site.app, { settleMail });
  expect(await site.app.postern.deliver()).toBe(1);
  site.app.clock.forward("31 seconds");
  expect(await site.app.postern.deliver()).toBe(0);
  expect(site.mails()).toMatchObject([{ state: "sent", attempts: 1 }]);
  expect(server.mails).toHaveLength(1);
});

test("a webhook that was told is not told again because the database could not be written", async () => {
  let told = 0;
  const webhookSender: WebhookSender = {
    send: async () => ({ ok: true, answer: `204, ${(told += 1)}` }),
  };
  await using app = await testPostern({ webhookSender });
  const { context, deliver } = app.postern;
  const hook = { url: "https://crm.example/hook", types: ["user.registered"] };
  await addWebhook(context, { actor: "operator:ada" }, hook);
  await deliver();
  await app.browser().submit("/register", { email: "ada@example.com", password: PASSWORD });
  const settleDelivery: Store["settleDelivery"] = awayOnce(context.store.settleDelivery);
  breakStore(app, { settleDelivery });
  await deliver();
  app.clock.forward("31 seconds");
  await deliver();
  expect(told).toBe(1);
});

/** Lets the event loop turn until it is so. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setImmediate(resolve));
}
