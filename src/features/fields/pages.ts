import { formPage } from "../../http/named-page.ts";
import { fieldErrorLines, fieldInputs, type FieldsOnPage } from "../../http/user-fields.ts";
import { button, errorSummary, form, link } from "../../ui/form.ts";
import { html } from "../../ui/markup.ts";
import { copy } from "./copy.ts";

export type FieldsPage = { readonly own: FieldsOnPage; readonly formToken: string };

export const fieldsPage = formPage("fields/fields", (language, props: FieldsPage) => {
  const words = language.words(copy);
  const wrong = fieldErrorLines(language, props.own);
  return {
    title: words.title,
    error: wrong.length > 0,
    body: html`${wrong.length > 0 ? errorSummary(language, wrong) : ""}
      ${form({
        action: "/profile/fields",
        formToken: props.formToken,
        body: html`${fieldInputs(language, props.own)} ${button({ label: words.button })}`,
      })}
      <p>${link("/profile", words.back)}</p>`,
  };
});
