// Mails that wait in an outbox and are sent, and the same mails passed to nodemailer directly.

import { createTransport } from "nodemailer";
import { smtpMailer } from "../../src/adapters/smtp-mailer.ts";
import { joined } from "../../src/features.ts";
import type { Mailer, Message } from "../../src/ports/mailer.ts";
import { startSender } from "../../src/outbox/sender.ts";
import { obey } from "../program.ts";
import { jsonPost, openSite } from "./site.ts";

const FROM = "accounts@postern.example";

const {
  SMTP_HOST: host = "127.0.0.1",
  SMTP_PORT,
  CONNECTIONS = "5",
  MESSAGES = "10",
} = process.env;
const server = { host, port: Number(SMTP_PORT), secure: false };
const [connections, messages] = [Number(CONNECTIONS), Number(MESSAGES)];
const mailer = smtpMailer({
  ...server,
  tls: "off",
  connections,
  messagesPerConnection: messages,
  from: FROM,
});
const pool = createTransport({
  ...server,
  ignoreTLS: true,
  pool: true,
  maxConnections: connections,
  maxMessages: messages,
});

/** The mail that was last handed over: the pool sends the same one again and again. */
let last: Message | undefined;
const noting: Mailer = {
  ...mailer,
  send(message) {
    last = message;
    return mailer.send(message);
  },
};

// Registering is not measured here.
const { postern } = await openSite({
  hash: async () => "none",
  verify: async () => true,
  isOutdated: () => false,
});
const { store } = postern.context;
let people = 0;

/** People who registered: their mails are committed and wait. */
async function register(count: number): Promise<void> {
  for (let person = 0; person < count; person += 1) {
    const email = `person${(people += 1)}@example.com`;
    await postern.fetch(jsonPost("/register", { email, password: "plum tree by the river" }));
  }
}

async function untilNothingWaits(): Promise<void> {
  while ((await store.outboxStatus()).oldestOn !== null) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

obey({
  async outbox({ count }: { readonly count: number }) {
    await register(count);
    const start = performance.now();
    const sender = startSender({ ...postern.context, mailer: noting, mails: joined().mails });
    await untilNothingWaits();
    const seconds = (performance.now() - start) / 1_000;
    await sender.stop();
    return count / seconds;
  },
  async pool({ count }: { readonly count: number }) {
    if (last === undefined) throw new Error("the outbox goes first");
    const { to, subject, text, html } = last;
    const mail = { from: FROM, to, subject, text, html };
    const start = performance.now();
    await Promise.all(Array.from({ length: count }, () => pool.sendMail(mail)));
    return count / ((performance.now() - start) / 1_000);
  },
});
