// SendGrid: https://www.twilio.com/docs/sendgrid/api-reference/mail-send/mail-send, version 3, read on 2026-11-29.

import { MAIL_REFERENCE_IN } from "../../domain/mail-services.ts";
import type { Sender } from "../../domain/sender.ts";
import type { Mailer } from "../../ports/mailer.ts";
import { headersOf, senderOf } from "../mail-parts.ts";
import type { ServiceAnswer } from "./exchange.ts";
import { httpMailer } from "./http-mailer.ts";
import {
  endpointOf,
  fieldIn,
  inBase64,
  jsonPost,
  keyOf,
  replyToOf,
  secondsIn,
  textIn,
  wordsIn,
  type MailService,
  type MailServiceOptions,
  type Refusal,
  type Trial,
} from "./service.ts";

/** What `sendgridMailer` takes. */
export type SendgridOptions = MailServiceOptions & {
  /** An API key. The scope "Mail Send" is enough. */
  readonly key: string;
  /** Where the account or subuser is. @default "global" */
  readonly region?: "global" | "eu" | undefined;
};

/**
 * A mailer over SendGrid's API, with every kind of tracking off. SendGrid accepts mails to recipients whom it suppresses and drops
 * them later. Throws if `from` is not a sender, or the key cannot be one.
 *
 * @example
 * ```ts
 * const key = process.env["SENDGRID_KEY"] ?? "SG.123";
 * const mailer = sendgridMailer({ key, region: "eu", from: "Acme <accounts@example.com>" });
 * mailer.from; // → "Acme <accounts@example.com>"
 * ```
 */
export const sendgridMailer = (options: SendgridOptions): Mailer =>
  httpMailer(sendgrid(options), options);

export function sendgrid({ key, region, from: given, endpoint }: SendgridOptions): MailService {
  const mailer = "sendgridMailer";
  const from = senderOf(mailer, given);
  const host = region === "eu" ? "api.eu.sendgrid.com" : "api.sendgrid.com";
  const at = endpointOf(mailer, endpoint, `https://${host}`);
  const login = { authorization: `Bearer ${keyOf(mailer, "key", key)}` };
  return {
    name: region === "eu" ? "sendgrid:eu" : "sendgrid",
    title: "SendGrid",
    secrets: [key],
    request(message) {
      const { images = [] } = message;
      const replyTo = replyToOf(message);
      return jsonPost(`${at}/v3/mail/send`, login, {
        personalizations: [{ to: [{ email: message.to }] }],
        from: partsOf(from),
        ...(replyTo !== undefined && { reply_to: partsOf(replyTo) }),
        subject: message.subject,
        content: [
          { type: "text/plain", value: message.text },
          { type: "text/html", value: message.html },
        ],
        headers: { ...headersOf(message), "Message-ID": message.messageId },
        ...(images.length > 0 && {
          attachments: images.map(({ contentId, type, name, content }) => ({
            content: inBase64(content),
            type,
            filename: name,
            disposition: "inline",
            content_id: contentId,
          })),
        }),
        ...(message.reference !== undefined && {
          custom_args: { [MAIL_REFERENCE_IN.sendgrid]: message.reference },
        }),
        tracking_settings: NO_TRACKING,
      });
    },
    acceptedAs: ({ status, headers }) =>
      status === 202 ? (headers.get("x-message-id") ?? undefined) : undefined,
    refusal,
    waitIn: (headers) => secondsIn(headers, "x-ratelimit-reset"),
    trial: () => ({ method: "GET", url: `${at}/v3/scopes`, headers: login }),
    tried,
  };
}

const NO_TRACKING = {
  click_tracking: { enable: false, enable_text: false },
  open_tracking: { enable: false },
  subscription_tracking: { enable: false },
  ganalytics: { enable: false },
};

const partsOf = ({ name, address }: Sender) => ({ email: address, ...(name !== "" && { name }) });

/** SendGrid has no codes. An error names the field that it is about. */
function refusal(answer: ServiceAnswer): Refusal {
  const { status, json } = answer;
  const errors = fieldIn(json, "errors");
  const first: unknown = Array.isArray(errors) ? errors[0] : undefined;
  const field = textIn(first, "field");
  const words = textIn(first, "message") || wordsIn(answer);
  const code = field === "" ? undefined : field;
  // "The SendGrid v3 Web API is not available."
  if (status === 503) return { code, words, meaning: "busy" };
  if (status !== 400) return { code, words };
  if (field.startsWith("from")) return { code, words, meaning: "account" };
  return { code, words, ...(/^personalizations\.0\.to\b/.test(field) && { meaning: "address" }) };
}

function tried({ status, json }: ServiceAnswer): Trial | undefined {
  const scopes = fieldIn(json, "scopes");
  if (status !== 200 || !Array.isArray(scopes)) return undefined;
  if (scopes.includes("mail.send")) return { state: "ready", seen: "the key may send" };
  return {
    state: "unfinished",
    seen: "the key is good, and may not send",
    mend: 'Give the key the scope "Mail Send".',
  };
}
