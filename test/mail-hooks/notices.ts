// Notices in the form that each mail service documents, with values of our own, and signed with keys that are made here. None of
// them was sent by the service itself.
//
// Read on 29 November 2026: docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-examples.html (SES API v2) and
// sns/latest/dg/sns-message-and-json-formats.html; postmarkapp.com/developer/webhooks; resend.com/docs/webhooks/event-types;
// documentation.mailgun.com/docs/mailgun/user-manual/webhooks/webhook-payloads; twilio.com/docs/sendgrid/for-developers/
// tracking-events/event; developers.brevo.com/docs/transactional-webhooks.

import { createHmac, generateKeyPairSync, randomBytes, sign } from "node:crypto";
import type { MailHook } from "../../src/domain/mail-hooks.ts";
import { selfSigned } from "../mails/certificate.ts";

/** What a service knows of a mail. */
export type Facts = {
  readonly reference: string;
  readonly recipient: string;
  /** The service's own name of it. */
  readonly id: string;
  /** When it happened. */
  readonly now: number;
  /** When the notice was signed, if that was later. */
  readonly signedOn?: number;
};

export type Kind = "bounced" | "suppressed" | "deferred" | "delivered" | "complained";

export type Notice = {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
};

const PASSWORD_OF = {
  postmark: "postmark-4b1d9c7e2f8a6035d1c9b7a5e3f10284",
  brevo: "brevo-7c2e9a4f1b8d6053e1a9c7b5d3f20486",
};

const RESEND_SECRET = `whsec_${randomBytes(24).toString("base64")}`;
const MAILGUN_KEY = randomBytes(16).toString("hex");
const SENDGRID = generateKeyPairSync("ec", { namedCurve: "P-256" });
export const TOPIC = "arn:aws:sns:eu-west-1:123456789012:mails";
export const SNS_HOST = "https://sns.eu-west-1.amazonaws.com";
const SNS_KEYS = generateKeyPairSync("rsa", { modulusLength: 2048 });
export const CERTIFICATE_URL = `${SNS_HOST}/SimpleNotificationService-0123456789abcdef0123456789abcdef.pem`;

/** Valid for a year from the day before the clock of the tests. */
export const CERTIFICATE = selfSigned("127.0.0.1", new Date("2026-11-21T00:00:00Z"), SNS_KEYS).cert;

export const SECRETS: Readonly<Record<MailHook, string>> = {
  ses: TOPIC,
  postmark: PASSWORD_OF.postmark,
  resend: RESEND_SECRET,
  mailgun: MAILGUN_KEY,
  sendgrid: SENDGRID.publicKey.export({ format: "der", type: "spki" }).toString("base64"),
  brevo: PASSWORD_OF.brevo,
};

const WORDS = "550 5.1.1 <ada@example.com>: Recipient address rejected: User unknown";
const iso = (time: number): string => new Date(time).toISOString();
const inSeconds = (time: number): number => Math.floor(time / 1_000);

const basic = (password: string): string =>
  `Basic ${Buffer.from(`postern:${password}`).toString("base64")}`;

type SnsFields = Readonly<Record<string, string>>;

/** Signs a message as SNS does. */
export function snsMessage(fields: SnsFields, version: "1" | "2" = "2", keys = SNS_KEYS): Notice {
  const order = ["Message", "MessageId", "SubscribeURL", "Subject", "Timestamp", "Token"];
  const signed = [...order, "TopicArn", "Type"]
    .filter((name) => fields[name] !== undefined)
    .map((name) => `${name}\n${fields[name]}\n`)
    .join("");
  const hash = version === "1" ? "sha1" : "sha256";
  const signature = sign(hash, Buffer.from(signed), keys.privateKey).toString("base64");
  const body = {
    SigningCertURL: CERTIFICATE_URL,
    ...fields,
    SignatureVersion: version,
    Signature: signature,
  };
  const headers = {
    "content-type": "text/plain; charset=UTF-8",
    "x-amz-sns-message-type": fields["Type"] ?? "",
  };
  return { headers, body: JSON.stringify(body) };
}

export const snsNotification = (event: unknown, { now }: Pick<Facts, "now">): SnsFields => ({
  Type: "Notification",
  MessageId: "22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324",
  TopicArn: TOPIC,
  Message: JSON.stringify(event),
  Timestamp: iso(now),
});

/** The event of a configuration set; with `notificationType`, and without the tags, it is the notice of an identity. */
export function sesEvent(kind: Kind, { reference, recipient, id, now }: Facts): object {
  const to = { emailAddress: recipient };
  const mail = {
    timestamp: iso(now - 2_000),
    source: "Postern <accounts@postern.example>",
    messageId: id,
    destination: [recipient],
    tags: { "ses:configuration-set": ["accounts"], "postern-mail": [reference] },
  };
  const failed = { ...to, action: "failed", status: "5.1.1", diagnosticCode: `smtp; ${WORDS}` };
  const timestamp = iso(now);
  switch (kind) {
    case "bounced":
      return {
        eventType: "Bounce",
        mail,
        bounce: {
          bounceType: "Permanent",
          bounceSubType: "General",
          timestamp,
          bouncedRecipients: [failed],
        },
      };
    case "suppressed":
      return {
        eventType: "Bounce",
        mail,
        bounce: {
          bounceType: "Permanent",
          bounceSubType: "OnAccountSuppressionList",
          timestamp,
          bouncedRecipients: [{ ...to, action: "failed", diagnosticCode: "not sent: on the list" }],
        },
      };
    case "deferred":
      return {
        eventType: "DeliveryDelay",
        mail,
        deliveryDelay: { delayType: "MailboxFull", delayedRecipients: [to], timestamp },
      };
    case "delivered":
      return {
        eventType: "Delivery",
        mail,
        delivery: { recipients: [recipient], smtpResponse: "250 ok", timestamp },
      };
    case "complained":
      return {
        eventType: "Complaint",
        mail,
        complaint: { complainedRecipients: [to], complaintFeedbackType: "abuse", timestamp },
      };
  }
}

/** With the name of another notice, as when a service sends the same news a second time. */
const again = (): number => randomBytes(4).readUInt32BE();

function postmarkNotice(kind: Kind, { reference, recipient, id, now }: Facts): object {
  const common = { MessageID: id, Metadata: { "postern-mail": reference }, ServerID: 23 };
  if (kind === "delivered") {
    const details = "smtp;250 2.0.0 OK";
    return {
      ...common,
      RecordType: "Delivery",
      Recipient: recipient,
      DeliveredAt: iso(now),
      Details: details,
    };
  }
  const [type, code, words] = {
    bounced: ["HardBounce", 1, `smtp;${WORDS}`],
    suppressed: ["ManuallyDeactivated", 100002, "The address was deactivated."],
    deferred: ["Transient", 2, "The server could not temporarily deliver your message."],
    complained: ["SpamComplaint", 100001, ""],
  }[kind] as [string, number, string];
  return {
    ...common,
    RecordType: kind === "complained" ? "SpamComplaint" : "Bounce",
    ID: again(),
    Type: type,
    TypeCode: code,
    Details: words,
    Email: recipient,
    BouncedAt: iso(now),
  };
}

function resendNotice(kind: Kind, { reference, recipient, id, now }: Facts): object {
  const data = {
    created_at: iso(now - 2_000),
    email_id: id,
    from: "Postern <accounts@postern.example>",
    to: [recipient],
    tags: { "postern-mail": reference },
  };
  const [type, more] = {
    bounced: [
      "email.bounced",
      { bounce: { type: "Permanent", subType: "General", message: WORDS } },
    ],
    suppressed: ["email.suppressed", { suppressed: { type: "Bounce", message: "on the list" } }],
    deferred: ["email.delivery_delayed", {}],
    delivered: ["email.delivered", {}],
    complained: ["email.complained", {}],
  }[kind] as [string, object];
  return { type, created_at: iso(now), data: { ...data, ...more } };
}

function mailgunEvent(kind: Kind, { reference, recipient, id, now }: Facts): object {
  const status = { code: 550, "enhanced-code": "5.1.1", message: WORDS };
  const listed = {
    code: 605,
    message: "",
    description: "Not delivering to previously bounced address",
  };
  const [event, more] = {
    bounced: ["failed", { severity: "permanent", reason: "bounce", "delivery-status": status }],
    suppressed: ["failed", { severity: "permanent", "delivery-status": listed }],
    deferred: ["failed", { severity: "temporary", "delivery-status": { code: 450 } }],
    delivered: ["delivered", { "delivery-status": { code: 250, message: "OK" } }],
    complained: ["complained", {}],
  }[kind] as [string, object];
  return {
    event,
    id: `event-${again()}`,
    timestamp: now / 1_000,
    recipient,
    ...more,
    message: { headers: { "message-id": id } },
    "user-variables": { "postern-mail": reference },
  };
}

export function sendgridEvent(kind: Kind, { reference, recipient, id, now }: Facts): object {
  const [event, more] = {
    bounced: ["bounce", { type: "bounce", status: "5.1.1", reason: WORDS }],
    suppressed: ["dropped", { reason: "Bounced Address", status: "5.0.0" }],
    deferred: ["deferred", { response: "450 try again later", attempt: "5" }],
    delivered: ["delivered", { response: "250 OK" }],
    complained: ["spamreport", {}],
  }[kind] as [string, object];
  return {
    email: recipient,
    timestamp: inSeconds(now),
    event,
    ...more,
    "postern-mail": reference,
    sg_event_id: `event-${again()}`,
    sg_message_id: `${id}.filterdrecv-5c6b-0`,
  };
}

function brevoNotice(kind: Kind, { reference, recipient, id, now }: Facts): object {
  const [event, more] = {
    bounced: ["hard_bounce", { reason: WORDS }],
    suppressed: ["blocked", { reason: "the recipient is on your list" }],
    deferred: ["deferred", { reason: "450 try again later" }],
    delivered: ["delivered", {}],
    complained: ["spam", {}],
  }[kind] as [string, object];
  return {
    event,
    email: recipient,
    id: again(),
    ts_event: inSeconds(now),
    ...more,
    "message-id": `<${id}>`,
    "X-Mailin-custom": reference,
  };
}

const JSON_TYPE = { "content-type": "application/json" };

/** Signs a body as Svix does, with the signature of another key before. */
export function svixSigned(body: string, now: number, secret = RESEND_SECRET): Notice {
  const time = `${inSeconds(now)}`;
  const id = `msg_${again()}`;
  const key = Buffer.from(secret.slice("whsec_".length), "base64");
  const mac = createHmac("sha256", key).update(`${id}.${time}.${body}`).digest("base64");
  const other = randomBytes(32).toString("base64");
  const headers = {
    "svix-id": id,
    "svix-timestamp": time,
    "svix-signature": `v1,${other} v1,${mac}`,
  };
  return { headers: { ...JSON_TYPE, ...headers }, body };
}

export const mailgunSigned = (event: object, now: number, token?: string): Notice => {
  const signed = {
    timestamp: `${inSeconds(now)}`,
    token: token ?? randomBytes(25).toString("hex"),
  };
  const signature = createHmac("sha256", MAILGUN_KEY)
    .update(signed.timestamp + signed.token)
    .digest("hex");
  const body = { signature: { ...signed, signature }, "event-data": event };
  return { headers: JSON_TYPE, body: JSON.stringify(body) };
};

/** Signs a body as SendGrid does: over the bytes, whatever white space they have. */
export const sendgridSigned = (body: string, now: number): Notice => {
  const time = `${inSeconds(now)}`;
  const signature = sign("sha256", Buffer.from(time + body), SENDGRID.privateKey);
  const headers = {
    "x-twilio-email-event-webhook-timestamp": time,
    "x-twilio-email-event-webhook-signature": signature.toString("base64"),
  };
  return { headers: { ...JSON_TYPE, ...headers }, body };
};

/** A genuine notice of each service. */
export const NOTICES: Readonly<Record<MailHook, (kind: Kind, facts: Facts) => Notice>> = {
  ses: (kind, facts) => snsMessage(snsNotification(sesEvent(kind, facts), facts)),
  postmark: (kind, facts) => ({
    headers: { ...JSON_TYPE, authorization: basic(PASSWORD_OF.postmark) },
    body: JSON.stringify(postmarkNotice(kind, facts)),
  }),
  resend: (kind, facts) =>
    svixSigned(JSON.stringify(resendNotice(kind, facts)), facts.signedOn ?? facts.now),
  mailgun: (kind, facts) => mailgunSigned(mailgunEvent(kind, facts), facts.signedOn ?? facts.now),
  // Several events, one for each line, as SendGrid writes them.
  sendgrid: (kind, facts) => {
    const other = sendgridEvent("delivered", {
      ...facts,
      reference: "",
      id: "somebody-elses-mail",
    });
    const lines = [other, sendgridEvent(kind, facts)].map((event) => JSON.stringify(event));
    return sendgridSigned(`[${lines.join(",\r\n")}]\r\n`, facts.now);
  },
  brevo: (kind, facts) => ({
    headers: { ...JSON_TYPE, authorization: `Bearer ${PASSWORD_OF.brevo}` },
    body: JSON.stringify(brevoNotice(kind, facts)),
  }),
};
