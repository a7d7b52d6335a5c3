// Resend: https://resend.com/docs/api-reference/emails/send-email, read on 2026-11-29.

import { MAIL_REFERENCE_IN } from "../../domain/mail-services.ts";
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
  lineOf,
  replyToOf,
  secondsIn,
  textIn,
  wordsIn,
  type MailService,
  type MailServiceOptions,
  type Meaning,
  type Refusal,
  type Trial,
} from "./service.ts";

/** What `resendMailer` takes. */
export type ResendOptions = MailServiceOptions & {
  /** An API key. "Sending access" is enough. */
  readonly key: string;
};

/**
 * A mailer over Resend's API. Every try of a mail has the same idempotency key, so that Resend sends it once within 24 hours.
 * Opens and clicks are tracked only if the domain is set up to do so; a request has no switch for it. Throws if `from` is not a
 * sender, or the key cannot be one.
 *
 * @example
 * ```ts
 * const key = process.env["RESEND_KEY"] ?? "re_123";
 * const mailer = resendMailer({ key, from: "Acme <accounts@example.com>", atOnce: 2 });
 * mailer.atOnce; // → 2
 * ```
 */
export const resendMailer = (options: ResendOptions): Mailer =>
  httpMailer(resend(options), options);

export function resend({ key, from: given, endpoint }: ResendOptions): MailService {
  const mailer = "resendMailer";
  const from = lineOf(senderOf(mailer, given));
  const at = endpointOf(mailer, endpoint, "https://api.resend.com");
  const login = { authorization: `Bearer ${keyOf(mailer, "key", key)}` };
  return {
    name: "resend",
    title: "Resend",
    secrets: [key],
    request(message) {
      const replyTo = replyToOf(message);
      // The Message-ID is the same for every try, and each try has the same content.
      const headers = { ...login, "idempotency-key": message.messageId.slice(0, LONGEST_KEY) };
      return jsonPost(`${at}/emails`, headers, {
        from,
        to: [message.to],
        ...(replyTo !== undefined && { reply_to: [lineOf(replyTo)] }),
        subject: message.subject,
        text: message.text,
        html: message.html,
        headers: headersOf(message),
        attachments: (message.images ?? []).map(({ contentId, type, name, content }) => ({
          filename: name,
          content: inBase64(content),
          content_type: type,
          content_id: contentId,
        })),
        ...(message.reference !== undefined && {
          tags: [{ name: MAIL_REFERENCE_IN.resend, value: message.reference }],
        }),
      });
    },
    acceptedAs: ({ status, json }) =>
      status === 200 ? textIn(json, "id") || undefined : undefined,
    refusal,
    waitIn: (headers) => secondsIn(headers, "ratelimit-reset"),
    trial: () => ({ method: "GET", url: `${at}/domains`, headers: login }),
    tried,
  };
}

const LONGEST_KEY = 256;

/** https://resend.com/docs/api-reference/errors. What is not here is judged by its status. */
const MEANINGS: Readonly<Record<string, Meaning>> = {
  concurrent_idempotent_requests: "later",
  daily_quota_exceeded: "account",
  invalid_attachment: "request",
  invalid_from_address: "account",
  invalid_idempotency_key: "request",
  invalid_idempotent_request: "request",
  monthly_quota_exceeded: "account",
  rate_limit_exceeded: "busy",
  security_error: "content",
};

/** Of both, an earlier request with the same key was or is being accepted. */
const HAVE_ARRIVED = new Set(["concurrent_idempotent_requests", "invalid_idempotent_request"]);

function refusal(answer: ServiceAnswer): Refusal {
  const code = textIn(answer.json, "name");
  const words = textIn(answer.json, "message") || wordsIn(answer);
  const isAddress = answer.status === 422 && words.startsWith("Invalid `to` field");
  const meaning = isAddress ? "address" : MEANINGS[code];
  return { code, words, meaning, mayHaveArrived: HAVE_ARRIVED.has(code) };
}

function tried({ status, json }: ServiceAnswer): Trial | undefined {
  if (status === 401 && textIn(json, "name") === "restricted_api_key")
    return { state: "limited", seen: "the key may send, and see nothing else" };
  const domains = fieldIn(json, "data");
  if (status !== 200 || !Array.isArray(domains)) return undefined;
  const good = domains.filter((each) => textIn(each, "status") === "verified");
  if (good.length > 0) {
    const names = good.map((each) => textIn(each, "name")).join(", ");
    return { state: "ready", seen: `the key is good, and verified is ${names}` };
  }
  return {
    state: "unfinished",
    seen: "the key is good, and no domain is verified",
    mend: "Verify the domain of your sender at https://resend.com/domains.",
  };
}
