// A message as it is sent: the same bytes at every try.

import { createHash } from "node:crypto";
import type { SendMailOptions } from "nodemailer";
import type { Sender } from "../domain/sender.ts";
import type { Message } from "../ports/mailer.ts";
import { headersOf } from "./mail-parts.ts";

/** A complete mail, with CRLF line breaks and nothing beyond ASCII. */
export async function bytesOf(
  message: Message,
  { from, replyTo }: { readonly from: Sender; readonly replyTo?: Sender | undefined },
): Promise<Buffer> {
  const { default: MailComposer } = await import("nodemailer/lib/mail-composer");
  const composer = new MailComposer({
    ...contentOf(message),
    from,
    ...(replyTo !== undefined && { replyTo }),
    newline: "windows",
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composer.compile().build();
}

const contentOf = (message: Message): SendMailOptions => ({
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
