// Mails as a mail server and a mail program see them: the real mailer, a real server, a real parser.

import { generateKeyPairSync } from "node:crypto";
import { simpleParser } from "mailparser";
import { describe, expect, test } from "vitest";
import { smtpMailer, type SmtpOptions } from "../../src/adapters/smtp-mailer.ts";
import { PASSWORD, testPostern, type TestOptions } from "../../src/testing/test-postern.ts";
import { wordsOf } from "../journeys/page.ts";
import { mailServer, type MailServer } from "./mail-server.ts";

const EMAIL = "ada@example.com";

/** A Postern that hands its mails to this server. */
async function sendingTo(
  server: MailServer,
  options: TestOptions = {},
  smtp: Pick<SmtpOptions, "dkim"> = {},
) {
  const from = "Postern <accounts@postern.example>";
  const mailer = smtpMailer({ host: "127.0.0.1", port: server.port, secure: false, from, ...smtp });
  const app = await testPostern({ mailer, ...options });
  const browser = app.browser();
  await browser.submit("/register", { email: EMAIL, password: PASSWORD });
  return {
    app,
    browser,
    async [Symbol.asyncDispose]() {
      await mailer.close?.();
      await app[Symbol.asyncDispose]();
    },
  };
}

describe("a mail that arrives", () => {
  test("has one recipient and our own sender in its envelope", async () => {
    await using server = await mailServer();
    await using site = await sendingTo(server);
    await site.app.mails();
    expect(server.deliveries).toMatchObject([{ from: "accounts@postern.example", to: [EMAIL] }]);
  });

  test("is answered where the operator wants answers, and to the sender otherwise", async () => {
    await using server = await mailServer();
    for (const mailReplyTo of [undefined, "Acme Help <help@acme.example>"]) {
      await using site = await sendingTo(server, { mailReplyTo });
      await site.app.mails();
    }
    const [none, chosen] = await Promise.all(
      server.deliveries.map(async ({ data }) => simpleParser(data)),
    );
    expect(none?.replyTo).toBeUndefined();
    expect(chosen?.replyTo?.value).toEqual([{ name: "Acme Help", address: "help@acme.example" }]);
  });

  test("ends with its code and the host that it is for, so that programs can fill it in", async () => {
    await using server = await mailServer();
    await using site = await sendingTo(server);
    await site.app.mails();
    const { text = "" } = await simpleParser(server.deliveries[0]!.data);
    const [code] = /\b\d{8}\b/.exec(text) ?? [];
    expect(text.trimEnd().split("\n").at(-1)).toBe(`@postern.example #${code}`);
  });

  test('is signed, with a key whose line breaks came as "\\n"', async () => {
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const pem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
    const dkim = {
      domain: "postern.example",
      selector: "s1",
      privateKey: pem.replaceAll("\n", "\\n"),
    };
    await using server = await mailServer();
    await using site = await sendingTo(server, {}, { dkim });
    await site.app.mails();
    const [delivery] = server.deliveries;
    expect(delivery?.data.toString()).toMatch(
      /^DKIM-Signature: v=1; a=rsa-sha256;[^:]* d=postern\.example;[^:]* s=s1;/m,
    );
  });

  test("says in its headers what it is, and that no machine should answer it", async () => {
    await using server = await mailServer();
    await using site = await sendingTo(server);
    await site.app.mails();
    const mail = await simpleParser(server.deliveries[0]!.data);
    expect(mail.from?.text).toBe('"Postern" <accounts@postern.example>');
    expect([mail.to].flat().map((to) => to?.text)).toEqual([EMAIL]);
    expect(mail.subject).toBe("Confirm your email address – Postern");
    expect(mail.headers.get("auto-submitted")).toBe("auto-generated");
    expect(mail.headers.get("content-language")).toBe("en");
    expect(mail.headers.get("x-auto-response-suppress")).toBe("OOF, AutoReply");
    expect(mail.messageId).toMatch(/^<[0-9a-f-]{36}@postern\.example>$/);
    expect(mail.date).toEqual(new Date(site.app.clock.now()));
    expect([mail.cc, mail.bcc, mail.replyTo]).toEqual([undefined, undefined, undefined]);
  });

  test("has a text and an HTML part that say the same, in this order", async () => {
    await using server = await mailServer();
    await using site = await sendingTo(server);
    await site.app.mails();
    const raw = server.deliveries[0]!.data.toString();
    const mail = await simpleParser(raw);
    expect(mail.headers.get("content-type")).toMatchObject({ value: "multipart/alternative" });
    expect(raw.indexOf("text/plain; charset=utf-8")).toBeLessThan(
      raw.indexOf("text/html; charset=utf-8"),
    );
    // Long lines travel in quoted-printable, which breaks them only for the transport.
    expect(raw).toMatch(
      /text\/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable/,
    );
    expect(Math.max(...raw.split("\r\n").map(({ length }) => length))).toBeLessThanOrEqual(78);
    expect(mail.text).toMatch(/^Someone, hopefully you, created an account .{72,}\.$/m);
    const link = /https:\/\/postern\.example\/confirm\/[\w.-]+(?!\S)/.exec(mail.text!)![0];
    const code = /: (\d{8})$/m.exec(mail.text!)![1]!;
    for (const part of [mail.text!, mail.html as string]) {
      expect(part).toContain(link);
      expect(part).toContain(`${link}/not-me`);
      expect(part).toContain(code);
      expect(part).toContain("60 minutes");
    }
    expect(mail.attachments).toEqual([]);
  });

  test("loads nothing from anywhere and tells nobody that it was read", async () => {
    await using server = await mailServer();
    await using site = await sendingTo(server);
    await site.app.mails();
    const { html } = await simpleParser(server.deliveries[0]!.data);
    expect(html).not.toMatch(
      /<(?:img|script|link|iframe|object|video|audio)\b|@import|url\(|background=/i,
    );
    const hosts = [...(html as string).matchAll(/https?:\/\/([^/"'<\s]+)/g)].map(
      ([, host]) => host,
    );
    expect(new Set(hosts)).toEqual(new Set(["postern.example"]));
  });

  test("keeps lines short and every letter, whatever the name of the site is", async () => {
    await using server = await mailServer();
    await using site = await sendingTo(server, { appName: "Çäfé “Über” ☕ 東京" });
    await site.app.mails();
    const raw = server.deliveries[0]!.data;
    const mail = await simpleParser(raw);
    expect(mail.subject).toBe("Confirm your email address – Çäfé “Über” ☕ 東京");
    expect(mail.text).toContain("Çäfé “Über” ☕ 東京");
    expect(mail.html).toContain("Çäfé “Über” ☕ 東京");
    expect(
      Math.max(
        ...raw
          .toString("latin1")
          .split("\r\n")
          .map(({ length }) => length),
      ),
    ).toBeLessThan(999);
    expect(raw.every((byte) => byte < 128)).toBe(true);
  });

  test("goes to an address in another script as the mail system writes it", async () => {
    await using server = await mailServer();
    await using site = await sendingTo(server);
    await site.app
      .browser()
      .submit("/register", { email: "ada@müller.example", password: PASSWORD });
    await site.app.mails();
    const raw = server.deliveries.map(({ data }) => data.toString());
    expect(raw[1]).toContain("\r\nTo: ada@xn--mller-kva.example\r\n");
  });
});

describe("a mail that is tried again", () => {
  test("has the same bytes every time, however much later", async () => {
    await using server = await mailServer();
    await using site = await sendingTo(server);
    const { app } = site;
    for (const at of ["data", "data", undefined] as const) {
      server.trouble(at && { at, code: 451, words: "4.7.1 Greylisted, come back later" });
      await app.mails();
      app.clock.forward("7 minutes");
    }
    const [first, second, third, ...more] = server.deliveries.map(({ data }) => data.toString());
    expect(more).toEqual([]);
    expect(second).toBe(first);
    expect(third).toBe(first);
    expect(app.database.prepare("SELECT state, attempts FROM mails").get()).toEqual({
      state: "sent",
      attempts: 3,
    });
  });

  test("waits longer each time, and the waiting page tells the truth meanwhile", async () => {
    await using server = await mailServer();
    await using site = await sendingTo(server);
    const { app, browser } = site;
    server.trouble({ at: "to", code: 450, words: "4.2.1 Mailbox busy" });
    await app.mails();
    expect(wordsOf(await browser.open("/unconfirmed"))).toContain("is asking us to wait");
    const { body } = await browser.json("GET", "/unconfirmed");
    expect(body["mail"]).toMatchObject({ state: "retry" });
    expect(body["mail"]).not.toHaveProperty("answer");
    server.trouble(undefined);
    await app.mails();
    expect(server.deliveries).toEqual([]);
    app.clock.forward("6 seconds");
    await app.mails();
    expect(server.deliveries).toHaveLength(1);
  });

  test("is not lost when nobody listens at all", async () => {
    const server = await mailServer();
    await using site = await sendingTo(server);
    await server[Symbol.asyncDispose]();
    await site.app.mails();
    const row = site.app.database.prepare("SELECT state, attempts, ended_on FROM mails").get();
    expect(row).toEqual({ state: "queued", attempts: 0, ended_on: null });
  });
});

describe("a mail that is refused for good", () => {
  test("by a server that announced that it takes no such size is not offered to it, and is ours to mend", async () => {
    await using server = await mailServer({ size: 2_000 });
    await using site = await sendingTo(server);
    await site.app.mails();
    const { body } = await site.browser.json("GET", "/unconfirmed");
    expect(body).toMatchObject({ state: "waiting", mail: { state: "retry" } });
    expect(server.deliveries).toEqual([]);
    expect(site.app.database.prepare("SELECT fault, answer FROM mails").get()).toEqual({
      fault: "policy",
      answer: "552 5.3.4 Message size larger than allowed 2000",
    });
    expect(site.app.log.map(({ event }) => event)).not.toContain("mails-held");
  });

  test("because of its address is dead, and the waiting page says what to do", async () => {
    await using server = await mailServer();
    await using site = await sendingTo(server);
    const { app, browser } = site;
    server.trouble({ at: "to", code: 550, words: "5.1.1 No such user here" });
    await app.mails();
    const page = await browser.open("/unconfirmed");
    expect(wordsOf(page)).toContain(`We could not deliver to ${EMAIL}`);
    expect(wordsOf(page)).toMatch(
      /there is no such mailbox, or that it is closed\. Check the address\./,
    );
    server.trouble(undefined);
    app.clock.forward("1 hour");
    await app.mails();
    expect(server.deliveries).toEqual([]);
    await browser.submit("/unconfirmed/email", { email: "ada@example.org" });
    await app.mails();
    expect(server.deliveries).toMatchObject([{ to: ["ada@example.org"] }]);
  });

  test.for([
    { at: "to", code: 550, words: "Sender verify failed" },
    { at: "to", code: 550, words: "Administrative prohibition" },
    { at: "data", code: 554, words: "5.2.252 SendAsDenied; relay@acme.example" },
    { at: "data", code: 550, words: "5.4.5 Daily user sending limit exceeded" },
  ] as const)(
    "because of us, once the address is known ($words), is tried again",
    async (trouble) => {
      await using server = await mailServer();
      await using site = await sendingTo(server);
      server.trouble(trouble);
      await site.app.mails();
      const { body } = await site.browser.json("GET", "/unconfirmed");
      expect(body).toMatchObject({ state: "waiting", mail: { state: "retry" } });
      expect(JSON.stringify(body)).not.toContain(trouble.words.slice(-12));
      server.trouble(undefined);
      site.app.clock.forward("30 minutes");
      await site.app.mails();
      const after = (await site.browser.json("GET", "/unconfirmed")).body;
      expect(after).toMatchObject({ state: "waiting", mail: { state: "sent" } });
    },
  );

  test.for([
    { at: "connect", code: 554, words: "5.7.1 You are on our list" },
    { at: "from", code: 550, words: "5.7.1 Sender not allowed" },
  ] as const)("because of us ($at, $code) stays in the outbox", async (trouble) => {
    await using server = await mailServer();
    await using site = await sendingTo(server);
    server.trouble(trouble);
    await site.app.mails();
    const { body } = await site.browser.json("GET", "/unconfirmed");
    expect(body).toMatchObject({ state: "waiting", mail: { state: "queued" } });
    expect(
      site.app.log.some(({ facts }) => ["sender", "policy"].includes(`${facts["fault"]}`)),
    ).toBe(true);
    server.trouble(undefined);
    site.app.clock.forward("1 minute");
    await site.app.mails();
    expect(server.deliveries).toHaveLength(1);
  });
});
