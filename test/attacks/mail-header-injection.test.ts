// Whatever is typed, the mail server is given one sender, one recipient and one message.

import { createServer, type AddressInfo } from "node:net";
import { simpleParser } from "mailparser";
import { describe, expect, test } from "vitest";
import { smtpMailer } from "../../src/adapters/smtp-mailer.ts";
import { parseEmailAddress } from "../../src/domain/email-address.ts";
import { testPostern } from "../../src/testing/test-postern.ts";
import { countingHasher } from "./tools.ts";

type Received = {
  /** Every command of the transaction, as received. */
  readonly commands: readonly string[];
  readonly data: string;
};

type Server = AsyncDisposable & { readonly port: number; readonly received: readonly Received[] };

/** A mail server that understands only what is needed, and keeps every byte. */
async function mailServer(): Promise<Server> {
  const received: Received[] = [];
  const server = createServer((socket) => {
    let commands: string[] = [];
    let data: string | undefined;
    let rest = "";
    const answer = (text: string) => socket.write(`${text}\r\n`);
    socket.setEncoding("latin1").on("error", () => socket.destroy());
    socket.on("data", (chunk: string) => {
      rest += chunk;
      for (let end = rest.indexOf("\r\n"); end >= 0; end = rest.indexOf("\r\n")) {
        const line = rest.slice(0, end);
        rest = rest.slice(end + 2);
        if (data !== undefined && line !== ".") data += `${line}\r\n`;
        else if (data !== undefined) {
          received.push({ commands, data });
          [commands, data] = [[], undefined];
          answer("250 kept");
        } else if (/^(EHLO|QUIT|RSET)/.test(line)) answer("250 mail.example");
        else {
          commands.push(line);
          if (line === "DATA") data = "";
          answer(line === "DATA" ? "354 go on" : "250 fine");
        }
      }
    });
    answer("220 mail.example");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    received,
    [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

async function siteWith(server: Server, options: Parameters<typeof testPostern>[0] = {}) {
  const mailer = smtpMailer({
    host: "127.0.0.1",
    port: server.port,
    secure: false,
    from: "Postern <postern@postern.example>",
  });
  const app = await testPostern({
    mailer,
    passwordHasher: countingHasher(),
    limits: "off",
    ...options,
  });
  return {
    app,
    async [Symbol.asyncDispose]() {
      await app[Symbol.asyncDispose]();
      await mailer.close?.();
    },
  };
}

const BREAKS = ["\r\n", "\n", "\r", "%0d%0a", "\u2028", "\u0085", "\\r\\n", "=0D=0A", "&#10;"];

const INJECTIONS = BREAKS.flatMap((crlf) => [
  `ada@example.com${crlf}Bcc: evil@evil.example`,
  `ada@example.com${crlf}RCPT TO:<evil@evil.example>`,
  `ada${crlf}.${crlf}MAIL FROM:<evil@evil.example>${crlf}@example.com`,
  `${crlf}ada@example.com`,
]);

test("line breaks in every field, in every spelling, reach no mail at all", async () => {
  await using server = await mailServer();
  await using site = await siteWith(server);
  for (const text of INJECTIONS) {
    const browser = site.app.browser({ userAgent: "Evil/1.0 Bcc: evil@evil.example" });
    await browser.submit("/register", { email: text, password: text, next: text });
    await browser.submit("/resend", { email: text });
    await browser.submit("/forgot", { email: text });
    await browser.submit("/register", {
      email: "ada@example.com",
      password: `${text} plum tree`,
      next: `/${text}`,
      form_id: text,
    });
    await browser.submit("/unconfirmed/email", { email: text });
  }
  while ((await site.app.postern.deliver()) > 0);
  expect(server.received.length).toBeGreaterThan(0);
  for (const { commands, data } of server.received) {
    expect(commands).toEqual([
      "MAIL FROM:<postern@postern.example>",
      // In a local part, per cent signs and the like are ordinary characters.
      expect.stringMatching(/^RCPT TO:<[^\s<>@]*ada@example\.com>$/),
      "DATA",
    ]);
    expect(data).not.toMatch(/evil/i);
  }
});

test("a mail has the headers we write, once each, and no line that ends in LF alone", async () => {
  await using server = await mailServer();
  await using site = await siteWith(server);
  await site.app
    .browser()
    .submit("/register", { email: "ada@example.com", password: "plum tree by" });
  await site.app.postern.deliver();
  const raw = server.received[0]!.data;
  const head = raw.slice(0, raw.indexOf("\r\n\r\n")).replace(/\r\n[ \t]+/g, " ");
  const names = head.split("\r\n").map((line) => line.slice(0, line.indexOf(":")).toLowerCase());
  expect(names.toSorted()).toEqual(
    [
      "auto-submitted",
      "content-language",
      "content-type",
      "date",
      "from",
      "message-id",
      "mime-version",
      "subject",
      "to",
      "x-auto-response-suppress",
    ].toSorted(),
  );
  expect(raw.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
  expect(Math.max(...raw.split("\r\n").map((line) => line.length))).toBeLessThanOrEqual(998);
});

describe("the recipient is the address that was checked, to the byte", () => {
  test.each([
    "ada@example.com",
    "Ada.Lovelace+tag@Example.COM",
    "o'hara#$&*/?^_`{|}~-=x@example.com",
    "ada@müller.example",
    "ada@MÜLLER.example",
    "ada@straße.example",
    "ada@ΒΌΛΟΣ.example",
    "ada@ᎠᎡᎢ.example",
    "ada@GROẞ.example",
    "ada@İstanbul.example",
    "ada@xn--mller-kva.example",
    "-oQ@example.com",
    "a@b.cd",
  ])("%s", async (email) => {
    await using server = await mailServer();
    await using site = await siteWith(server);
    await site.app.browser().submit("/register", { email, password: "plum tree by the river" });
    await site.app.postern.deliver();
    const parsed = parseEmailAddress(email);
    const [local] = email.split("@");
    const expected = parsed.ok ? `${local}@${parsed.value.domain}` : "";
    expect(server.received.map(({ commands }) => commands[1])).toEqual([`RCPT TO:<${expected}>`]);
  });
});

test("nothing a stranger chose stands in a mail to an address that is not proven", async () => {
  await using server = await mailServer();
  await using site = await siteWith(server);
  const browser = site.app.browser({
    userAgent: "Mozilla/5.0 BUY-CHEAP-PILLS (Firefox/140.0) evil",
  });
  await browser.submit("/register", {
    email: "ada@example.com",
    password: "evil words in a password",
    next: "/evil?BUY",
  });
  await browser.submit("/resend");
  await browser.submit("/forgot", { email: "ada@example.com" });
  while ((await site.app.postern.deliver()) > 0);
  expect(server.received.length).toBeGreaterThan(1);
  for (const { data } of server.received) {
    const mail = await simpleParser(data);
    expect(`${data}${mail.text}${String(mail.html)}`).not.toMatch(/evil|BUY|PILLS/i);
  }
});

test("markup in the site's own name and in an address is text, in pages and mails", async () => {
  await using server = await mailServer();
  await using site = await siteWith(server, { appName: "Tom & <b>Jerry's</b>" });
  const email = "ada&co'`{x}@example.com";
  const page = await site.app
    .browser()
    .submit("/register", { email, password: "plum tree by the" });
  expect(page.text).not.toContain("<b>Jerry");
  expect(page.text).toContain("ada&amp;co");
  await site.app.postern.deliver();
  const mail = await simpleParser(server.received[0]!.data);
  expect(String(mail.html)).not.toContain("<b>Jerry");
  expect(mail.subject).toBe("Confirm your email address – Tom & <b>Jerry's</b>");
});
