// SMTP through nodemailer: pooled connections, TLS checked, a structure in and an envelope beside it.

import { createHash } from "node:crypto";
import { createTransport, type Transporter } from "nodemailer";
import type SMTPPool from "nodemailer/lib/smtp-pool/index.js";
import type { HandOver, Mailer, Message } from "../ports/mailer.ts";

export type SmtpOptions = {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte (smtps). Otherwise STARTTLS is demanded, but for this machine itself. */
  readonly secure: boolean;
  readonly user?: string | undefined;
  readonly password?: string | undefined;
  /** `Name <address>`: the From of every mail; its address is also the envelope's sender. */
  readonly from: string;
  readonly connections?: number;
  readonly dkim?: {
    readonly domain: string;
    readonly selector: string;
    readonly privateKey: string;
  };
  /** For tests against a server with a certificate of its own making. */
  readonly ca?: string;
};

/** How long a server may take: for a connection, its greeting, and its silence afterwards. */
const PATIENCE = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 60_000 };

/** A mailer over SMTP. Without TLS it speaks only to the machine it runs on (RFC 8314). */
export function smtpMailer(options: SmtpOptions): Mailer {
  const from = parseFrom(options.from);
  const transport = transportFor(options);
  return {
    atOnce: connectionsOf(options),
    send: (message) => handOver(transport, from, message),
    close: async () => transport.close(),
  };
}

/**
 * Connects, speaks TLS and logs in as a mail would, and hangs up. Undefined when all of it went well,
 * else nodemailer's code for where it ended (`EAUTH`, `ETLS`, `ECONNECTION`, …), and the words for it.
 */
export async function trySmtp(
  options: SmtpOptions,
): Promise<{ readonly code: string; readonly answer: string } | undefined> {
  const transport = transportFor(options);
  try {
    await transport.verify();
    return undefined;
  } catch (error) {
    const { code = "", response, message } = error as SmtpError;
    return { code, answer: firstLine(response ?? message ?? "no answer") };
  } finally {
    transport.close();
  }
}

const connectionsOf = ({ connections = 5 }: SmtpOptions): number => connections;

function transportFor(options: SmtpOptions): Transporter<SMTPPool.SentMessageInfo> {
  const local = ["localhost", "127.0.0.1", "::1"].includes(options.host);
  return createTransport({
    pool: true,
    maxConnections: connectionsOf(options),
    host: options.host,
    port: options.port,
    secure: options.secure,
    requireTLS: !options.secure && !local,
    tls: { minVersion: "TLSv1.2", ...(options.ca === undefined ? {} : { ca: options.ca }) },
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(options.user === undefined
      ? {}
      : { auth: { user: options.user, pass: options.password ?? "" } }),
    ...(options.dkim === undefined
      ? {}
      : {
          dkim: {
            domainName: options.dkim.domain,
            keySelector: options.dkim.selector,
            privateKey: options.dkim.privateKey,
          },
        }),
    ...PATIENCE,
  });
}

type From = { readonly name: string; readonly address: string };

/** Splits `Name <address>`; a bare address has no name. */
export function parseFrom(text: string): From {
  const match = /^\s*(?:"?([^"<>]*?)"?\s*)<([^<>\s]+@[^<>\s]+)>\s*$/.exec(text);
  return match === null
    ? { name: "", address: text.trim() }
    : { name: match[1] ?? "", address: match[2] ?? "" };
}

async function handOver(
  transport: Transporter<SMTPPool.SentMessageInfo>,
  from: From,
  message: Message,
): Promise<HandOver> {
  try {
    const sent = await transport.sendMail({
      from,
      // A structure and an explicit envelope: no address is ever parsed out of a string again.
      to: { name: "", address: message.to },
      envelope: { from: from.address, to: [message.to] },
      subject: message.subject,
      text: message.text,
      html: message.html,
      messageId: message.messageId,
      date: new Date(message.date),
      // Derived from the Message-ID, so that every try of a mail has the same bytes.
      baseBoundary: createHash("sha256").update(message.messageId).digest("hex").slice(0, 32),
      textEncoding: "quoted-printable",
      headers: {
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
      },
    });
    return { ok: true, answer: firstLine(sent.response) };
  } catch (error) {
    return { ok: false, ...faultOf(error) };
  }
}

type SmtpError = {
  code?: string;
  responseCode?: number;
  response?: string;
  command?: string;
  message?: string;
};

/**
 * Whose fault a failure is: the address's, our own settings', or nobody's for long. A server that
 * says no before it has heard of the address says it to every mail, so that no is about us.
 */
export function faultOf(error: unknown): { fault: "passing" | "address" | "ours"; answer: string } {
  const { code, responseCode, response, command, message } = error as SmtpError;
  const answer = firstLine(response ?? message ?? "no answer");
  const ours = code === "EAUTH" || code === "ETLS";
  if ((responseCode ?? (ours ? 500 : 400)) < 500) return { fault: "passing", answer };
  const heard = command === "RCPT TO" || command === "DATA";
  return { fault: heard && !ours ? "address" : "ours", answer };
}

const firstLine = (text: string): string => (text.split(/\r?\n/)[0] ?? "").slice(0, 300);
