import type { Language } from "../../domain/language.ts";
import type { WebhookTrouble } from "../../domain/webhook.ts";
import type { MailVariables } from "../../ports/mail-variables.ts";
import type { MailContent } from "../../ui/mail-layout.ts";
import { copy } from "./copy.ts";

/** For the operator, once: an endpoint was switched off, and how to switch it on again. */
export function webhookOffMail(language: Language, variables: MailVariables): MailContent {
  const words = language.words(copy).mail;
  const { name, why, since } = JSON.parse(variables.about ?? "{}") as WebhookTrouble;
  const { appName } = variables;
  return {
    subject: words.subject({ name }),
    preheader: words.preheader,
    blocks: [
      { paragraph: words[why]({ appName, name, since: language.time(since) }) },
      { paragraph: words.kept },
      { commandLabel: words.look, command: `postern webhooks log ${name}` },
      { commandLabel: words.on, command: `postern webhooks on ${name} --replay` },
    ],
    reason: words.reason,
  };
}
