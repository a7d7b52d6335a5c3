// A message as it is sent: the same bytes at every try.

import { createHash } from "node:crypto";
import type { SendMailOptions } from "nodemailer";
import type MimeNode from "nodemailer/lib/mime-node";
import type { Sender } from "../domain/sender.ts";
import type { Message } from "../ports/mailer.ts";
import { headersOf } from "./mail-parts.ts";

/** A complete mail, with CRLF line breaks and nothing beyond ASCII. */
export async function bytesOf(
  message: Message,
  { from, replyTo }: { readonly from: Sender; readonly replyTo?: Sender | undefined },
): Promise<Buffer> {
  const { MailComposer, textIn } = await (loaded ??= load());
  const composer = new MailComposer({
    ...contentOf(message),
    from,
    ...(replyTo !== undefined && { replyTo }),
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const text = textIn(composer.compile());
  return Buffer.from(text.replace(/\r?\n|(?<!\n)$/g, "\r\n"), "latin1");
}

let loaded: ReturnType<typeof load> | undefined;

/**
 * nodemailer makes the parts and their headers. It would write them through several streams for each part, which takes three
 * times as long.
 */
async function load() {
  const { default: MailComposer } = await import("nodemailer/lib/mail-composer");
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
  return { MailComposer, textIn };
}

/** What nodemailer makes a mail of. */
export const contentOf = (message: Message): SendMailOptions => ({
  // A structure: no address is parsed from a string again.
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
  // Derived from the Message-ID, so that every try of a mail has the same bytes.
  baseBoundary: createHash("sha256").update(message.messageId).digest("hex").slice(0, 32),
  textEncoding: "quoted-printable",
  headers: headersOf(message),
});
