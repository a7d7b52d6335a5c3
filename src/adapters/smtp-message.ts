// A message as nodemailer takes it: the same bytes at every try.

import { createHash } from "node:crypto";
import type { SendMailOptions } from "nodemailer";
import type { Message } from "../ports/mailer.ts";

/** Everything but the sender, the envelope and where replies go. */
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
  headers: {
    ...(message.language !== undefined && { "Content-Language": message.language }),
    "Auto-Submitted": "auto-generated",
    // Not `All`: that would also suppress reports that a mail could not be delivered.
    "X-Auto-Response-Suppress": "OOF, AutoReply",
  },
});
