import type { Language } from "../../domain/language.ts";
import type { MailVariables } from "../../ports/mail-variables.ts";
import type { MailContent } from "../../ui/mail-layout.ts";
import { copy } from "./copy.ts";

/** M13: with the link that cancels the deletion. */
export function deletionMail(language: Language, variables: MailVariables): MailContent {
  const words = language.words(copy).mail;
  const date = language.date(Number(variables.about ?? variables.expiresOn));
  return {
    subject: words.subject({ date }),
    preheader: words.preheader,
    blocks: [
      { paragraph: words.text({ time: language.time(variables.causedOn) }) },
      { action: words.button, url: variables.url(`/keep/${variables.token}`) },
      ...(variables.code === "" ? [] : [{ codeLabel: words.code, code: variables.code }]),
      { paragraph: words.notYou },
      { paragraph: words.after({ date }) },
    ],
    reason: words.reason,
  };
}

/** M13b: the last mail, after the deletion. */
export function deletedMail(language: Language, variables: MailVariables): MailContent {
  const words = language.words(copy).gone;
  return {
    subject: words.subject,
    preheader: words.preheader,
    blocks: [{ paragraph: words.text({ time: language.time(variables.causedOn) }) }],
    reason: words.reason,
  };
}
