// Postmark: https://postmarkapp.com/developer/api/email-api, read on 2026-11-29.

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
  textIn,
  wordsIn,
  type MailService,
  type MailServiceOptions,
  type Meaning,
  type Trial,
} from "./service.ts";

/** What `postmarkMailer` takes. */
export type PostmarkOptions = MailServiceOptions & {
  /** The token of a server, not of the account. */
  readonly token: string;
  /** The message stream. It must be a transactional one. @default "outbound" */
  readonly stream?: string | undefined;
};

/**
 * A mailer over Postmark's API. Opens and clicks are not tracked, and our Message-ID is kept. A recipient whom Postmark has made
 * inactive ends the mail (`address`). Throws if `from` is not a sender, or the token cannot be one.
 *
 * @example
 * ```ts
 * const token = process.env["POSTMARK_TOKEN"] ?? "00000000-0000-0000-0000-000000000000";
 * const mailer = postmarkMailer({ token, from: "Acme <accounts@example.com>" });
 * mailer.atOnce; // → 5
 * ```
 */
export const postmarkMailer = (options: PostmarkOptions): Mailer =>
  httpMailer(postmark(options), options);

export function postmark({ token, stream, from: given, endpoint }: PostmarkOptions): MailService {
  const mailer = "postmarkMailer";
  const from = lineOf(senderOf(mailer, given));
  const at = endpointOf(mailer, endpoint, "https://api.postmarkapp.com");
  const login = { "x-postmark-server-token": keyOf(mailer, "token", token) };
  return {
    name: "postmark",
    title: "Postmark",
    secrets: [token],
    request(message) {
      const replyTo = replyToOf(message);
      const headers = {
        ...headersOf(message),
        "Message-ID": message.messageId,
        "X-PM-KeepID": "true",
      };
      return jsonPost(`${at}/email`, login, {
        From: from,
        To: message.to,
        ...(replyTo !== undefined && { ReplyTo: lineOf(replyTo) }),
        Subject: message.subject,
        TextBody: message.text,
        HtmlBody: message.html,
        Headers: Object.entries(headers).map(([Name, Value]) => ({ Name, Value })),
        Attachments: (message.images ?? []).map(({ contentId, type, name, content }) => ({
          Name: name,
          Content: inBase64(content),
          ContentType: type,
          ContentID: `cid:${contentId}`,
        })),
        ...(message.reference !== undefined && {
          Metadata: { [MAIL_REFERENCE_IN.postmark]: message.reference },
        }),
        MessageStream: stream ?? "outbound",
        TrackOpens: false,
        TrackLinks: "None",
      });
    },
    acceptedAs: ({ status, json }) =>
      status === 200 && fieldIn(json, "ErrorCode") === 0
        ? textIn(json, "MessageID") || undefined
        : undefined,
    refusal,
    trial: () => ({ method: "GET", url: `${at}/server`, headers: login }),
    tried,
  };
}

/** https://postmarkapp.com/developer/api/overview#error-codes */
const MEANINGS: Readonly<Record<number, Meaning>> = {
  10: "account", // bad or missing token
  100: "busy", // maintenance
  400: "account", // sender signature not found
  401: "account", // sender signature not confirmed
  402: "request", // invalid JSON
  403: "request", // incompatible JSON
  405: "account", // out of credits
  406: "address", // inactive recipient
  409: "request", // no JSON
  411: "request", // forbidden attachment type
  412: "account", // the account is pending: only to the sender's own domain
  413: "account", // the account may not send
  429: "busy", // rate limit
};

function refusal(answer: ServiceAnswer) {
  const code = fieldIn(answer.json, "ErrorCode");
  const words = textIn(answer.json, "Message") || wordsIn(answer);
  if (typeof code !== "number") return { words };
  return { code, words, meaning: meaningOf(code, words) };
}

function meaningOf(code: number, words: string): Meaning | undefined {
  // 300 is any field; without its name in the words, nobody is blamed.
  if (code === 300) return words.startsWith("Error parsing 'To'") ? "address" : "unclear";
  if (code >= 1_221 && code <= 1_240) return "account"; // message streams
  return MEANINGS[code];
}

function tried({ status, json }: ServiceAnswer): Trial | undefined {
  const name = textIn(json, "Name");
  if (status !== 200 || name === "") return undefined;
  const seen = `the token is of the server "${name}"`;
  if (textIn(json, "DeliveryType") !== "Sandbox") return { state: "ready", seen };
  return {
    state: "unfinished",
    seen: `${seen}, which is a sandbox: it delivers nothing`,
    mend: "Use the token of a live server.",
  };
}
