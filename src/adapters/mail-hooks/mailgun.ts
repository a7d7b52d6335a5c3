// Mailgun. Its signature covers a time and a random token, and not the content: whoever has seen one notice could send any other with
// it. So a token counts once and for a short time, and only our own reference names a mail, never Mailgun's id.
// https://documentation.mailgun.com/docs/mailgun/user-manual/webhooks/securing-webhooks and …/webhook-payloads, read on 2026-11-29.

import { createHmac } from "node:crypto";
import { isSameText } from "../../domain/constant-time.ts";
import { MAIL_REFERENCE_IN } from "../../domain/mail-services.ts";
import { refused } from "../../domain/result.ts";
import type { MailNews, MailService } from "../../ports/mail-hooks.ts";
import { isFresh, newsOf, partAt, parsed, replyCode, textAt, timeAt } from "./notice.ts";

/** Mailgun did not ask the mail server: the address bounced, unsubscribed or complained before. */
const ON_LIST = new Set(["605", "606", "607"]);

function kindOf(event: string, severity: string): MailNews["kind"] | undefined {
  if (event === "failed") return severity === "temporary" ? "deferred" : "bounced";
  if (event === "rejected") return "bounced";
  return event === "complained" || event === "delivered" ? event : undefined;
}

function reasonIn(data: unknown): Partial<MailNews> {
  const code = textAt(data, "delivery-status", "code");
  const isOnList = ON_LIST.has(code) || textAt(data, "reason").startsWith("suppress-");
  const refusal = textAt(data, "reject", "reason");
  return {
    sure: isOnList ? "address" : refusal === "" ? undefined : "policy",
    code: replyCode(code),
    status: textAt(data, "delivery-status", "enhanced-code"),
    words:
      textAt(data, "delivery-status", "message") ||
      textAt(data, "delivery-status", "description") ||
      refusal,
  };
}

export const mailgun: MailService = {
  verify({ body, now }, secrets) {
    const notice = parsed(body);
    if (!notice.ok) return notice;
    const part = (name: string): string => textAt(notice.value, "signature", name);
    const [time, token, given] = [part("timestamp"), part("token"), part("signature")];
    const isSigned = secrets.map((secret) =>
      isSameText(
        createHmac("sha256", secret)
          .update(time + token)
          .digest("hex"),
        given,
      ),
    );
    const isGenuine = isSigned.includes(true) && isFresh(time, now);
    return isGenuine ? notice : refused("wrong-signature");
  },
  ticketOf: (notice) => textAt(notice, "signature", "token"),
  read(notice) {
    const data = partAt(notice, "event-data");
    const kind = kindOf(textAt(data, "event"), textAt(data, "severity"));
    if (kind === undefined) return [];
    return [
      newsOf(kind, {
        ...(kind === "complained" ? { words: "abuse" } : reasonIn(data)),
        reference: textAt(data, "user-variables", MAIL_REFERENCE_IN.mailgun),
        recipient: textAt(data, "recipient"),
        happenedOn: timeAt(data, "timestamp"),
      }),
    ];
  },
};
