// Decides in which language a request is answered; no other code does.

import type { Language } from "../domain/language.ts";
import type { Context } from "../ports/context.ts";

/** The site's language, whoever asks. */
export const languageFor = ({
  languages,
  settings,
}: Pick<Context, "languages" | "settings">): Promise<Language> => languages.load(settings.language);
