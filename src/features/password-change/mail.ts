import type { Language } from "../../domain/language.ts";
import type { MailVariables } from "../../ports/mail-variables.ts";
import type { MailBlock, MailContent } from "../../ui/mail-layout.ts";
import { notMeBlocks } from "../../ui/not-me.ts";
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
      ...(variables.token === "" ? byReset(language, variables) : notMeBlocks(language, variables)),
      { help: words.tellUs },
    ],
    reason: words.reason,
  };
}

/** A notice that the previous version queued has no link of its own. */
function byReset(language: Language, { url }: MailVariables): readonly MailBlock[] {
  const words = language.words(copy).mail;
  return [{ paragraph: words.notYou }, { action: words.button, url: url("/forgot") }];
}
