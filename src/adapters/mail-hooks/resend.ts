// Resend, whose notices are signed by Svix.
// https://docs.svix.com/receiving/verifying-payloads/how-manual and https://resend.com/docs/webhooks/event-types, read on 2026-11-29.

import { createHmac } from "node:crypto";
import { isSameText } from "../../domain/constant-time.ts";
import { MAIL_REFERENCE_IN } from "../../domain/mail-services.ts";
import { refused } from "../../domain/result.ts";
import type { MailNews, MailService } from "../../ports/mail-hooks.ts";
import { isFresh, listAt, newsOf, parsed, textAt, timeAt } from "./notice.ts";

/** While a secret is replaced, there is one of each. */
const MOST_SIGNATURES = 10;

const KINDS: ReadonlyMap<string, MailNews["kind"]> = new Map([
  ["email.bounced", "bounced"],
  ["email.suppressed", "bounced"],
  ["email.failed", "bounced"],
  ["email.complained", "complained"],
  ["email.delivery_delayed", "deferred"],
  ["email.delivered", "delivered"],
]);

/** Where it is said why a mail was not delivered, by the type of the notice. */
function reasonIn(type: string, data: unknown): Partial<MailNews> {
  // Resend did not ask the mail server, because of its own list or because of our account.
  if (type === "email.suppressed")
    return { sure: "address", words: textAt(data, "suppressed", "message") };
  if (type === "email.failed") return { sure: "sender", words: textAt(data, "failed", "reason") };
  if (type !== "email.bounced") return type === "email.complained" ? { words: "abuse" } : {};
  const isOnList = /suppress/i.test(textAt(data, "bounce", "subType"));
  const said = listAt(data, "bounce", "diagnosticCode")[0];
  return {
    sure: isOnList ? "address" : undefined,
    hint: textAt(data, "bounce", "type") === "Permanent" ? "address" : "passing",
    words: typeof said === "string" ? said : textAt(data, "bounce", "message"),
  };
}

export const resend: MailService = {
  verify({ headers, body, now }, secrets) {
    const [id, time, list] = ["id", "timestamp", "signature"].map(
      (name) => headers.get(`svix-${name}`) ?? headers.get(`webhook-${name}`) ?? "",
    ) as [string, string, string];
    if (!isFresh(time, now)) return refused("wrong-signature");
    const given = list.split(" ", MOST_SIGNATURES);
    const good = secrets.map((secret) => {
      const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
      const mac = createHmac("sha256", key).update(`${id}.${time}.`).update(body);
      return `v1,${mac.digest("base64")}`;
    });
    const isSigned = good.flatMap((one) => given.map((other) => isSameText(one, other)));
    return isSigned.includes(true) ? parsed(body) : refused("wrong-signature");
  },
  read(notice) {
    const type = textAt(notice, "type");
    const kind = KINDS.get(type);
    const data = (notice as { readonly data?: unknown } | null)?.data;
    if (kind === undefined) return [];
    return listAt(data, "to").map((recipient) =>
      newsOf(kind, {
        ...reasonIn(type, data),
        reference: textAt(data, "tags", MAIL_REFERENCE_IN.resend),
        serviceId: textAt(data, "email_id"),
        recipient: typeof recipient === "string" ? recipient : "",
        happenedOn: timeAt(notice, "created_at"),
      }),
    );
  },
};
