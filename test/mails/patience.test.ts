// How long to wait for a mail server: long once it has the mail, and not long before.

import { expect, test, vi } from "vitest";
import { smtpMailer, type SmtpOptions } from "../../src/adapters/smtp-mailer.ts";
import type { Message } from "../../src/ports/mailer.ts";
import { oddServer } from "./odd-server.ts";

const LONG = 60_000;

const mailTo = (to: string): Message => ({
  to,
  subject: "Confirm your email address",
  text: "Open this link.",
  html: "<p>Open this link.</p>",
  messageId: `<${to}>`,
  date: 0,
  returnPath: undefined,
  about: { id: to, kind: "confirm", code: undefined, links: [] },
});

async function mailerTo(port: number, patience: SmtpOptions["patience"]) {
  const from = "Postern <accounts@postern.example>";
  const mailer = smtpMailer({ host: "127.0.0.1", port, secure: false, from, patience });
  return Object.assign(mailer, { [Symbol.asyncDispose]: async () => mailer.close?.() });
}

test("a server that thinks about a mail it has is waited for, and one that is silent before is not", async () => {
  await using server = await oddServer();
  await using mailer = await mailerTo(server.port, { untilTheDot: 1_000, atTheDot: LONG });
  const thinking = Promise.withResolvers<void>();
  server.answerAfter(thinking.promise);
  const slow = mailer.send(mailTo("ada@example.com"));
  await vi.waitFor(() => expect(server.mails).toHaveLength(1));
  server.silentAt("RCPT");
  const silence = await mailer.send(mailTo("bob@example.com"));
  expect(silence).toEqual({
    ok: false,
    fault: "passing",
    affectsAll: false,
    mayHaveArrived: false,
    answer: "no answer in time",
  });
  thinking.resolve();
  expect(await slow).toMatchObject({ ok: true });
  expect(server.mails).toHaveLength(1);
});

test("one that is silent about a mail to one address is given up for others, unless it has the mail", async () => {
  await using server = await oddServer();
  await using mailer = await mailerTo(server.port, { untilTheDot: LONG, atTheDot: LONG });
  const others = new AbortController();
  const thinking = Promise.withResolvers<void>();
  server.answerAfter(thinking.promise);
  const slow = mailer.send(mailTo("ada@example.com"), others.signal);
  await vi.waitFor(() => expect(server.mails).toHaveLength(1));
  const before = server.heard.length;
  server.silentAt("RCPT");
  const silence = mailer.send(mailTo("bob@example.com"), others.signal);
  await vi.waitFor(() => expect(server.heard.slice(before)).toContain("RCPT"));
  others.abort();
  expect(await silence).toMatchObject({ fault: "passing", affectsAll: false });
  thinking.resolve();
  expect(await slow).toMatchObject({ ok: true });
});

test("one that never says whether it took a mail may have taken it", async () => {
  await using server = await oddServer();
  await using mailer = await mailerTo(server.port, { untilTheDot: LONG, atTheDot: 50 });
  server.silentAt("dot");
  const answer = await mailer.send(mailTo("ada@example.com"));
  expect(answer).toMatchObject({ ok: false, fault: "unknown", mayHaveArrived: true });
  expect(server.mails).toHaveLength(1);
});

test("one that is silent before it has heard of anybody would be so to all", async () => {
  await using server = await oddServer();
  await using mailer = await mailerTo(server.port, { untilTheDot: 200, atTheDot: LONG });
  server.silentAt("EHLO");
  const answer = await mailer.send(mailTo("ada@example.com"));
  expect(answer).toMatchObject({ ok: false, fault: "passing", affectsAll: true });
});
