import MailComposer from "nodemailer/lib/mail-composer";
import { expect, test } from "vitest";
import { createHash } from "node:crypto";
import type { Sender } from "../domain/sender.ts";
import type { MailImage, Message } from "../ports/mailer.ts";
import { headersOf } from "./mail-parts.ts";
import { bytesOf } from "./smtp-message.ts";

const FROM = { name: "Plüsch, GmbH", address: "accounts@example.com" };

/** The same mail, composed by nodemailer and written through its streams. */
const streamed = (message: Message, replyTo?: Sender): Promise<Buffer> =>
  new MailComposer({
    from: FROM,
    replyTo,
    to: { name: "", address: message.to },
    subject: message.subject,
    text: message.text,
    html: message.html,
    attachments: message.images?.map(({ contentId, type, name, content }) => ({
      cid: contentId,
      contentType: type,
      filename: name,
      content: Buffer.from(content),
      contentDisposition: "inline",
    })),
    messageId: message.messageId,
    date: new Date(message.date),
    baseBoundary: createHash("sha256").update(message.messageId).digest("hex").slice(0, 32),
    textEncoding: "quoted-printable",
    headers: headersOf(message),
    newline: "windows",
  })
    .compile()
    .build();

const LOGO: MailImage = {
  contentId: "logo",
  type: "image/png",
  name: "logo.png",
  content: Buffer.from(Array.from({ length: 1_000 }, (_, at) => (at * at) % 256)),
};

const message: Message = {
  to: "ada@müller.example",
  subject: "Confirm your address",
  text: "Confirm your address.\n",
  html: "<!doctype html>\n<p>Confirm your address.</p>\n",
  messageId: "<01HZ@example.com>",
  date: Date.UTC(2026, 10, 30),
  language: "en",
  reference: "r",
  about: { id: "01HZ", kind: "confirm", code: undefined, links: [] },
};

const LONG = `${"Plum trees by the river, and =3D, and a tab\t, ".repeat(30)}\n\n.\n..\nFrom here \n`;

test.each<[string, Partial<Message>]>([
  ["of short lines in ASCII", {}],
  ["of long lines", { text: LONG, html: LONG }],
  ["in Arabic", { text: "تأكيد العنوان ".repeat(40), html: `<p>${"تأكيد ".repeat(99)}</p>\n` }],
  ["with emojis", { subject: "🎉 Größe 🎉 ".repeat(9), text: "🎉".repeat(80), html: "–\r\n—\n" }],
  ["with a picture", { images: [LOGO] }],
  ["with two pictures and long lines", { html: LONG, images: [LOGO, { ...LOGO, name: "ö.png" }] }],
])("a mail %s has the bytes that nodemailer would write", async (_, part) => {
  const mail = { ...message, ...part };
  const bytes = await bytesOf(mail, { from: FROM });
  expect(bytes.toString("latin1")).toBe((await streamed(mail)).toString("latin1"));
});

test("a mail with an address for answers has the bytes that nodemailer would write", async () => {
  const replyTo = { name: "Größe", address: "help@example.com" };
  const bytes = await bytesOf(message, { from: FROM, replyTo });
  expect(bytes.toString("latin1")).toBe((await streamed(message, replyTo)).toString("latin1"));
});
