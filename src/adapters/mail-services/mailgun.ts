// Mailgun: https://documentation.mailgun.com/docs/mailgun/api-reference/send/mailgun/messages, version 3, read on 2026-11-29.

import { MAIL_REFERENCE_IN } from "../../domain/mail-services.ts";
import type { Mailer } from "../../ports/mailer.ts";
import { bytesOf } from "../smtp-message.ts";
import { senderOf } from "../mail-parts.ts";
import type { ServiceAnswer } from "./exchange.ts";
import { httpMailer } from "./http-mailer.ts";
import {
  endpointOf,
  fieldIn,
  keyOf,
  replyToOf,
  textIn,
  wordsIn,
  type MailService,
  type MailServiceOptions,
  type Refusal,
  type Trial,
} from "./service.ts";

/** What `mailgunMailer` takes. */
export type MailgunOptions = MailServiceOptions & {
  /** An API key, or a sending key of the domain. */
  readonly key: string;
  /** The domain that sends, as Mailgun knows it. */
  readonly domain: string;
  /** Where the domain was added. Each region knows only its own domains and keys. */
  readonly region: MailgunRegion;
};

/** A region of Mailgun. */
export type MailgunRegion = "us" | "eu";

/**
 * A mailer over Mailgun's API. Mailgun is given the mail's own bytes, so that its Message-ID, headers and images are those of a mail
 * over SMTP. Opens and clicks are not tracked. Mailgun accepts mails to recipients whom it suppresses and drops them later. Throws if
 * `from` is not a sender, or the key or the domain cannot be one.
 *
 * @example
 * ```ts
 * const key = process.env["MAILGUN_KEY"] ?? "key-123";
 * const from = "Acme <accounts@mg.example.com>";
 * const mailer = mailgunMailer({ key, domain: "mg.example.com", region: "eu", from });
 * mailer.from; // → "Acme <accounts@mg.example.com>"
 * ```
 */
export const mailgunMailer = (options: MailgunOptions): Mailer =>
  httpMailer(mailgun(options), options);

const HOSTS: Readonly<Record<MailgunRegion, string>> = {
  us: "https://api.mailgun.net",
  eu: "https://api.eu.mailgun.net",
};

export function mailgun(options: MailgunOptions): MailService {
  const { domain, region } = options;
  const mailer = "mailgunMailer";
  const from = senderOf(mailer, options.from);
  const at = endpointOf(mailer, options.endpoint, HOSTS[region]);
  if (!/^[a-z0-9.-]+$/i.test(domain))
    throw new Error(`${mailer}: give the domain that sends, like mg.example.com`);
  const key = keyOf(mailer, "key", options.key);
  const encodedKey = Buffer.from(`api:${key}`).toString("base64");
  const login = { authorization: `Basic ${encodedKey}` };
  return {
    name: `mailgun:${region}/${domain}`,
    title: "Mailgun",
    secrets: [key, encodedKey],
    async request(message) {
      const form = new FormData();
      const mail = await bytesOf(message, { from, replyTo: replyToOf(message) });
      form.set("to", message.to);
      form.set("message", new Blob([Uint8Array.from(mail)]), "message.mime");
      for (const each of ["o:tracking", "o:tracking-clicks", "o:tracking-opens"])
        form.set(each, "no");
      if (message.reference !== undefined)
        form.set(`v:${MAIL_REFERENCE_IN.mailgun}`, message.reference);
      const encoded = new Response(form);
      return {
        method: "POST",
        url: `${at}/v3/${domain}/messages.mime`,
        headers: { ...login, "content-type": encoded.headers.get("content-type") ?? "" },
        body: new Uint8Array(await encoded.arrayBuffer()),
      };
    },
    acceptedAs: ({ status, json }) =>
      status === 200 ? textIn(json, "id") || undefined : undefined,
    refusal: (answer) => refusal(answer, region),
    trial: () => ({ method: "GET", url: `${at}/v4/domains/${domain}`, headers: login }),
    tried,
  };
}

/** Mailgun has no codes: the status says who has to act, except for 400, which is about any field. */
function refusal(answer: ServiceAnswer, region: MailgunRegion): Refusal {
  const { status, json } = answer;
  const words = textIn(json, "message") || wordsIn(answer);
  if (status === 401 || status === 404) {
    const other = region === "us" ? "eu" : "us";
    const hint = `(asked in the region ${region}; a domain and a key of the region ${other} are unknown there)`;
    return { words, hint, meaning: "account" };
  }
  if (status !== 400) return { words };
  // An account without a domain of its own sends only to people whom it names.
  if (/sandbox|authorized recipients/i.test(words)) return { words, meaning: "account" };
  return { words, ...(/^'?to'? parameter is not a valid/.test(words) && { meaning: "address" }) };
}

function tried({ status, json }: ServiceAnswer): Trial | undefined {
  const domain = fieldIn(json, "domain");
  const name = textIn(domain, "name");
  if (status !== 200 || name === "") return undefined;
  const state = textIn(domain, "state");
  if (textIn(domain, "type") === "sandbox")
    return {
      state: "unfinished",
      seen: `${name} is a sandbox: it sends only to people whom the account names`,
      mend: "Add a domain of your own in Mailgun, and name it in the URL.",
    };
  if (state === "active")
    return { state: "ready", seen: `the key is good, and ${name} is verified` };
  return {
    state: "unfinished",
    seen: `the key is good, and ${name} is ${state}`,
    mend: "Publish the DNS records that Mailgun asks for, and let it verify them.",
  };
}
