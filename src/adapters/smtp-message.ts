// A message as it is sent: the same bytes at every try.

import { hash } from "node:crypto";
import type MimeNode from "nodemailer/lib/mime-node";
import type { MimeNodeOptions } from "nodemailer/lib/mime-node";
import { loadedOnce } from "../domain/once.ts";
import type { Sender } from "../domain/sender.ts";
import type { Message } from "../ports/mailer.ts";
import { headersOf } from "./mail-parts.ts";

type Senders = { readonly from: Sender; readonly replyTo?: Sender | undefined };

/** A complete mail, with CRLF line breaks and nothing beyond ASCII. */
export async function bytesOf(message: Message, senders: Senders): Promise<Buffer> {
  const { Part, textIn } = await parts();
  const options = optionsFor(message);
  const mail = new Part("multipart/alternative", options);
  addParts(mail, options, message);
  addHeaders(mail, message, senders);
  const text = textIn(mail);
  return Buffer.from(text.replaceAll("\r\n", "\n").replaceAll("\n", "\r\n"), "latin1");
}

/**
 * nodemailer encodes each part and its headers. Its composer would look for kinds of parts that no mail has, and its streams
 * would take three times as long.
 */
const parts = loadedOnce(async () => {
  const { default: Part } = await import("nodemailer/lib/mime-node");
  const { encode, wrap } = await import("nodemailer/lib/qp");
  const textIn = (part: MimeNode): string =>
    `${part.buildHeaders()}\n\n${part.multipart ? partsIn(part) : contentIn(part)}`;
  const partsIn = ({ childNodes, boundary }: MimeNode): string =>
    `${childNodes.map((part) => `--${boundary}\n${textIn(part)}\n`).join("")}--${boundary}--\n`;
  const contentIn = (part: MimeNode): string => {
    const content = part.content as string | Buffer;
    if (typeof content !== "string")
      return content.toString("base64").replace(/.{76}(?=.)/g, "$&\n");
    return part.getTransferEncoding() === "7bit" ? content : wrap(encode(content));
  };
  return { Part, textIn };
});

const optionsFor = ({ messageId }: Message): MimeNodeOptions => ({
  // Derived from the Message-ID, so that every try of a mail has the same bytes.
  baseBoundary: hash("sha256", messageId, "hex").slice(0, 32),
  textEncoding: "quoted-printable",
  disableFileAccess: true,
  disableUrlAccess: true,
});

function addParts(
  mail: MimeNode,
  options: MimeNodeOptions,
  { text, html, images = [] }: Message,
): void {
  const related = 'multipart/related; type="text/html"';
  mail.createChild("text/plain; charset=utf-8", options).setContent(text);
  const shown = images.length === 0 ? mail : mail.createChild(related, options);
  shown.createChild("text/html; charset=utf-8", options).setContent(html);
  for (const { contentId, type, name, content } of images) {
    const image = shown.createChild(type, { ...options, filename: name });
    image.setHeader("Content-Id", `<${contentId}>`);
    image.setHeader("Content-Transfer-Encoding", "base64");
    image.setHeader("Content-Disposition", "inline");
    image.setContent(Buffer.from(content));
  }
}

function addHeaders(mail: MimeNode, message: Message, { from, replyTo }: Senders): void {
  mail.addHeader(headersOf(message));
  mail.setHeader("From", from);
  // A structure: no address is parsed from a string again.
  mail.setHeader("To", { name: "", address: message.to });
  if (replyTo !== undefined) mail.setHeader("Reply-To", replyTo);
  mail.setHeader("Subject", message.subject);
  mail.setHeader("Message-ID", message.messageId);
  mail.setHeader("Date", new Date(message.date));
}
