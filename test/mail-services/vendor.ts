// What a simulated mail service is, and what all of them have.

import { simpleParser } from "mailparser";
import type { z } from "zod";
import type { MailServicePatience } from "../../src/adapters/mail-services/exchange.ts";
import type { ServiceMailer } from "../../src/adapters/mail-services/http-mailer.ts";
import type { Message } from "../../src/ports/mailer.ts";
import type { Answer, Received } from "./service-server.ts";

export const FROM = { name: "Acme, Accounts", address: "accounts@example.com" };
export const SENDER = '"Acme, Accounts" <accounts@example.com>';
/** A mail without anything that not every mail has. */
export const MAIL: Message = {
  to: "ada@example.com",
  subject: "Hello",
  text: "Hello",
  html: "<p>Hello</p>",
  messageId: "<1@accounts.example.com>",
  date: Date.UTC(2026, 10, 29, 10),
  about: { id: "1", kind: "confirm", links: [] },
};

/** The service knows nothing of it. */
export const UNVERIFIED = "Acme <accounts@unverified.example>";
/** The service has it on its own block list. */
export const SUPPRESSED = "gone@example.com";

/** A mail as the service was given it. What it has no field for is undefined. */
export type Given = {
  readonly to: string;
  readonly from: { readonly name: string; readonly address: string };
  readonly replyTo?: string | undefined;
  readonly subject: string;
  readonly text?: string | undefined;
  readonly html: string;
  readonly messageId?: string | undefined;
  readonly language?: string | undefined;
  readonly images: readonly { readonly cid?: string | undefined; readonly content: string }[];
  readonly reference?: string | undefined;
  readonly returnPath?: string | undefined;
  /** Whether the request switched off all tracking; undefined if it has no switch. */
  readonly tracks?: boolean | undefined;
  readonly idempotencyKey?: string | undefined;
};

export type Opening = {
  readonly key?: string;
  readonly from?: string;
  readonly atOnce?: number;
  readonly patience?: MailServicePatience;
};

export type Vendor = {
  readonly name: string;
  readonly open: (at: string, opening?: Opening) => ServiceMailer;
  readonly isMail: (request: Pick<Received, "method" | "path">) => boolean;
  /** A fresh service, which adds each mail that it accepts to the list. */
  readonly service: (taken: Given[]) => (request: Received) => Answer | Promise<Answer>;
  /** The parts that this service's API has no place for. */
  readonly lacks: readonly (keyof Given | "cid")[];
  /** Where its answer says that it accepted a mail. */
  readonly acceptsIn: "body" | "headers";
  readonly suppressed: "told at once" | "told later";
  /** A documented answer to too many requests, and how long it asks to wait. */
  readonly tooMany: { readonly answer: Answer; readonly wait: number };
  readonly quota: Answer;
  readonly failure: Answer;
};

/** A request that is not as the documentation has it: tests show it as what went wrong. */
export const malformed = (words: string): Answer => ({
  status: 400,
  body: { message: `malformed: ${words}` },
});

/** A JSON body with these fields and no others; or an answer that says what is wrong. */
export function readJson<Schema extends z.ZodType>(
  { body, headers }: Received,
  schema: Schema,
): { readonly value: z.infer<Schema> } | { readonly wrong: Answer } {
  if (headers["content-type"] !== "application/json") return { wrong: malformed("content-type") };
  if (headers["content-length"] !== `${body.length}`) return { wrong: malformed("content-length") };
  const read = schema.safeParse(JSON.parse(body.toString()));
  return read.success ? { value: read.data } : { wrong: malformed(read.error.message) };
}

/** `"Name" <address>` as parts. */
export function parts(line: string): { name: string; address: string } {
  const [, name = "", address = ""] = /^(?:"((?:[^"\\]|\\.)*)" )?<?([^<>"]+)>?$/.exec(line) ?? [];
  return { name: name.replace(/\\(.)/g, "$1"), address };
}

/** What a mail's own bytes contain. */
export async function readMime(bytes: Buffer): Promise<Given> {
  const mail = await simpleParser(bytes, { skipImageLinks: true });
  const [from] = mail.from?.value ?? [];
  const to = Array.isArray(mail.to) ? mail.to[0] : mail.to;
  return {
    to: to?.value[0]?.address ?? "",
    from: { name: from?.name ?? "", address: from?.address ?? "" },
    replyTo: mail.replyTo?.value[0]?.address,
    subject: mail.subject ?? "",
    text: mail.text?.trimEnd(),
    html: (mail.html || "").trimEnd(),
    messageId: mail.messageId,
    language: mail.headers.get("content-language") as string | undefined,
    images: mail.attachments.map(({ cid, content }) => ({
      cid,
      content: content.toString("base64"),
    })),
  };
}
