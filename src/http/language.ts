// In which language a request is answered: decided here and nowhere else.

import type { Language } from "../domain/language.ts";
import type { Context } from "../ports/context.ts";

/** The site's own, whoever asks. */
export const languageFor = ({ settings }: Pick<Context, "settings">): Language => settings.language;
