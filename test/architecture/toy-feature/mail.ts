// A mail is a list of blocks, from which Postern makes the HTML and the text.

import type { Language, MailContent, MailVariables } from "../../../src/extend.ts";
import { copy } from "./words.ts";

export function newsletterMail(language: Language, variables: MailVariables): MailContent {
  const words = language.words(copy).mail;
  const until = language.time(variables.expiresOn);
  return {
    subject: words.subject,
    preheader: words.preheader({ until }),
    blocks: [
      { paragraph: words.text({ time: language.time(variables.causedOn) }) },
      { action: words.button, url: variables.url(`/newsletter/${variables.token}`) },
      { paragraph: words.lifetime({ until }) },
    ],
    reason: words.reason,
  };
}
