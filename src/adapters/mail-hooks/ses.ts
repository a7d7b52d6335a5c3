// Amazon SES, whose notices come through a topic of Amazon SNS. The signature of SNS holds for any topic of any customer, so the topic
// must be ours.
// https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html and
// https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html, read on 2026-11-29.

import { verify as isSignedBy, X509Certificate } from "node:crypto";
import { MAIL_REFERENCE_IN } from "../../domain/mail-services.ts";
import type { Fault } from "../../domain/refusal.ts";
import { refused, type Result } from "../../domain/result.ts";
import type { Instant } from "../../domain/time.ts";
import type { MailNews, MailService, NoticeRefusal } from "../../ports/mail-hooks.ts";
import { listAt, newsOf, parsed, partAt, textAt, timeAt, withoutType } from "./notice.ts";
import type { Sns } from "./sns.ts";

/** The fields that are signed, in their order; those that a message does not have are left out. */
const SIGNED: ReadonlyMap<string, readonly string[]> = new Map([
  ["Notification", ["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"]],
  [
    "SubscriptionConfirmation",
    ["Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"],
  ],
]);

const HASHES: ReadonlyMap<string, string> = new Map([
  ["1", "sha1"],
  ["2", "sha256"],
]);

const signedIn = (notice: unknown, fields: readonly string[]): Buffer =>
  Buffer.from(
    fields
      .filter((field) => typeof partAt(notice, field) === "string")
      .map((field) => `${field}\n${textAt(notice, field)}\n`)
      .join(""),
  );

function isSigned(notice: unknown, pem: string, now: Instant): boolean {
  const fields = SIGNED.get(textAt(notice, "Type"));
  const hash = HASHES.get(textAt(notice, "SignatureVersion"));
  if (fields === undefined || hash === undefined) return false;
  try {
    const { publicKey, validFrom, validTo } = new X509Certificate(pem);
    if (now < Date.parse(validFrom) || now > Date.parse(validTo)) return false;
    const signature = Buffer.from(textAt(notice, "Signature"), "base64");
    return isSignedBy(hash, signedIn(notice, fields), publicKey, signature);
  } catch {
    return false;
  }
}

async function verify(
  notice: unknown,
  topics: readonly string[],
  sns: Sns,
  now: Instant,
): Promise<Result<unknown, NoticeRefusal>> {
  // Before anything is fetched: whoever does not know our topic makes us ask nobody.
  if (!topics.includes(textAt(notice, "TopicArn"))) return refused("wrong-signature");
  const url = textAt(notice, "SigningCertURL");
  const pem = await sns.certificate(url);
  if (pem === "unreachable") return refused("unavailable");
  if (!isSigned(notice, pem, now)) return refused("wrong-signature");
  sns.keep(url, pem);
  return { ok: true, value: notice };
}

const SUPPRESSED = new Set(["Suppressed", "OnAccountSuppressionList"]);

const BOUNCES: ReadonlyMap<string, Fault> = new Map([
  ["General", "address"],
  ["NoEmail", "address"],
  ["ContentRejected", "policy"],
  ["AttachmentRejected", "policy"],
  ["MessageTooLarge", "policy"],
]);

/** A bounce of the type Transient that names no failure is often the answer of a vacation program. */
function bouncesIn(event: unknown): readonly MailNews[] {
  const type = textAt(event, "bounce", "bounceType");
  const subtype = textAt(event, "bounce", "bounceSubType");
  return listAt(event, "bounce", "bouncedRecipients").map((each) => {
    const isFinal = type !== "Transient" || textAt(each, "action") === "failed";
    return newsOf(isFinal ? "bounced" : "deferred", {
      recipient: textAt(each, "emailAddress"),
      words: withoutType(textAt(each, "diagnosticCode")),
      status: textAt(each, "status"),
      sure: SUPPRESSED.has(subtype) ? "address" : undefined,
      hint: type === "Permanent" ? BOUNCES.get(subtype) : "passing",
    });
  });
}

function complaintsIn(event: unknown): readonly MailNews[] {
  const isOnList = SUPPRESSED.has(textAt(event, "complaint", "complaintSubType"));
  return listAt(event, "complaint", "complainedRecipients").map((each) =>
    newsOf(isOnList ? "bounced" : "complained", {
      recipient: textAt(each, "emailAddress"),
      words: isOnList
        ? "Amazon SES sends nothing to this address, because it complained before"
        : textAt(event, "complaint", "complaintFeedbackType"),
      sure: "address",
    }),
  );
}

const toEach = (recipients: readonly unknown[], news: Partial<MailNews> & Pick<MailNews, "kind">) =>
  recipients.map((each) =>
    newsOf(news.kind, { ...news, recipient: typeof each === "string" ? each : "" }),
  );

const deliveriesIn = (event: unknown) =>
  toEach(listAt(event, "delivery", "recipients"), { kind: "delivered" });

const delaysIn = (event: unknown): readonly MailNews[] =>
  listAt(event, "deliveryDelay", "delayedRecipients").map((each) =>
    newsOf("deferred", { recipient: textAt(each, "emailAddress") }),
  );

const rejectionsIn = (event: unknown) =>
  toEach(listAt(event, "mail", "destination"), {
    kind: "bounced",
    sure: "policy",
    words: textAt(event, "reject", "reason"),
  });

/** By type of event: the part that has its time, and how it is read. */
const READERS: ReadonlyMap<
  string,
  readonly [part: string, read: (event: unknown) => readonly MailNews[]]
> = new Map([
  ["Bounce", ["bounce", bouncesIn]],
  ["Complaint", ["complaint", complaintsIn]],
  ["Delivery", ["delivery", deliveriesIn]],
  ["DeliveryDelay", ["deliveryDelay", delaysIn]],
  ["Reject", ["reject", rejectionsIn]],
]);

/** Asks `sns` for certificates, and to confirm subscriptions. */
export const ses = (sns: Sns): MailService => ({
  async verify({ body, now }, topics) {
    const notice = parsed(body);
    return notice.ok ? verify(notice.value, topics, sns, now) : notice;
  },
  async accept(notice) {
    if (textAt(notice, "Type") !== "SubscriptionConfirmation") return true;
    const url = textAt(notice, "SubscribeURL");
    const topic = URL.parse(url)?.searchParams.get("TopicArn");
    return topic === textAt(notice, "TopicArn") && (await sns.confirm(url));
  },
  read(notice) {
    const message = parsed(Buffer.from(textAt(notice, "Message")));
    if (textAt(notice, "Type") !== "Notification" || !message.ok) return [];
    const event = message.value;
    // Events of a configuration set, and the notices of an identity, which have no tags.
    const type = textAt(event, "eventType") || textAt(event, "notificationType");
    const [part = "", read] = READERS.get(type) ?? [];
    return (read?.(event) ?? []).map((news) => ({
      ...news,
      reference: textAt(event, "mail", "tags", MAIL_REFERENCE_IN.ses, "0"),
      serviceId: textAt(event, "mail", "messageId"),
      happenedOn: timeAt(event, part, "timestamp"),
    }));
  },
});
