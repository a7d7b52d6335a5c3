// Amazon SES: https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html, API 2019-09-27, read on 2026-11-29.

import { AwsV4Signer } from "aws4fetch";
import { MAIL_REFERENCE_IN } from "../../domain/mail-services.ts";
import type { Mailer } from "../../ports/mailer.ts";
import { bytesOf } from "../smtp-message.ts";
import { systemClock } from "../system-clock.ts";
import { senderOf } from "../mail-parts.ts";
import type { ServiceAnswer, ServiceRequest } from "./exchange.ts";
import { httpMailer } from "./http-mailer.ts";
import {
  endpointOf,
  fieldIn,
  inBase64,
  jsonPost,
  keyOf,
  replyToOf,
  textIn,
  wordsIn,
  type MailService,
  type MailServiceOptions,
  type Meaning,
  type Refusal,
  type Trial,
} from "./service.ts";

/** What `sesMailer` takes. */
export type SesOptions = MailServiceOptions & {
  readonly accessKeyId: string;
  /** Of a user who may do `ses:SendEmail`. To be tried without a mail, also `ses:GetAccount`. */
  readonly secretAccessKey: string;
  /** Of temporary credentials. They are not renewed. */
  readonly sessionToken?: string | undefined;
  /** Where the sender is verified, such as `eu-west-1`. */
  readonly region: string;
  /** The configuration set whose events tell of mails. Opens and clicks are tracked only if it does so. */
  readonly configurationSet?: string | undefined;
};

/**
 * A mailer over the API of Amazon SES, version 2. SES is given the mail's own bytes; it replaces the Message-ID and the Date. A
 * return path gets the bounces as mails, if its domain is verified. SES accepts mails to recipients whom it suppresses, and tells of a bounce later. Throws if `from` is not a
 * sender, or the keys or the region cannot be one.
 *
 * @example
 * ```ts
 * const accessKeyId = process.env["AWS_ACCESS_KEY_ID"] ?? "AKIDEXAMPLE";
 * const secretAccessKey = process.env["AWS_SECRET_ACCESS_KEY"] ?? "secret";
 * const from = "Acme <accounts@example.com>";
 * const mailer = sesMailer({ accessKeyId, secretAccessKey, region: "eu-west-1", from });
 * mailer.atOnce; // → 5
 * ```
 */
export const sesMailer = (options: SesOptions): Mailer => httpMailer(ses(options), options);

export function ses(options: SesOptions): MailService {
  const { region, configurationSet } = options;
  const mailer = "sesMailer";
  const from = senderOf(mailer, options.from);
  if (!/^[a-z]{2}(?:-[a-z]+)+-\d$/.test(region))
    throw new Error(`${mailer}: give a region, like eu-west-1`);
  const at = endpointOf(mailer, options.endpoint, `https://email.${region}.amazonaws.com`);
  const accessKeyId = keyOf(mailer, "accessKeyId", options.accessKeyId);
  const secretAccessKey = keyOf(mailer, "secretAccessKey", options.secretAccessKey);
  const { sessionToken } = options;
  const sign = (request: ServiceRequest) =>
    signed(request, {
      accessKeyId,
      secretAccessKey,
      region,
      ...(sessionToken && { sessionToken }),
    });
  return {
    name: `ses:${region}`,
    title: "Amazon SES",
    secrets: [secretAccessKey, ...(sessionToken ? [sessionToken] : [])],
    async request(message) {
      const mail = await bytesOf(message, { from, replyTo: replyToOf(message) });
      const { reference, returnPath } = message;
      const body = {
        FromEmailAddress: from.address,
        Destination: { ToAddresses: [message.to] },
        Content: { Raw: { Data: inBase64(mail) } },
        ...(returnPath !== undefined && { FeedbackForwardingEmailAddress: returnPath }),
        ...(reference !== undefined && {
          EmailTags: [{ Name: MAIL_REFERENCE_IN.ses, Value: reference }],
        }),
        ...(configurationSet !== undefined && { ConfigurationSetName: configurationSet }),
      };
      return sign(jsonPost(`${at}/v2/email/outbound-emails`, {}, body));
    },
    acceptedAs: ({ status, json }) =>
      status === 200 ? textIn(json, "MessageId") || undefined : undefined,
    refusal: (answer) => refusal(answer, region),
    trial: () => sign({ method: "GET", url: `${at}/v2/email/account`, headers: {} }),
    tried,
  };
}

type Signer = {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly region: string;
};

/** Signature version 4. It is good for five minutes. */
async function signed(request: ServiceRequest, signer: Signer): Promise<ServiceRequest> {
  const datetime = new Date(systemClock.now()).toISOString().replace(/[:-]|\.\d{3}/g, "");
  const { url, method, headers, body } = request;
  const { headers: signedHeaders } = await new AwsV4Signer({
    ...signer,
    service: "ses",
    datetime,
    url,
    method,
    headers,
    ...(body !== undefined && { body: Uint8Array.from(body) }),
  }).sign();
  return { ...request, headers: Object.fromEntries(signedHeaders) };
}

/** The errors of SendEmail, and those of all of Amazon's services. What is not here is judged by its status. */
const MEANINGS: Readonly<Record<string, Meaning>> = {
  AccountSuspendedException: "account",
  LimitExceededException: "account",
  MailFromDomainNotVerifiedException: "account",
  MessageRejected: "content",
  NotFoundException: "account", // the configuration set
  RequestExpired: "account", // this machine's clock
  SendingPausedException: "account",
  ThrottlingException: "busy",
  TooManyRequestsException: "busy",
};

function refusal(answer: ServiceAnswer, region: string): Refusal {
  const named = answer.headers.get("x-amzn-errortype") ?? textIn(answer.json, "__type");
  const code = named.split(":")[0]?.split("#").at(-1) ?? "";
  const words = textIn(answer.json, "message") || textIn(answer.json, "Message") || wordsIn(answer);
  if (code === "MessageRejected" && /not verified/i.test(words)) {
    const hint = `(each region has its own verified senders, and a sandbox that only verified recipients get mail from: is ${region} the right one, and does the account have production access?)`;
    return { code, words, hint, meaning: "account" };
  }
  // A rate passes by itself within a second, and a day's quota does not.
  if (/\bquota\b/i.test(words) && MEANINGS[code] === "busy")
    return { code, words, meaning: "account" };
  return { code, words, meaning: MEANINGS[code] };
}

function tried({ status, headers, json }: ServiceAnswer): Trial | undefined {
  if (status === 403 && headers.get("x-amzn-errortype")?.startsWith("AccessDenied") === true)
    return {
      state: "limited",
      seen: "the key is good, and may not read the account (ses:GetAccount)",
    };
  if (status !== 200) return undefined;
  const mend = "See the account's dashboard in Amazon SES, in the same region.";
  if (fieldIn(json, "SendingEnabled") === false)
    return { state: "unfinished", seen: "the account's sending is paused", mend };
  if (fieldIn(json, "ProductionAccessEnabled") === false)
    return {
      state: "unfinished",
      seen: "the account is in the sandbox: it sends only to verified addresses",
      mend: "Request production access in Amazon SES, in the same region.",
    };
  if (fieldIn(json, "ProductionAccessEnabled") !== true) return undefined;
  return { state: "ready", seen: "the key is good, and the account has production access" };
}
