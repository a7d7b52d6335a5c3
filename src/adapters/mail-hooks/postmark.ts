// Postmark. It signs nothing, so the URL of the hook contains a password.
// https://postmarkapp.com/developer/webhooks/bounce-webhook, …/spam-complaint-webhook, …/delivery-webhook, and the types of
// https://postmarkapp.com/developer/api/bounce-api#bounce-types, read on 2026-11-29.

import { MAIL_REFERENCE_IN } from "../../domain/mail-services.ts";
import type { Fault } from "../../domain/refusal.ts";
import { refused } from "../../domain/result.ts";
import type { MailNews, MailService } from "../../ports/mail-hooks.ts";
import { hasSecret, newsOf, parsed, textAt, timeAt } from "./notice.ts";

type Meaning = Pick<MailNews, "kind" | "sure" | "hint">;

const bounced = (hint: Fault): Meaning => ({ kind: "bounced", hint });

/** By the number of the type. Those that are left out are no news of a delivery, such as the answer of a vacation program. */
const TYPES: ReadonlyMap<string, Meaning> = new Map([
  ["1", bounced("address")],
  ["2", { kind: "deferred" }],
  ["256", bounced("passing")],
  ["512", bounced("policy")],
  ["2048", bounced("unknown")],
  ["4096", bounced("passing")],
  ["8192", bounced("policy")],
  ["100000", bounced("address")],
  ["100001", { kind: "complained" }],
  // Postmark sends nothing to it any more.
  ["100002", { kind: "bounced", sure: "address" }],
  ["100003", bounced("sender")],
  ["100006", bounced("policy")],
  ["100007", bounced("sender")],
  ["100009", bounced("policy")],
  ["100010", bounced("sender")],
]);

const RECORDS: ReadonlyMap<string, Meaning> = new Map([
  ["SpamComplaint", { kind: "complained" }],
  ["Delivery", { kind: "delivered" }],
]);

export const postmark: MailService = {
  verify: (sent, secrets) =>
    hasSecret(sent, secrets) ? parsed(sent.body) : refused("wrong-signature"),
  read(notice) {
    const record = textAt(notice, "RecordType");
    const meaning =
      record === "Bounce" ? TYPES.get(textAt(notice, "TypeCode")) : RECORDS.get(record);
    if (meaning === undefined) return [];
    const { kind, ...fault } = meaning;
    return [
      newsOf(kind, {
        ...fault,
        reference: textAt(notice, "Metadata", MAIL_REFERENCE_IN.postmark),
        serviceId: textAt(notice, "MessageID"),
        recipient: textAt(notice, "Email") || textAt(notice, "Recipient"),
        happenedOn: timeAt(notice, "BouncedAt") ?? timeAt(notice, "DeliveredAt"),
        words:
          kind === "complained"
            ? "abuse"
            : textAt(notice, "Details") || textAt(notice, "Description"),
      }),
    ];
  },
};
