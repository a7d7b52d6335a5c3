import { ownNameOf } from "../../domain/language-choice.ts";
import { formPage } from "../../http/named-page.ts";
import { button, errorSummary, form, link } from "../../ui/form.ts";
import { html } from "../../ui/markup.ts";
import { selectField } from "../../ui/select.ts";
import { copy } from "./copy.ts";

export type LanguagePage = {
  /** The tags of what can be chosen, and the one that is selected. */
  readonly languages: readonly string[];
  readonly chosen: string;
  readonly formToken: string;
  readonly error?: string;
};

export const languagePage = formPage(
  "language/language",
  (language, { languages, chosen, formToken, error }: LanguagePage) => {
    const words = language.words(copy);
    const field = {
      name: "language",
      label: words.label,
      hint: words.hint,
      error,
      options: languages.map((tag) => ({ value: tag, text: ownNameOf(tag), lang: tag })),
      selected: chosen,
    };
    return {
      title: words.title,
      error: error !== undefined,
      body: html`${
          error === undefined ? "" : errorSummary(language, [{ field: "language", message: error }])
        }
        ${form({
          action: "/profile/language",
          formToken,
          body: html`${selectField(language, field)} ${button({ label: words.button })}`,
        })}
        <p>${link("/profile", words.back)}</p>`,
    };
  },
);
