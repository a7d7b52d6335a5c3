// Brevo: https://developers.brevo.com/reference/send-transac-email, version 3, read on 2026-11-29.

import { MAIL_REFERENCE_IN } from "../../domain/mail-services.ts";
import type { Sender } from "../../domain/sender.ts";
import type { Mailer } from "../../ports/mailer.ts";
import { headersOf, senderOf } from "../mail-parts.ts";
import type { ServiceAnswer } from "./exchange.ts";
import { httpMailer } from "./http-mailer.ts";
import {
  endpointOf,
  inBase64,
  jsonPost,
  keyOf,
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

/** What `brevoMailer` takes. */
export type BrevoOptions = MailServiceOptions & {
  /** A key of the API, not of SMTP. */
  readonly key: string;
};

/**
 * A mailer over Brevo's API. Brevo has no switch for tracking in a request: switch it off in the account. It attaches images, and
 * does not show them within the mail. Throws if `from` is not a sender, or the key cannot be one.
 *
 * @example
 * ```ts
 * const key = process.env["BREVO_KEY"] ?? "xkeysib-123";
 * const mailer = brevoMailer({ key, from: "Acme <accounts@example.com>" });
 * mailer.from; // → "Acme <accounts@example.com>"
 * ```
 */
export const brevoMailer = (options: BrevoOptions): Mailer => httpMailer(brevo(options), options);

export function brevo({ key, from: given, endpoint }: BrevoOptions): MailService {
  const mailer = "brevoMailer";
  const from = senderOf(mailer, given);
  const at = endpointOf(mailer, endpoint, "https://api.brevo.com");
  const login = { "api-key": keyOf(mailer, "key", key) };
  return {
    name: "brevo",
    title: "Brevo",
    secrets: [key],
    request(message) {
      const { reference, images = [] } = message;
      const replyTo = replyToOf(message);
      return jsonPost(`${at}/v3/smtp/email`, login, {
        sender: partsOf(from),
        to: [{ email: message.to }],
        ...(replyTo !== undefined && { replyTo: partsOf(replyTo) }),
        subject: message.subject,
        textContent: message.text,
        htmlContent: message.html,
        headers: {
          ...headersOf(message),
          ...(reference !== undefined && { [MAIL_REFERENCE_IN.brevo]: reference }),
        },
        ...(images.length > 0 && {
          attachment: images.map(({ name, content }) => ({ name, content: inBase64(content) })),
        }),
      });
    },
    acceptedAs: ({ status, json }) =>
      status === 201 ? textIn(json, "messageId") || undefined : undefined,
    refusal,
    waitIn: (headers) => secondsIn(headers, "x-sib-ratelimit-reset"),
    trial: () => ({ method: "GET", url: `${at}/v3/account`, headers: login }),
    tried,
  };
}

const partsOf = ({ name, address }: Sender) => ({ email: address, ...(name !== "" && { name }) });

/** What is not here is judged by its status. */
const MEANINGS: Readonly<Record<string, Meaning>> = {
  account_under_validation: "account",
  not_enough_credits: "account",
  permission_denied: "account",
  unauthorized: "account",
};

function refusal(answer: ServiceAnswer): Refusal {
  const code = textIn(answer.json, "code");
  const words = textIn(answer.json, "message") || wordsIn(answer);
  // One code for every field. Without its name in the words, nobody is blamed.
  const meaning = code === "invalid_parameter" ? ofParameter(words) : MEANINGS[code];
  return { code, words, meaning };
}

function ofParameter(words: string): Meaning {
  if (/\bsender\b/.test(words)) return "account";
  return /\bnot valid in to\b/.test(words) ? "address" : "unclear";
}

function tried({ status, json }: ServiceAnswer): Trial | undefined {
  const account = textIn(json, "email");
  if (status !== 200 || account === "") return undefined;
  return { state: "ready", seen: "the key is good" };
}
