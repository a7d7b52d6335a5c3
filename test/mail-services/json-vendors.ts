// Services that take a mail as fields of a JSON object.

import { z } from "zod";
import { brevo } from "../../src/adapters/mail-services/brevo.ts";
import { httpMailer } from "../../src/adapters/mail-services/http-mailer.ts";
import { postmark } from "../../src/adapters/mail-services/postmark.ts";
import { resend } from "../../src/adapters/mail-services/resend.ts";
import { sendgrid } from "../../src/adapters/mail-services/sendgrid.ts";
import { FROM, parts, readJson, SENDER, SUPPRESSED, type Vendor } from "./vendor.ts";

const base64 = z.base64();
const image = { Name: z.string(), Content: base64, ContentType: z.string() };

const postmarkMail = z.strictObject({
  From: z.string(),
  To: z.string(),
  ReplyTo: z.string().optional(),
  Subject: z.string(),
  TextBody: z.string(),
  HtmlBody: z.string(),
  Headers: z.array(z.strictObject({ Name: z.string(), Value: z.string() })),
  Attachments: z.array(z.strictObject({ ...image, ContentID: z.string().startsWith("cid:") })),
  // At most 20 characters for a name, and 80 for a value.
  Metadata: z.record(z.string().max(20), z.string().max(80)).optional(),
  MessageStream: z.enum(["outbound", "accounts"]),
  TrackOpens: z.boolean(),
  TrackLinks: z.enum(["None", "HtmlAndText", "HtmlOnly", "TextOnly"]),
});

const said = (status: number, ErrorCode: number, Message: string) => ({
  status,
  body: { ErrorCode, Message },
});

export const POSTMARK: Vendor = {
  name: "Postmark",
  open: (at, { key = "right-token", from = SENDER, ...more } = {}) =>
    httpMailer(postmark({ token: key, from, endpoint: at }), { from, ...more }),
  isMail: ({ method, path }) => method === "POST" && path === "/email",
  service: (taken) => (request) => {
    const token = request.headers["x-postmark-server-token"];
    if (request.headers.accept !== "application/json") return said(406, 0, "no accept");
    if (token !== "right-token") return said(401, 10, `Bad or missing API token: ${String(token)}`);
    if (request.path === "/server")
      return { status: 200, body: { ID: 1, Name: "Accounts", DeliveryType: "Live" } };
    const read = readJson(request, postmarkMail);
    if ("wrong" in read) return read.wrong;
    const { value } = read;
    const from = parts(value.From);
    if (from.address !== FROM.address)
      return said(
        422,
        400,
        `The 'From' address you supplied (${value.From}) is not a Sender Signature on your account.`,
      );
    if (value.To === SUPPRESSED)
      return said(
        422,
        406,
        `You tried to send to recipient(s) that have been marked as inactive. Found inactive addresses: ${value.To}.`,
      );
    const headers = new Map(value.Headers.map(({ Name, Value }) => [Name, Value]));
    taken.push({
      to: value.To,
      from,
      replyTo: value.ReplyTo === undefined ? undefined : parts(value.ReplyTo).address,
      subject: value.Subject,
      text: value.TextBody,
      html: value.HtmlBody,
      // Without the other header, Postmark replaces it.
      messageId: headers.get("X-PM-KeepID") === "true" ? headers.get("Message-ID") : undefined,
      language: headers.get("Content-Language"),
      images: value.Attachments.map(({ ContentID, Content }) => ({
        cid: ContentID.slice("cid:".length),
        content: Content,
      })),
      reference: value.Metadata?.["postern-mail"],
      tracks: value.TrackOpens || value.TrackLinks !== "None",
    });
    return {
      status: 200,
      body: {
        To: value.To,
        SubmittedAt: "2026-11-29T10:00:00Z",
        MessageID: "id-1",
        ErrorCode: 0,
        Message: "OK",
      },
    };
  },
  lacks: ["returnPath", "idempotencyKey"],
  acceptsIn: "body",
  suppressed: "told at once",
  tooMany: {
    answer: { ...said(429, 429, "Rate limit exceeded"), headers: { "retry-after": "7" } },
    wait: 7_000,
  },
  quota: said(422, 405, "Not allowed to send: you ran out of credits."),
  failure: said(500, 0, "Internal Server Error"),
};

const resendMail = z.strictObject({
  from: z.string(),
  to: z.array(z.string()).length(1),
  reply_to: z.array(z.string()).optional(),
  subject: z.string(),
  text: z.string(),
  html: z.string(),
  headers: z.record(z.string(), z.string()),
  attachments: z.array(
    z.strictObject({
      filename: z.string(),
      content: base64,
      content_type: z.string(),
      content_id: z.string(),
    }),
  ),
  tags: z
    .array(
      z.strictObject({
        name: z.string().regex(/^[\w-]{1,256}$/),
        value: z.string().regex(/^[\w-]{1,256}$/),
      }),
    )
    .optional(),
});

const resendSaid = (status: number, name: string, message: string) => ({
  status,
  body: { statusCode: status, name, message },
});

/** What a key was used for, so that its second use is answered as documented. */
type Used = Map<string, { readonly body: string; readonly id: string }>;

export const RESEND: Vendor = {
  name: "Resend",
  open: (at, { key = "re_right", from = SENDER, ...more } = {}) =>
    httpMailer(resend({ key, from, endpoint: at }), { from, ...more }),
  isMail: ({ method, path }) => method === "POST" && path === "/emails",
  service: (taken) => {
    const used: Used = new Map();
    return (request) => {
      if (!request.headers["user-agent"]) return { status: 403, body: "error code: 1010" };
      if (request.headers.authorization !== "Bearer re_right")
        return resendSaid(
          401,
          "validation_error",
          `API key is invalid: ${request.headers.authorization ?? ""}`,
        );
      if (request.path === "/domains")
        return { status: 200, body: { data: [{ name: "example.com", status: "verified" }] } };
      const read = readJson(request, resendMail);
      if ("wrong" in read) return read.wrong;
      const { value } = read;
      const key = request.headers["idempotency-key"]?.toString() ?? "";
      if (key === "" || key.length > 256)
        return resendSaid(400, "invalid_idempotency_key", "1-256");
      const before = used.get(key);
      if (before?.body === request.body.toString()) return { status: 200, body: { id: before.id } };
      if (before !== undefined)
        return resendSaid(
          409,
          "invalid_idempotent_request",
          "Same idempotency key used with a different request payload.",
        );
      const from = parts(value.from);
      if (from.address !== FROM.address)
        return resendSaid(
          403,
          "validation_error",
          "The unverified.example domain is not verified.",
        );
      const id = `id-${taken.length + 1}`;
      used.set(key, { body: request.body.toString(), id });
      taken.push({
        to: value.to[0] ?? "",
        from,
        replyTo: value.reply_to?.[0] === undefined ? undefined : parts(value.reply_to[0]).address,
        subject: value.subject,
        text: value.text,
        html: value.html,
        language: value.headers["Content-Language"],
        images: value.attachments.map(({ content_id: cid, content }) => ({ cid, content })),
        reference: value.tags?.find(({ name }) => name === "postern-mail")?.value,
        idempotencyKey: key,
      });
      return { status: 200, body: { id } };
    };
  },
  lacks: ["messageId", "returnPath", "tracks"],
  acceptsIn: "body",
  suppressed: "told later",
  tooMany: {
    answer: {
      ...resendSaid(429, "rate_limit_exceeded", "Too many requests."),
      headers: { "ratelimit-reset": "1" },
    },
    wait: 1_000,
  },
  quota: resendSaid(
    429,
    "daily_quota_exceeded",
    "You have reached your daily email sending quota.",
  ),
  failure: resendSaid(500, "internal_server_error", "An unexpected error occurred."),
};

const person = z.strictObject({ email: z.string(), name: z.string().optional() });
const off = z.strictObject({ enable: z.boolean() });

const sendgridMail = z.strictObject({
  personalizations: z.array(z.strictObject({ to: z.array(person).length(1) })).length(1),
  from: person,
  reply_to: person.optional(),
  subject: z.string(),
  content: z.tuple([
    z.strictObject({ type: z.literal("text/plain"), value: z.string() }),
    z.strictObject({ type: z.literal("text/html"), value: z.string() }),
  ]),
  headers: z.record(z.string(), z.string()),
  attachments: z
    .array(
      z.strictObject({
        content: base64,
        type: z.string(),
        filename: z.string(),
        disposition: z.literal("inline"),
        content_id: z.string(),
      }),
    )
    .min(1)
    .optional(),
  custom_args: z.record(z.string(), z.string()).optional(),
  tracking_settings: z.strictObject({
    click_tracking: z.strictObject({ enable: z.boolean(), enable_text: z.boolean() }),
    open_tracking: off,
    subscription_tracking: off,
    ganalytics: off,
  }),
});

const errors = (status: number, message: string, field: string | null = null) => ({
  status,
  body: { errors: [{ message, field, help: null }] },
});

export const SENDGRID: Vendor = {
  name: "SendGrid",
  open: (at, { key = "SG.right", from = SENDER, ...more } = {}) =>
    httpMailer(sendgrid({ key, from, endpoint: at }), { from, ...more }),
  isMail: ({ method, path }) => method === "POST" && path === "/v3/mail/send",
  service: (taken) => (request) => {
    if (request.headers.authorization !== "Bearer SG.right")
      return errors(401, "The provided authorization grant is invalid, expired, or revoked");
    if (request.path === "/v3/scopes") return { status: 200, body: { scopes: ["mail.send"] } };
    const read = readJson(request, sendgridMail);
    if ("wrong" in read) return read.wrong;
    const { value } = read;
    if (value.from.email !== FROM.address)
      return errors(403, "The from address does not match a verified Sender Identity.", "from");
    const { click_tracking: click, ...others } = value.tracking_settings;
    taken.push({
      to: value.personalizations[0]?.to[0]?.email ?? "",
      from: { name: value.from.name ?? "", address: value.from.email },
      replyTo: value.reply_to?.email,
      subject: value.subject,
      text: value.content[0].value,
      html: value.content[1].value,
      messageId: value.headers["Message-ID"],
      language: value.headers["Content-Language"],
      images: (value.attachments ?? []).map(({ content_id: cid, content }) => ({ cid, content })),
      reference: value.custom_args?.["postern-mail"],
      tracks:
        click.enable || click.enable_text || Object.values(others).some(({ enable }) => enable),
    });
    return { status: 202, headers: { "x-message-id": "id-1" } };
  },
  lacks: ["returnPath", "idempotencyKey"],
  acceptsIn: "headers",
  suppressed: "told later",
  tooMany: {
    // 10:01:30 on that day.
    answer: { ...errors(429, "too many requests"), headers: { "x-ratelimit-reset": "1795946490" } },
    wait: 90_000,
  },
  quota: errors(401, "Maximum credits exceeded"),
  failure: errors(500, "internal server error"),
};

const brevoMail = z.strictObject({
  sender: person,
  to: z.array(person).length(1),
  replyTo: person.optional(),
  subject: z.string(),
  textContent: z.string(),
  htmlContent: z.string(),
  headers: z.record(z.string(), z.string()),
  attachment: z
    .array(z.strictObject({ name: z.string(), content: base64 }))
    .min(1)
    .optional(),
});

const brevoSaid = (status: number, code: string, message: string) => ({
  status,
  body: { code, message },
});

export const BREVO: Vendor = {
  name: "Brevo",
  open: (at, { key = "xkeysib-right", from = SENDER, ...more } = {}) =>
    httpMailer(brevo({ key, from, endpoint: at }), { from, ...more }),
  isMail: ({ method, path }) => method === "POST" && path === "/v3/smtp/email",
  service: (taken) => (request) => {
    if (request.headers["api-key"] !== "xkeysib-right")
      return brevoSaid(401, "unauthorized", "Key not found");
    if (request.path === "/v3/account") return { status: 200, body: { email: "me@example.com" } };
    const read = readJson(request, brevoMail);
    if ("wrong" in read) return read.wrong;
    const { value } = read;
    if (value.sender.email !== FROM.address)
      return brevoSaid(
        400,
        "invalid_parameter",
        `Sending has been rejected because the sender you used ${value.sender.email} is not valid.`,
      );
    taken.push({
      to: value.to[0]?.email ?? "",
      from: { name: value.sender.name ?? "", address: value.sender.email },
      replyTo: value.replyTo?.email,
      subject: value.subject,
      text: value.textContent,
      html: value.htmlContent,
      language: value.headers["Content-Language"],
      images: (value.attachment ?? []).map(({ content }) => ({ content })),
      reference: value.headers["X-Mailin-custom"],
    });
    return { status: 201, body: { messageId: "<1@smtp-relay.mailin.fr>" } };
  },
  lacks: ["messageId", "returnPath", "tracks", "idempotencyKey", "cid"],
  acceptsIn: "body",
  suppressed: "told later",
  tooMany: {
    answer: {
      ...brevoSaid(429, "too_many_requests", "Slow down"),
      headers: { "x-sib-ratelimit-reset": "600" },
    },
    wait: 600_000,
  },
  quota: brevoSaid(402, "not_enough_credits", "Not enough credits"),
  failure: brevoSaid(500, "internal_error", "Something went wrong"),
};
