// Microsoft Graph: https://learn.microsoft.com/graph/api/user-sendmail, version 1.0, read on 2026-11-29.

import { MAIL_REFERENCE_IN } from "../../domain/mail-services.ts";
import type { Sender } from "../../domain/sender.ts";
import { minutes, seconds } from "../../domain/time.ts";
import type { Mailer, Message } from "../../ports/mailer.ts";
import { systemClock } from "../system-clock.ts";
import { senderOf } from "../mail-parts.ts";
import { isAnswer, type ServiceAnswer } from "./exchange.ts";
import { httpMailer } from "./http-mailer.ts";
import {
  endpointOf,
  failureOf,
  fieldIn,
  inBase64,
  jsonPost,
  keyOf,
  replyToOf,
  textIn,
  wordsIn,
  type Ask,
  type Failed,
  type MailService,
  type MailServiceOptions,
  type Meaning,
  type Refusal,
} from "./service.ts";

/** What `microsoftGraphMailer` takes. */
export type MicrosoftGraphOptions = MailServiceOptions & {
  /** The directory: its id or one of its domains. */
  readonly tenant: string;
  /** The id of an application with the permission `Mail.Send` (of the kind "Application"), which an administrator granted. */
  readonly clientId: string;
  readonly clientSecret: string;
  /** The mailbox that sends. Limit the application to it with Exchange's RBAC for applications. */
  readonly mailbox: string;
  /** Where to log in, for a national cloud; `endpoint` is its Graph then. @default "https://login.microsoftonline.com" */
  readonly loginEndpoint?: string | undefined;
};

/**
 * A mailer that sends from a mailbox of Exchange Online, with the credentials of an application. No copy stays in "Sent Items".
 * "Accepted" means handed over: Exchange reports later, to the mailbox, what it could not deliver. It makes the text part itself, and
 * keeps no header Content-Language. Throws if `from` is not a sender, or another option cannot be what it is.
 *
 * @example
 * ```ts
 * const mailer = microsoftGraphMailer({
 *   tenant: "example.com",
 *   clientId: "00000000-0000-0000-0000-000000000000",
 *   clientSecret: process.env["GRAPH_SECRET"] ?? "secret",
 *   mailbox: "accounts@example.com",
 *   from: "Acme <accounts@example.com>",
 * });
 * mailer.atOnce; // → 4
 * ```
 */
export const microsoftGraphMailer = (options: MicrosoftGraphOptions): Mailer =>
  httpMailer(microsoftGraph(options), { ...options, atOnce: options.atOnce ?? CONCURRENCY });

/** Exchange Online lets one application do four things at once in a mailbox, and answers more with 429. */
export const CONCURRENCY = 4;

export function microsoftGraph(options: MicrosoftGraphOptions): MailService {
  const { mailbox } = options;
  const mailer = "microsoftGraphMailer";
  const from = senderOf(mailer, options.from);
  const at = endpointOf(mailer, options.endpoint, "https://graph.microsoft.com");
  const keyed = keyOf(mailer, "mailbox", mailbox);
  const secrets = [keyOf(mailer, "clientSecret", options.clientSecret)];
  const service: MailService = {
    name: `msgraph:${keyed}`,
    title: "Microsoft Graph",
    secrets,
    request: (message) =>
      jsonPost(
        `${at}/v1.0/users/${encodeURIComponent(keyed)}/sendMail`,
        {},
        { message: contentOf(message, from), saveToSentItems: false },
      ),
    acceptedAs: ({ status, headers }) =>
      status === 202 ? (headers.get("request-id") ?? "request without an id") : undefined,
    refusal,
    ...logins(options, (answer) => failureOf(service, answer), secrets),
    // To read anything takes a permission that sending does not.
    trial: {
      state: "limited",
      seen: "the application logged in; only a mail shows whether it may send from the mailbox",
    },
  };
  return service;
}

const recipient = ({ name, address }: Sender) => ({
  emailAddress: { address, ...(name !== "" && { name }) },
});

function contentOf(message: Message, from: Sender) {
  const replyTo = replyToOf(message);
  const { reference, images = [] } = message;
  // Only headers that begin with "x-" may be given.
  const headers = {
    "x-auto-response-suppress": "OOF, AutoReply",
    ...(reference !== undefined && { [MAIL_REFERENCE_IN.msgraph]: reference }),
  };
  return {
    subject: message.subject,
    body: { contentType: "HTML", content: message.html },
    from: recipient(from),
    toRecipients: [recipient({ name: "", address: message.to })],
    ...(replyTo !== undefined && { replyTo: [recipient(replyTo)] }),
    internetMessageId: message.messageId,
    internetMessageHeaders: Object.entries(headers).map(([name, value]) => ({ name, value })),
    attachments: images.map(({ contentId, type, name, content }) => ({
      "@odata.type": "#microsoft.graph.fileAttachment",
      name,
      contentType: type,
      contentBytes: inBase64(content),
      contentId,
      isInline: true,
    })),
  };
}

/** A token is not used in its last minutes, which another machine's clock may have ended already. */
const LEFT = minutes(5);

type Token = { readonly login: Readonly<Record<string, string>>; readonly until: number };

/** The client credentials flow. All mails share one token until shortly before its end, and one request for the next. */
function logins(
  options: MicrosoftGraphOptions,
  failureIn: (answer: Parameters<typeof failureOf>[1]) => Failed,
  secrets: string[],
): Required<Pick<MailService, "logIn" | "logOut">> {
  const mailer = "microsoftGraphMailer";
  const at = endpointOf(mailer, options.loginEndpoint, "https://login.microsoftonline.com");
  const tenant = encodeURIComponent(keyOf(mailer, "tenant", options.tenant));
  const form = new URLSearchParams({
    client_id: keyOf(mailer, "clientId", options.clientId),
    client_secret: keyOf(mailer, "clientSecret", options.clientSecret),
    scope: `${endpointOf(mailer, options.endpoint, "https://graph.microsoft.com")}/.default`,
    grant_type: "client_credentials",
  });
  let asked: Promise<Token | Failed> | undefined;
  const getToken = async (ask: Ask): Promise<Token | Failed> => {
    const answer = await ask({
      method: "POST",
      url: `${at}/${tenant}/oauth2/v2.0/token`,
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: Buffer.from(form.toString()),
    });
    const token = isAnswer(answer) ? textIn(answer.json, "access_token") : "";
    if (!isAnswer(answer) || answer.status !== 200 || token === "")
      return beforeTheMail(failureIn(answer));
    // The one before may still be in use.
    secrets.splice(1, 2, token, ...secrets.slice(1, 2));
    const lasts = seconds(Number(fieldIn(answer.json, "expires_in")) || 0);
    const login = { authorization: `Bearer ${token}` };
    return { login, until: systemClock.now() + lasts - LEFT };
  };
  return {
    async logIn(ask) {
      const before = asked;
      const kept = await before;
      const isGood = kept !== undefined && !("ok" in kept) && kept.until > systemClock.now();
      // Unless another mail has asked in the meantime.
      if (!isGood && asked === before) asked = getToken(ask);
      const token = await (asked ??= getToken(ask));
      return "ok" in token ? token : token.login;
    },
    logOut: () => void (asked = undefined),
  };
}

/** A login that failed in any way concerns every mail, and leaves no doubt about this one. */
const beforeTheMail = ({ fault, answer, retryAfter }: Failed): Failed => ({
  ok: false,
  fault: fault === "unknown" ? "passing" : fault,
  affectsAll: true,
  answer,
  ...(retryAfter !== undefined && { retryAfter }),
});

/** https://learn.microsoft.com/graph/errors. What is not here is judged by its status. */
const MEANINGS: Readonly<Record<string, Meaning>> = {
  ErrorExceededMessageLimit: "account",
  ErrorInvalidRecipients: "address",
  ErrorMessageSizeExceeded: "content",
  ErrorMessageSubmissionBlocked: "account",
  ErrorQuotaExceeded: "account",
  ErrorSendAsDenied: "account",
};

function refusal(answer: ServiceAnswer): Refusal {
  const { status, json } = answer;
  const error = fieldIn(json, "error");
  // The login names the error itself, and describes it with a number such as AADSTS7000215.
  if (typeof error === "string") {
    const words = textIn(json, "error_description") || wordsIn(answer);
    return { code: error, words, meaning: status >= 500 || status === 429 ? "busy" : "account" };
  }
  const code = textIn(error, "code");
  const words = textIn(error, "message") || wordsIn(answer);
  // "You may repeat the request after a delay": the service is overloaded or being maintained.
  if (status === 503 || status === 509) return { code, words, meaning: "busy" };
  return { code, words, meaning: MEANINGS[code] };
}
