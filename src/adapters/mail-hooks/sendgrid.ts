// SendGrid's Event Webhook, signed with ECDSA over a time and the bytes of the body.
// https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/getting-started-event-webhook-security-features and
// https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/event, read on 2026-11-29.

import { createPublicKey, verify as isSignedBy } from "node:crypto";
import { MAIL_REFERENCE_IN } from "../../domain/mail-services.ts";
import type { Fault } from "../../domain/refusal.ts";
import { refused } from "../../domain/result.ts";
import type { MailNews, MailService } from "../../ports/mail-hooks.ts";
import { newsOf, parsed, textAt, timeAt } from "./notice.ts";

const HEADER = "x-twilio-email-event-webhook";

const KINDS: ReadonlyMap<string, MailNews["kind"]> = new Map([
  ["bounce", "bounced"],
  ["dropped", "bounced"],
  ["spamreport", "complained"],
  ["deferred", "deferred"],
  ["delivered", "delivered"],
]);

/**
 * SendGrid drops mails to addresses on its lists, and says so in words that may change. Whatever it says, the address is on a list,
 * unless it is about our account or our mail.
 */
function droppedBy(reason: string): Fault {
  if (/quota|smtpapi|template/i.test(reason)) return "sender";
  return /spam content|virus/i.test(reason) ? "policy" : "address";
}

const reasonIn = (event: unknown): Partial<MailNews> => {
  const words = textAt(event, "reason") || textAt(event, "response");
  return {
    words,
    status: textAt(event, "status"),
    sure: textAt(event, "event") === "dropped" ? droppedBy(words) : undefined,
    // A block is about the sender's reputation, and the address may be sound.
    hint: textAt(event, "type") === "blocked" ? "policy" : "address",
  };
};

export const sendgrid: MailService = {
  verify({ headers, body }, keys) {
    const time = headers.get(`${HEADER}-timestamp`) ?? "";
    const signature = Buffer.from(headers.get(`${HEADER}-signature`) ?? "", "base64");
    const signed = Buffer.concat([Buffer.from(time), body]);
    const isSigned = keys.map((key) => {
      const der = { key: Buffer.from(key, "base64"), format: "der", type: "spki" } as const;
      return isSignedBy("sha256", signed, createPublicKey(der), signature);
    });
    return isSigned.includes(true) ? parsed(body) : refused("wrong-signature");
  },
  read: (notice) =>
    (Array.isArray(notice) ? (notice as readonly unknown[]) : []).flatMap((event) => {
      const kind = KINDS.get(textAt(event, "event"));
      if (kind === undefined) return [];
      return newsOf(kind, {
        ...(kind === "complained" ? { words: "abuse" } : reasonIn(event)),
        reference: textAt(event, MAIL_REFERENCE_IN.sendgrid),
        // Its answer has the part before the first full stop.
        serviceId: textAt(event, "sg_message_id").split(".", 1)[0] ?? "",
        recipient: textAt(event, "email"),
        happenedOn: timeAt(event, "timestamp"),
      });
    }),
};
