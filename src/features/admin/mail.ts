import type { Language } from "../../domain/language.ts";
import type { MailVariables } from "../../ports/mail-variables.ts";
import type { MailContent } from "../../ui/mail-layout.ts";
import { notMeBlocks } from "../../ui/not-me.ts";
import { copy } from "./copy.ts";

/** An operator removed what the owner logs in with besides the password. */
export function factorsRemovedMail(language: Language, variables: MailVariables): MailContent {
  const { text, preheader, ...words } = language.words(copy).factorsRemoved;
  const time = language.time(variables.causedOn);
  return {
    ...words,
    preheader: preheader({ time }),
    blocks: [{ paragraph: text({ time }) }, ...notMeBlocks(language, variables)],
  };
}
