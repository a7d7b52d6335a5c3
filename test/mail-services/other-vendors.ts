// Services that take a mail's own bytes, and Microsoft's, which is logged in to first.

import { createHash, createHmac } from "node:crypto";
import { z } from "zod";
import { httpMailer } from "../../src/adapters/mail-services/http-mailer.ts";
import { mailgun } from "../../src/adapters/mail-services/mailgun.ts";
import { microsoftGraph } from "../../src/adapters/mail-services/microsoft-graph.ts";
import { ses } from "../../src/adapters/mail-services/ses.ts";
import type { Answer, Received } from "./service-server.ts";
import { FROM, malformed, readJson, readMime, SENDER, type Vendor } from "./vendor.ts";

export const MAILGUN: Vendor = {
  name: "Mailgun",
  open: (at, { key = "key-right", from = SENDER, ...more } = {}) =>
    httpMailer(mailgun({ key, domain: "example.com", region: "eu", from, endpoint: at }), {
      from,
      ...more,
    }),
  isMail: ({ method, path }) => method === "POST" && path === "/v3/example.com/messages.mime",
  service: (taken) => async (request) => {
    const login = `Basic ${Buffer.from("api:key-right").toString("base64")}`;
    if (request.headers.authorization !== login) return { status: 401, body: "Forbidden" };
    if (request.path === "/v4/domains/example.com") {
      const domain = { name: "example.com", state: "active", type: "custom" };
      return { status: 200, body: { domain } };
    }
    const { headers, body } = request;
    if (headers["content-length"] !== `${body.length}`) return malformed("content-length");
    const form = readForm(request);
    const known = ["to", "message", "v:postern-mail", ...TRACKING];
    const odd = [...form.keys()].find((name) => !known.includes(name));
    if (odd !== undefined) return malformed(odd);
    const given = await readMime(Buffer.from(form.get("message") ?? "", "latin1"));
    if (given.from.address !== FROM.address)
      return {
        status: 403,
        body: {
          message:
            "Domain unverified.example is not allowed to send: The domain is unverified and requires DNS configuration.",
        },
      };
    taken.push({
      ...given,
      to: form.get("to") ?? "",
      reference: form.get("v:postern-mail"),
      tracks: TRACKING.some((name) => form.get(name) !== "no"),
    });
    return { status: 200, body: { id: "<1@example.com>", message: "Queued. Thank you." } };
  },
  lacks: ["returnPath", "idempotencyKey"],
  acceptsIn: "body",
  suppressed: "told later",
  tooMany: {
    answer: {
      status: 429,
      headers: { "retry-after": "Sun, 29 Nov 2026 10:00:45 GMT" },
      body: { message: "Too many requests" },
    },
    wait: 45_000,
  },
  quota: { status: 402, body: { message: "Payment required" } },
  failure: { status: 500, body: "Internal Server Error" },
};

/** The fields of a multipart form, each byte as a character. */
function readForm({ headers, body }: Received): ReadonlyMap<string, string> {
  const boundary = /^multipart\/form-data; boundary=(.+)$/.exec(headers["content-type"] ?? "")?.[1];
  const parts = body
    .toString("latin1")
    .split(`--${boundary ?? ""}`)
    .slice(1, -1);
  return new Map(
    parts.map((part) => {
      const [head = "", ...content] = part.trimStart().split("\r\n\r\n");
      const name = /; name="([^"]+)"/.exec(head)?.[1] ?? "";
      return [name, content.join("\r\n\r\n").replace(/\r\n$/, "")];
    }),
  );
}

const TRACKING = ["o:tracking", "o:tracking-clicks", "o:tracking-opens"];

const sesMail = z.strictObject({
  FromEmailAddress: z.string(),
  Destination: z.strictObject({ ToAddresses: z.array(z.string()).length(1) }),
  Content: z.strictObject({ Raw: z.strictObject({ Data: z.base64() }) }),
  FeedbackForwardingEmailAddress: z.string().optional(),
  EmailTags: z
    .array(
      z.strictObject({
        Name: z.string().regex(/^[\w-]{1,255}$/),
        Value: z.string().regex(/^[\w-]{1,255}$/),
      }),
    )
    .optional(),
});

const KEY_ID = "AKIDEXAMPLE";
const SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
const REGION = "eu-west-1";

const exception = (status: number, name: string, message: string): Answer => ({
  status,
  headers: { "x-amzn-errortype": `${name}:http://internal.amazon.com/coral/com.amazonaws.ses/` },
  body: { message },
});

export const SES: Vendor = {
  name: "Amazon SES",
  open: (at, { key = SECRET, from = SENDER, ...more } = {}) =>
    httpMailer(
      ses({ accessKeyId: KEY_ID, secretAccessKey: key, region: REGION, from, endpoint: at }),
      { from, ...more },
    ),
  isMail: ({ method, path }) => method === "POST" && path === "/v2/email/outbound-emails",
  service: (taken) => async (request) => {
    if (request.headers.authorization !== signatureOf(request))
      return exception(
        403,
        "InvalidSignatureException",
        "The request signature we calculated does not match the signature you provided.",
      );
    if (request.path === "/v2/email/account")
      return { status: 200, body: { SendingEnabled: true, ProductionAccessEnabled: true } };
    const read = readJson(request, sesMail);
    if ("wrong" in read) return read.wrong;
    const { value } = read;
    const given = await readMime(Buffer.from(value.Content.Raw.Data, "base64"));
    if (value.FromEmailAddress !== FROM.address)
      return exception(
        400,
        "MessageRejected",
        `Email address is not verified. The following identities failed the check in region EU-WEST-1: ${value.FromEmailAddress}`,
      );
    taken.push({
      ...given,
      to: value.Destination.ToAddresses[0] ?? "",
      // SES replaces it.
      messageId: undefined,
      reference: value.EmailTags?.find(({ Name }) => Name === "postern-mail")?.Value,
      returnPath: value.FeedbackForwardingEmailAddress,
    });
    return { status: 200, body: { MessageId: "id-1" } };
  },
  lacks: ["messageId", "tracks", "idempotencyKey"],
  acceptsIn: "body",
  suppressed: "told later",
  tooMany: {
    answer: exception(429, "TooManyRequestsException", "Maximum sending rate exceeded."),
    wait: 0,
  },
  quota: exception(429, "TooManyRequestsException", "Daily message quota exceeded."),
  failure: exception(
    500,
    "InternalFailure",
    "The request processing has failed because of an unknown error.",
  ),
};

/** Signature version 4 as Amazon describes it, from what arrived: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html */
function signatureOf({ method, path, headers, body }: Received): string {
  const time = headers["x-amz-date"]?.toString() ?? "";
  const scope = [time.slice(0, 8), REGION, "ses", "aws4_request"];
  const names = "host;x-amz-date";
  const hash = (data: Buffer | string): string => createHash("sha256").update(data).digest("hex");
  const hmac = (key: Buffer | string, data: string): Buffer =>
    createHmac("sha256", key).update(data).digest();
  const canonical = `${method}\n${path}\n\nhost:${headers.host ?? ""}\nx-amz-date:${time}\n\n${names}\n${hash(body)}`;
  const toSign = ["AWS4-HMAC-SHA256", time, scope.join("/"), hash(canonical)].join("\n");
  const key = scope.reduce<Buffer | string>(hmac, `AWS4${SECRET}`);
  const signature = hmac(key, toSign).toString("hex");
  return `AWS4-HMAC-SHA256 Credential=${KEY_ID}/${scope.join("/")}, SignedHeaders=${names}, Signature=${signature}`;
}

const recipient = z.strictObject({
  emailAddress: z.strictObject({ address: z.string(), name: z.string().optional() }),
});

const graphMail = z.strictObject({
  message: z.strictObject({
    subject: z.string(),
    body: z.strictObject({ contentType: z.literal("HTML"), content: z.string() }),
    from: recipient,
    toRecipients: z.array(recipient).length(1),
    replyTo: z.array(recipient).length(1).optional(),
    internetMessageId: z.string(),
    internetMessageHeaders: z
      .array(z.strictObject({ name: z.string().startsWith("x-"), value: z.string() }))
      .min(1)
      .max(5),
    attachments: z.array(
      z.strictObject({
        "@odata.type": z.literal("#microsoft.graph.fileAttachment"),
        name: z.string(),
        contentType: z.string(),
        contentBytes: z.base64(),
        contentId: z.string(),
        isInline: z.literal(true),
      }),
    ),
  }),
  saveToSentItems: z.literal(false),
});

const graphSaid = (status: number, code: string, message: string): Answer => ({
  status,
  body: { error: { code, message } },
});

export const TOKEN_PATH = "/tenant/oauth2/v2.0/token";

/** How long a token is said to last, in seconds, and whether those given so far are still good. */
export const GRAPH_LOGIN = { lasts: 3_600, revoked: false };

export const MICROSOFT_GRAPH: Vendor = {
  name: "Microsoft Graph",
  open: (at, { key = "right~secret", from = SENDER, ...more } = {}) =>
    httpMailer(
      microsoftGraph({
        tenant: "tenant",
        clientId: "client",
        clientSecret: key,
        mailbox: "accounts@example.com",
        from,
        endpoint: at,
        loginEndpoint: at,
      }),
      { from, ...more },
    ),
  isMail: ({ method, path }) =>
    method === "POST" && path === "/v1.0/users/accounts%40example.com/sendMail",
  service: (taken) => {
    let tokens = 0;
    return (request) => {
      if (request.path === TOKEN_PATH) {
        const form = new URLSearchParams(request.body.toString());
        if (
          form.get("client_secret") !== "right~secret" ||
          form.get("grant_type") !== "client_credentials"
        )
          return {
            status: 401,
            body: {
              error: "invalid_client",
              error_description: "AADSTS7000215: Invalid client secret provided.",
            },
          };
        GRAPH_LOGIN.revoked = false;
        tokens += 1;
        return {
          status: 200,
          body: {
            token_type: "Bearer",
            expires_in: GRAPH_LOGIN.lasts,
            access_token: `token-${tokens}`,
          },
        };
      }
      if (request.headers.authorization !== `Bearer token-${tokens}` || GRAPH_LOGIN.revoked)
        return graphSaid(
          401,
          "InvalidAuthenticationToken",
          "Access token has expired or is not yet valid.",
        );
      const read = readJson(request, graphMail);
      if ("wrong" in read) return read.wrong;
      const { message } = read.value;
      const from = message.from.emailAddress;
      if (from.address !== FROM.address)
        return graphSaid(
          403,
          "ErrorSendAsDenied",
          "The user account which was used to submit this request does not have the right to send mail on behalf of the specified sending account.",
        );
      const headers = new Map(
        message.internetMessageHeaders.map(({ name, value }) => [name, value]),
      );
      taken.push({
        to: message.toRecipients[0]?.emailAddress.address ?? "",
        from: { name: from.name ?? "", address: from.address },
        replyTo: message.replyTo?.[0]?.emailAddress.address,
        subject: message.subject,
        html: message.body.content,
        messageId: message.internetMessageId,
        images: message.attachments.map(({ contentId: cid, contentBytes: content }) => ({
          cid,
          content,
        })),
        reference: headers.get("x-postern-mail"),
      });
      return { status: 202, headers: { "request-id": "id-1" } };
    };
  },
  lacks: ["text", "language", "returnPath", "tracks", "idempotencyKey"],
  acceptsIn: "headers",
  suppressed: "told later",
  tooMany: {
    answer: {
      ...graphSaid(
        429,
        "ApplicationThrottled",
        "Application is over its MailboxConcurrency limit.",
      ),
      headers: { "retry-after": "10" },
    },
    wait: 10_000,
  },
  quota: graphSaid(403, "ErrorExceededMessageLimit", "The account exceeded its message limit."),
  failure: graphSaid(500, "ErrorInternalServerError", "An internal server error occurred."),
};
