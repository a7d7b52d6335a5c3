// Mails that wear the brand of a site, through a real mail server and a real parser.

import { generateKeyPairSync } from "node:crypto";
import { simpleParser } from "mailparser";
import { expect, test } from "vitest";
import { smtpMailer, type SmtpOptions } from "../../src/adapters/smtp-mailer.ts";
import type { BrandOptions } from "../../src/options/types.ts";
import { PASSWORD, testPostern } from "../../src/testing/test-postern.ts";
import { mailServer, type MailServer } from "../mails/mail-server.ts";
import { png, svgLogo } from "./pictures.ts";

const BRAND: BrandOptions = {
  theme: "plain",
  accent: "#7a1fa2",
  logo: svgLogo(),
  logoInMail: png({ width: 240, height: 80 }),
  mailHeader: "Accounts of Acme",
  mailFooter: "Acme Ltd, 1 Harbour Street\nCompany number 123456",
};

async function sent(
  server: MailServer,
  brand: BrandOptions,
  smtp: Pick<SmtpOptions, "dkim"> = {},
): Promise<string> {
  const from = "Acme <accounts@postern.example>";
  const mailer = smtpMailer({ host: "127.0.0.1", port: server.port, secure: false, from, ...smtp });
  await using app = await testPostern({ appName: "Acme", mailer, brand });
  const account = { email: "ada@example.com", password: PASSWORD };
  await app.browser().submit("/register", account);
  await app.mails();
  await mailer.close?.();
  return server.deliveries.at(-1)!.data.toString();
}

test("the logo is attached to the mail, and the name is there as text", async () => {
  await using server = await mailServer();
  const mail = await simpleParser(await sent(server, BRAND), { skipImageLinks: true });
  const [logo, ...others] = mail.attachments;
  expect(others).toEqual([]);
  expect(logo).toMatchObject({
    contentType: "image/png",
    contentDisposition: "inline",
    related: true,
  });
  expect(Buffer.from(logo!.content)).toEqual(Buffer.from(BRAND.logoInMail!));
  const html = mail.html as string;
  expect(html).toMatch(
    new RegExp(`<img\\s+src="cid:${logo!.cid!}"\\s+alt=""\\s+width="108"\\s+height="36"`),
  );
  expect(html).toMatch(/\/>\s*Acme\s*<div/);
  expect(html).not.toMatch(/data:|svg|src="http/);
  expect(html).toContain("background:#7a1fa2");
});

test("a logo that shows the name has it as its alternative", async () => {
  await using server = await mailServer();
  const mail = await sent(server, { ...BRAND, logoShowsName: true });
  const { html } = await simpleParser(mail, { skipImageLinks: true });
  expect(html).toMatch(/<img[^>]*\salt="Acme"/);
});

test("an SVG alone is for pages: its mails have the name, and no picture", async () => {
  await using server = await mailServer();
  const mail = await simpleParser(await sent(server, { logo: svgLogo() }));
  expect(mail.attachments).toEqual([]);
  expect(mail.html).not.toContain("<img");
  expect(mail.html).toMatch(/>\s*Acme/);
});

test("header and footer are in both parts; the first line of the text still says what it is about", async () => {
  await using server = await mailServer();
  const { text = "", html } = await simpleParser(await sent(server, BRAND));
  for (const line of ["Accounts of Acme", "Acme Ltd, 1 Harbour Street", "Company number 123456"]) {
    expect(text).toContain(line);
    expect(html).toContain(line);
  }
  expect(text).toMatch(/^Confirm your email address\n\nAccounts of Acme\n/);
  // The code for programs is still the last line.
  expect(text).toMatch(/Company number 123456\n\n@postern\.example #\d{8}\n$/);
});

test("is signed as a whole", async () => {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const pem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  await using server = await mailServer();
  const dkim = { domain: "postern.example", selector: "s1", privateKey: pem };
  expect(await sent(server, BRAND, { dkim })).toMatch(/^DKIM-Signature: v=1; a=rsa-sha256;/m);
});

test("every try of a mail has the same bytes, with its logo too", async () => {
  await using server = await mailServer();
  await sent(server, BRAND);
  const message = { ...(await oneMessage()), messageId: "<1@postern.example>", date: 0 };
  const from = "Acme <accounts@postern.example>";
  const tries: string[] = [];
  for (const _ of [1, 2]) {
    const mailer = smtpMailer({ host: "127.0.0.1", port: server.port, secure: false, from });
    await mailer.send(message);
    await mailer.close?.();
    tries.push(server.deliveries.at(-1)!.data.toString());
  }
  expect(tries[0]).toContain("image/png");
  expect(tries[0]).toBe(tries[1]);
});

test("the development mailbox shows the logo where the mail has it", async () => {
  await using app = await testPostern({ brand: BRAND, developmentMailbox: true });
  const { mail } = await app.register("ada@example.com");
  expect(mail.images).toHaveLength(1);
  const shown = await app.browser().open(`/dev/mailbox/${mail.id}/html`);
  expect(shown.text).toContain(
    `src="data:image/png;base64,${Buffer.from(BRAND.logoInMail!).toString("base64")}"`,
  );
  expect(shown.text).not.toContain("cid:");
  expect(shown.headers.get("content-security-policy")).toContain("img-src data:");
});

async function oneMessage() {
  const messages: Parameters<ReturnType<typeof smtpMailer>["send"]>[0][] = [];
  const mailer = {
    send: async (message: (typeof messages)[number]) => {
      messages.push(message);
      return { ok: true as const, answer: "250" };
    },
  };
  await using app = await testPostern({ mailer, brand: BRAND });
  await app.browser().submit("/register", { email: "ada@example.com", password: PASSWORD });
  await app.mails();
  return messages[0]!;
}
