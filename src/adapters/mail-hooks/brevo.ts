// Brevo. It signs nothing, so the URL of the hook contains a password, or its requests a token.
// https://developers.brevo.com/docs/secured-webhooks and https://developers.brevo.com/docs/transactional-webhooks, read on 2026-11-29.

import { MAIL_REFERENCE_IN } from "../../domain/mail-services.ts";
import type { Fault } from "../../domain/refusal.ts";
import { refused } from "../../domain/result.ts";
import type { MailNews, MailService } from "../../ports/mail-hooks.ts";
import { hasSecret, newsOf, parsed, textAt, timeAt } from "./notice.ts";

type Meaning = Pick<MailNews, "kind" | "sure" | "hint">;

const bounced = (hint: Fault): Meaning => ({ kind: "bounced", hint });

const EVENTS: ReadonlyMap<string, Meaning> = new Map([
  ["hard_bounce", bounced("address")],
  ["soft_bounce", bounced("passing")],
  ["blocked", bounced("address")],
  ["error", bounced("unknown")],
  ["invalid_email", { kind: "bounced", sure: "address" }],
  ["invalid", { kind: "bounced", sure: "address" }],
  ["spam", { kind: "complained" }],
  ["complaint", { kind: "complained" }],
  ["deferred", { kind: "deferred" }],
  ["delivered", { kind: "delivered" }],
]);

export const brevo: MailService = {
  verify: (sent, secrets) =>
    hasSecret(sent, secrets) ? parsed(sent.body) : refused("wrong-signature"),
  // Batched webhooks are lists.
  read: (notice) =>
    (Array.isArray(notice) ? (notice as readonly unknown[]) : [notice]).flatMap((event) => {
      const meaning = EVENTS.get(textAt(event, "event"));
      if (meaning === undefined) return [];
      const { kind, ...fault } = meaning;
      return newsOf(kind, {
        ...fault,
        reference: textAt(event, MAIL_REFERENCE_IN.brevo).trim(),
        serviceId: textAt(event, "message-id").replace(/^<(.*)>$/, "$1"),
        recipient: textAt(event, "email"),
        happenedOn: timeAt(event, "ts_event"),
        words: kind === "complained" ? "abuse" : textAt(event, "reason"),
      });
    }),
};
