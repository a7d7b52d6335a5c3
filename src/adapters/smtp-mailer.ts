// SMTP through nodemailer: pooled connections, TLS checked, a structure in and an envelope beside it.

import { createHash } from "node:crypto";
import { createTransport, type Transporter } from "nodemailer";
import SMTPConnection from "nodemailer/lib/smtp-connection/index.js";
import type SMTPPool from "nodemailer/lib/smtp-pool/index.js";
import { oneLineOf } from "../domain/delivery-status.ts";
import { isLoopbackHost } from "../domain/loopback.ts";
import type { SmtpStage } from "../domain/refusal.ts";
import { parseSender, type Sender } from "../domain/sender.ts";
import { faultOf, type SmtpFailure } from "../domain/smtp-failure.ts";
import type { HandOver, Mailer, Message } from "../ports/mailer.ts";
import { readDkim, type Dkim } from "./dkim-key.ts";

/** Where mails are handed over, as whom, and signed with what. */
export type SmtpOptions = {
  readonly host: string;
  readonly port: number;
  /**
   * TLS from the first byte (smtps). Otherwise STARTTLS is demanded. This machine itself (`localhost`,
   * 127.0.0.0/8, ::1) may do without, and its certificate is not checked.
   */
  readonly secure: boolean;
  readonly user?: string | undefined;
  readonly password?: string | undefined;
  /**
   * `Name <address>`: the From of every mail; its address is also the envelope's sender, where a mail has
   * no other.
   */
  readonly from: string;
  /** How many connections are open at once. @default 5 */
  readonly connections?: number;
  /** Signs every mail. The key is RSA: the library beneath cannot sign with another. */
  readonly dkim?: Dkim;
  /** For tests against a server with a certificate of its own making. */
  readonly ca?: string;
  /** For tests, which do not wait for minutes. */
  readonly patience?: SmtpPatience | undefined;
};

/** How long a mail server is waited for. */
export type SmtpPatience = {
  /** Milliseconds from the beginning until all of the mail is sent. */
  readonly untilTheDot: number;
  /** Milliseconds from then until the server's answer. */
  readonly atTheDot: number;
};

/**
 * A server may think for ten minutes about a mail it has: whoever gives up earlier sends it twice (RFC 5321
 * section 4.5.3.2.6, RFC 1047). Before it has all of it nothing is lost by giving up.
 */
const PATIENCE: SmtpPatience = { untilTheDot: 120_000, atTheDot: 600_000 };

/** nodemailer's own limits: an idle connection is not kept as long as a thinking server is waited for. */
const TIMEOUTS = {
  connectionTimeout: 10_000,
  greetingTimeout: 10_000,
  socketTimeout: PATIENCE.atTheDot,
  idleTimeout: 60_000,
};

/**
 * A mailer over SMTP, with pooled connections (five by default). It connects when the first mail is sent. Without
 * TLS it speaks only to the machine it runs on (RFC 8314). What a server refuses is a value that `send` resolves with.
 * Throws if `from` is not a sender, or `dkim` cannot sign.
 *
 * @example
 * ```ts
 * const from = "Acme <accounts@example.com>";
 * const mailer = smtpMailer({ host: "smtp.example.com", port: 465, secure: true, from });
 * mailer.atOnce; // → 5
 * ```
 */
export function smtpMailer(options: SmtpOptions): Mailer {
  const from = senderOf(String(options.from), "from");
  const transport = transportFor(options);
  const { patience = PATIENCE } = options;
  const conversations = watchSteps(transport);
  return {
    atOnce: connectionsOf(options),
    async send(message) {
      const talk = converse(patience);
      conversations.set(message.messageId, talk);
      const answer = await handOver(transport, talk, from, message);
      conversations.delete(message.messageId);
      talk.end();
      return answer;
    },
    close: async () => transport.close(),
  };
}

function senderOf(text: string, name: string): Sender {
  const sender = parseSender(text);
  if (sender !== undefined) return sender;
  throw new Error(`smtpMailer: give a sender as ${name}, like Acme <accounts@example.com>`);
}

export type SmtpTrial =
  /** `login`: a user and a password were taken; or they were not given, or the server offers no login. */
  | { readonly ok: true; readonly login: "taken" | "not-given" | "not-offered" }
  /** nodemailer's code for where it ended (`EAUTH`, `ETLS`, `ECONNECTION`, …), and the words for it. */
  | { readonly ok: false; readonly code: string; readonly answer: string };

/** Connects, speaks TLS and logs in as a mail would, hangs up, and tells how far it came. */
export async function trySmtp(options: SmtpOptions): Promise<SmtpTrial> {
  const connection = new SMTPConnection(connectionFor(options));
  try {
    await new Promise<void>((resolve, reject) => {
      connection.once("error", reject);
      connection.once("end", () => reject(new Error("Connection closed")));
      connection.connect((error) => (error === undefined ? resolve() : reject(error)));
    });
    const { user, password: pass = "" } = options;
    // As the pool does: who offers no login is sent mails without one.
    if (!connection.allowsAuth) return { ok: true, login: "not-offered" };
    if (user === undefined) return { ok: true, login: "not-given" };
    await new Promise<void>((resolve, reject) => {
      connection.login({ user, pass }, (error) => (error === null ? resolve() : reject(error)));
    });
    return { ok: true, login: "taken" };
  } catch (error) {
    const { code = "", response, message } = error as SmtpError;
    return { ok: false, code, answer: firstLine(response ?? message ?? "no answer") };
  } finally {
    connection.quit();
    connection.close();
  }
}

const connectionsOf = ({ connections = 5 }: SmtpOptions): number => connections;

function connectionFor({ host, port, secure, ca }: SmtpOptions) {
  const isHere = isLoopbackHost(host);
  return {
    host,
    port,
    secure,
    requireTLS: !secure && !isHere,
    // Whoever could put themselves between us and this machine is on it already. Debian gives every
    // server a certificate that nobody vouches for, and no authority vouches for "localhost".
    tls: { minVersion: "TLSv1.2" as const, rejectUnauthorized: !isHere, ...(ca && { ca }) },
    ...TIMEOUTS,
  };
}

function transportFor(options: SmtpOptions): Transporter<SMTPPool.SentMessageInfo> {
  const { user, password: pass = "", dkim } = options;
  return createTransport({
    ...connectionFor(options),
    pool: true,
    maxRequeues: 1, // the outbox tries again, and knows when
    maxConnections: connectionsOf(options),
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(user !== undefined && { auth: { user, pass } }),
    ...(dkim !== undefined && { dkim: signing(dkim) }),
  });
}

/** nodemailer leaves the signature out where it cannot sign, and says nothing. */
function signing(given: Dkim) {
  const dkim = readDkim(given);
  if ("part" in dkim) throw new Error(`smtpMailer: dkim.${dkim.part}: ${dkim.words}`);
  return { domainName: dkim.domain, keySelector: dkim.selector, privateKey: dkim.privateKey };
}

async function handOver(
  transport: Transporter<SMTPPool.SentMessageInfo>,
  talk: Conversation,
  from: Sender,
  message: Message,
): Promise<HandOver> {
  try {
    const sent = await transport.sendMail({
      signal: talk.signal,
      from,
      // A structure and an explicit envelope: no address is ever parsed out of a string again.
      to: { name: "", address: message.to },
      ...(message.replyTo !== undefined && { replyTo: senderOf(message.replyTo, "replyTo") }),
      envelope: { from: message.returnPath ?? from.address, to: [message.to] },
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
        // Not `All`: that also silences the reports that a mail could not be delivered.
        "X-Auto-Response-Suppress": "OOF, AutoReply",
      },
    });
    return { ok: true, answer: firstLine(sent.response) };
  } catch (error) {
    const why = talk.signal.aborted ? { message: "no answer in time" } : error;
    const failure = failureOf(why, talk.reached());
    return {
      ok: false,
      ...faultOf(failure),
      answer: oneLineOf(failure.text.replace(FURTHER_LINE, " ")),
    };
  }
}

/** One mail's way through SMTP: how far it came, and when the server's time is over. */
type Conversation = {
  readonly signal: AbortSignal;
  reached(): SmtpStage;
  /** The server has let us in. */
  isOpen(): void;
  /** Nothing but the final dot is left to send. */
  isAtTheDot(): void;
  end(): void;
};

function converse({ untilTheDot, atTheDot }: SmtpPatience): Conversation {
  const overdue = new AbortController();
  const giveUp = (): void => overdue.abort();
  let stage: SmtpStage = "connect";
  let timer = setTimeout(giveUp, untilTheDot);
  return {
    signal: overdue.signal,
    reached: () => stage,
    isOpen: () => void (stage = "recipient"),
    isAtTheDot() {
      stage = "final-dot";
      clearTimeout(timer);
      timer = setTimeout(giveUp, atTheDot);
    },
    end: () => clearTimeout(timer),
  };
}

/**
 * Notes how far each mail came, where an error does not say it: a connection that breaks is told
 * alike at every step. Its bytes are asked for once the server has let us in, and read to their end
 * when nothing but the final dot is left to send.
 */
function watchSteps(transport: Transporter<SMTPPool.SentMessageInfo>): Map<string, Conversation> {
  const conversations = new Map<string, Conversation>();
  transport.use("stream", (mail, done) => {
    const { message } = mail;
    const talk = conversations.get(message.messageId());
    const createReadStream = message.createReadStream.bind(message);
    message.createReadStream = (options) => {
      talk?.isOpen();
      return createReadStream(options).once("end", () => talk?.isAtTheDot());
    };
    done();
  });
  return conversations;
}

type SmtpError = {
  code?: string;
  originalCode?: string;
  responseCode?: number;
  response?: string;
  command?: string;
  message?: string;
};

/** What nodemailer reports, in the words of SMTP. */
export function failureOf(error: unknown, reached: SmtpStage): SmtpFailure {
  const { code, originalCode, responseCode, response, command, message } = error as SmtpError;
  return {
    stage: stageOf(code, command, reached),
    code: responseCode,
    // All lines: what a refusal is about often stands in the second one.
    text: (response ?? message ?? "no answer").slice(0, LONGEST_ANSWER),
    isUntrusted: [code, originalCode].some((each) => UNTRUSTED.test(each ?? "")),
  };
}

/** OpenSSL's names for what is wrong with a certificate, and Node's for a wrong name in it. */
const UNTRUSTED = /CERT|SELF_SIGNED|UNABLE_TO_|^ERR_TLS_|^HOSTNAME_MISMATCH$/;

function stageOf(
  code: string | undefined,
  command: string | undefined,
  otherwise: SmtpStage,
): SmtpStage {
  if (code === "EAUTH" || command?.startsWith("AUTH") === true) return "login";
  if (code === "ETLS" || command === "STARTTLS") return "tls";
  if (command === "MAIL FROM") return "sender";
  if (command === "RCPT TO") return "recipient";
  if (command === "DATA") return code === "EMESSAGE" ? "final-dot" : "data";
  return otherwise;
}

const LONGEST_ANSWER = 2_000;

/** Each line of an answer may begin with the codes of the first, or with the second of them. */
const FURTHER_LINE = /\r?\n(?:\d{3}[ -])?(?:\d\.\d{1,3}\.\d{1,3}(?: |$))?/g;

const firstLine = (text: string): string => (text.split(/\r?\n/)[0] ?? "").slice(0, 300);
