import type { Language } from "../../domain/language.ts";
import type { MailVariables } from "../../ports/mail-variables.ts";
import type { MailContent } from "../../ui/mail-layout.ts";
import { copy } from "./copy.ts";

/** M8: a password was changed or reset. */
export function passwordChangedMail(language: Language, variables: MailVariables): MailContent {
  const words = language.words(copy).mail;
  const time = language.time(variables.causedOn);
  return {
    subject: words.subject,
    preheader: words.preheader,
    blocks: [
      {
        paragraph:
          variables.about === null
            ? words.changed({ time })
            : words.changedWith({ time, browser: language.browser(variables.about) }),
      },
      { paragraph: words.notYou },
      { action: words.button, url: variables.url("/forgot") },
      { help: words.tellUs },
    ],
    reason: words.reason,
  };
}
