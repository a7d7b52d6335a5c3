// SMTP through nodemailer: pooled connections, verified TLS, structured messages with an explicit envelope.

import { createPrivateKey } from "node:crypto";
import { Readable } from "node:stream";
import { domainToASCII } from "node:url";
import type SMTPPool from "nodemailer/lib/smtp-pool/index.js";
import { loadedOnce } from "../domain/once.ts";
import type { SmtpStage } from "../domain/refusal.ts";
import type { Sender } from "../domain/sender.ts";
import type { HandOver, Mailer, Message } from "../ports/mailer.ts";
import { readDkim, type Dkim } from "./dkim-key.ts";
import { dkimSignatures, type SigningKey } from "./dkim-signature.ts";
import {
  connectionFor,
  firstLine,
  probe,
  tlsFault,
  TIMEOUTS,
  type SmtpTls,
} from "./smtp-connection.ts";
import { senderOf } from "./mail-parts.ts";
import { failed, failureOf } from "./smtp-errors.ts";
import { bytesOf } from "./smtp-message.ts";
import {
  oauthLogin,
  tokensFor,
  tokenTroubleIn,
  withoutToken,
  type SmtpOAuth,
} from "./smtp-oauth.ts";
import type { TokenSource } from "./token-source.ts";

/** The server, the credentials, the sender and the signature of mails. */
export type SmtpOptions = {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte (smtps, mostly port 465). Otherwise `tls` decides about STARTTLS. */
  readonly secure: boolean;
  /** @default "verify", and "opportunistic" for a server on this machine (`localhost`, 127.0.0.0/8, ::1) */
  readonly tls?: SmtpTls | undefined;
  /** How Postern names itself in EHLO, where the server wants another name than the machine has. */
  readonly name?: string | undefined;
  readonly user?: string | undefined;
  readonly password?: string | undefined;
  /** Logs in as `user` with an access token in the place of a password. */
  readonly oauth?: SmtpOAuth | undefined;
  /**
   * `Name <address>`: the From of every mail; its address is also the envelope sender of mails that have no
   * other.
   */
  readonly from: string;
  /** How many connections are open at once. @default 5 */
  readonly connections?: number;
  /** How many mails one connection carries. Exim delivers no more at once: the next waits for its queue run. @default 10 */
  readonly messagesPerConnection?: number;
  /** Signs every mail, with each of these keys. One must be RSA, because many receivers know no other kind; Ed25519 beside it is possible. */
  readonly dkim?: Dkim | readonly Dkim[];
  /** Certificates of authorities to trust instead of Node's, as PEM text. */
  readonly ca?: string | undefined;
  /** For tests, which do not wait for minutes. */
  readonly patience?: SmtpPatience | undefined;
};

/** How long to wait for a mail server. */
export type SmtpPatience = {
  /** Milliseconds from the start until the whole mail is sent. */
  readonly untilTheDot: number;
  /** Milliseconds from then until the server's answer. */
  readonly atTheDot: number;
};

/**
 * A server may take ten minutes to answer after it has the whole mail: a client that gives up earlier sends it
 * twice (RFC 5321 section 4.5.3.2.6, RFC 1047). Before that, nothing is lost by giving up.
 */
const PATIENCE: SmtpPatience = { untilTheDot: 120_000, atTheDot: TIMEOUTS.socketTimeout };

/**
 * A mailer over SMTP, with pooled connections (five by default). It connects when the first mail is sent. It
 * uses a connection without TLS only to the machine that it runs on (RFC 8314), unless `tls` says otherwise. A
 * refusal by the server is a value that `send` resolves with. Throws if `from` is not a sender, `dkim` cannot sign,
 * `oauth` is incomplete, or `tls` does not suit the other options.
 *
 * @example
 * ```ts
 * const from = "Acme <accounts@example.com>";
 * const mailer = smtpMailer({ host: "smtp.example.com", port: 465, secure: true, from });
 * mailer.atOnce; // → 5
 * ```
 */
export function smtpMailer(options: SmtpOptions): Mailer {
  const from = senderOf("smtpMailer", options.from);
  const keys = signingKeys(options.dkim);
  const tokens = tokensFor(options);
  const fault = tlsFault(options);
  if (fault !== undefined) throw new Error(`smtpMailer: tls: ${fault}`);
  let opening: Promise<SMTPPool> | undefined;
  const opened = loadedOnce(() => (opening = poolFor(options, tokens)));
  const { patience = PATIENCE } = options;
  return {
    name: `${options.host}:${options.port}`,
    from: options.from,
    atOnce: connectionsOf(options),
    async send(message, signal) {
      const way = { pool: await opened(), from, keys };
      const talk = converse(patience);
      signal?.addEventListener("abort", () => talk.giveWay());
      const answer = await handOver(way, talk, message);
      talk.end();
      return answer;
    },
    probe: () => probe(options, tokens),
    // A pool that could not be opened needs no closing.
    close: async () => (await opening?.catch(() => undefined))?.close(),
  };
}

const connectionsOf = ({ connections = 5 }: SmtpOptions): number => connections;

/** nodemailer is loaded with the first mail: a process that starts has none yet. */
async function poolFor(options: SmtpOptions, tokens: TokenSource | undefined): Promise<SMTPPool> {
  const { default: SMTPPool } = await import("nodemailer/lib/smtp-pool/index.js");
  const { user, password: pass = "", messagesPerConnection = 10 } = options;
  return new SMTPPool({
    ...connectionFor(options),
    maxMessages: messagesPerConnection,
    maxRequeues: 1, // the outbox decides when to try again
    maxConnections: connectionsOf(options),
    // Without `forceAuth`, a server that offers no login is sent mails without one.
    ...(user !== undefined && { auth: { user, pass }, forceAuth: true }),
    ...(user !== undefined && tokens !== undefined && oauthLogin(user, tokens)),
  });
}

function signingKeys(given: SmtpOptions["dkim"] = []): readonly SigningKey[] {
  const all = readDkim([given].flat());
  if ("part" in all) throw new Error(`smtpMailer: dkim.${all.part}: ${all.words}`);
  return all.map(({ privateKey, ...named }) => ({ ...named, key: createPrivateKey(privateKey) }));
}

/** The bytes of a mail, signed as `smtpMailer` with the same options signs it. Throws as that does. */
export const signedMail = (
  { from, dkim }: Pick<SmtpOptions, "from" | "dkim">,
  message: Message,
): Promise<Buffer> => signed(message, senderOf("smtpMailer", from), signingKeys(dkim));

async function signed(
  message: Message,
  from: Sender,
  keys: readonly SigningKey[],
): Promise<Buffer> {
  const replyTo =
    message.replyTo === undefined ? undefined : senderOf("smtpMailer", message.replyTo, "replyTo");
  const mail = await bytesOf(message, { from, replyTo });
  return Buffer.concat([Buffer.from(dkimSignatures(mail, keys)), mail]);
}

type Way = {
  readonly pool: SMTPPool;
  readonly from: Sender;
  readonly keys: readonly SigningKey[];
};

async function handOver(
  { pool, from, keys }: Way,
  talk: Conversation,
  message: Message,
): Promise<HandOver> {
  try {
    const raw = await signed(message, from, keys);
    const { response } = await send(pool, mailFor(message, from, raw, talk));
    return { ok: true, answer: firstLine(response) };
  } catch (error) {
    const trouble = tokenTroubleIn(error);
    if (trouble !== undefined) return withoutToken(trouble);
    const why = talk.signal.aborted ? { message: "no answer in time" } : error;
    return failed(failureOf(why, talk.reached()));
  }
}

type PoolMail = Parameters<SMTPPool["send"]>[0];

const send = (pool: SMTPPool, mail: PoolMail): Promise<SMTPPool.SentMessageInfo> =>
  new Promise((resolve, reject) => {
    pool.send(mail, (error, sent) => (error === null ? resolve(sent!) : reject(error)));
  });

/**
 * The part of a mail that nodemailer's pool uses. Its `sendMail` would read the finished bytes through more streams, and only
 * here is it seen how far a mail came: a broken connection looks the same at every step. The bytes are first requested after
 * the login, and have been read completely when only the final dot is left to send.
 */
function mailFor(message: Message, from: Sender, raw: Buffer, talk: Conversation): PoolMail {
  const { messageId, returnPath = from.address } = message;
  const mail = {
    getEnvelope: () => ({
      from: inALabels(returnPath),
      to: [inALabels(message.to)],
      size: raw.byteLength,
    }),
    messageId: () => messageId,
    getHeader: () => messageId,
    createReadStream() {
      talk.isOpen();
      return Readable.from(raw, { objectMode: false }).once("end", () => talk.isAtTheDot());
    },
  };
  return { data: { signal: talk.signal }, message: mail } as unknown as PoolMail;
}

/** An address as mail servers are told it. */
function inALabels(address: string): string {
  const at = address.lastIndexOf("@") + 1;
  return address.slice(0, at) + domainToASCII(address.slice(at));
}

/** The SMTP conversation of one mail: how far it came, and when the server's time is over. */
type Conversation = {
  readonly signal: AbortSignal;
  reached(): SmtpStage;
  /** The server has accepted the login. */
  isOpen(): void;
  /** Another mail waits: gives up, unless the server has the mail already, or has not heard of it. */
  giveWay(): void;
  /** Only the final dot is left to send. */
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
    giveWay: () => void (stage === "recipient" && giveUp()),
    isAtTheDot() {
      stage = "final-dot";
      clearTimeout(timer);
      timer = setTimeout(giveUp, atTheDot);
    },
    end: () => clearTimeout(timer),
  };
}
