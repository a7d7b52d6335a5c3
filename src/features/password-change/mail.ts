import type { MailVariables } from "../../ports/mail-variables.ts";
import type { MailContent } from "../../ui/mail-layout.ts";
import { copy } from "./copy.ts";

/** M8: a password was changed or reset. */
export function passwordChangedMail(facts: MailVariables): MailContent {
  const words = copy.mail;
  return {
    subject: words.subject,
    preheader: words.preheader,
    blocks: [
      { paragraph: words.changed(facts.time(facts.causedOn), facts.about) },
      { paragraph: words.notYou },
      { action: words.button, url: facts.url("/forgot") },
      { help: words.tellUs },
    ],
    reason: words.reason,
  };
}
