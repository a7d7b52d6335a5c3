// Decides in which language a mail is written; no other code does.

import { offeredFor } from "../domain/language-choice.ts";
import type { Settings } from "../ports/settings.ts";

/** The tag of the language of a mail to somebody who chose this one, or none: one that the site offers. */
export const languageFor = ({ language, languages }: Settings, chosen: string | null): string =>
  offeredFor(chosen ?? "", languages) ?? language;
