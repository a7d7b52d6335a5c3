// A mail is a list of blocks, out of which Postern makes the HTML and the text.

import type { MailContent, MailVariables } from "../../../src/extend.ts";
import { words } from "./words.ts";

export function newsletterMail(facts: MailVariables): MailContent {
  const until = facts.time(facts.expiresOn);
  return {
    subject: words.mail.subject,
    preheader: words.mail.preheader(until),
    blocks: [
      { paragraph: words.mail.text(facts.time(facts.causedOn)) },
      { action: words.mail.button, url: facts.url(`/newsletter/${facts.token}`) },
      { paragraph: words.mail.lifetime(until) },
    ],
    reason: words.mail.reason,
  };
}
