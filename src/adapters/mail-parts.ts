// What a mail has, whichever way it goes: the sender, and the headers beside those that every mail has.

import { parseSender, type Sender } from "../domain/sender.ts";
import type { Message } from "../ports/mailer.ts";

/** The sender as parts. Throws if it is none, with the names of the mailer and its option. */
export function senderOf(mailer: string, text: string, option = "from"): Sender {
  const sender = parseSender(String(text));
  if (sender !== undefined) return sender;
  throw new Error(`${mailer}: give a sender as ${option}, like Acme <accounts@example.com>`);
}

export const headersOf = ({ language }: Message): Readonly<Record<string, string>> => ({
  ...(language !== undefined && { "Content-Language": language }),
  "Auto-Submitted": "auto-generated",
  // Not `All`: that would also suppress reports that a mail could not be delivered.
  "X-Auto-Response-Suppress": "OOF, AutoReply",
});
