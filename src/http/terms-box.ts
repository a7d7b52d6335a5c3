// The box with which somebody accepts the terms of a site, on whichever form it is.

import type { Language } from "../domain/language.ts";
import type { Terms, TermsRefusal } from "../domain/terms.ts";
import { checkbox, type FormError } from "../ui/form.ts";
import { attributes, filled, html, type Markup } from "../ui/markup.ts";
import { copy } from "./copy.ts";

/** Terms on a page: what they are, the version that the person has just accepted, and what is wrong with it. */
export type TermsOnPage = Terms & {
  readonly accepted?: string | undefined;
  readonly problem?: TermsRefusal | undefined;
};

/** The version that a form accepts; a box that is not ticked sends none. */
export const termsIn = (sent: object): string | undefined =>
  (sent as { readonly terms?: string }).terms;

/**
 * A link to the terms, which keeps what was typed by opening a new tab, and the box. It is never ticked for anybody: only
 * the tick that a person has made of this version stays while other mistakes are corrected.
 */
export function termsBox(language: Language, terms: TermsOnPage): Markup {
  const words = language.words(copy).terms;
  const opens = { href: terms.url, target: "_blank", rel: "noopener noreferrer" };
  const read = filled(words.read, { version: html`<bdi>${terms.version}</bdi>` });
  const newTab = html`<span class="visually-hidden"> ${words.newTab}</span>`;
  return html`<p><a${attributes(opens)}>${read}${newTab}</a></p>
    ${checkbox(language, {
      name: "terms",
      label: words.accept,
      value: terms.version,
      checked: terms.accepted === terms.version,
      required: true,
      error: termsError(language, terms.problem),
    })}`;
}

/** What is wrong, in words. */
const termsError = (language: Language, problem: TermsRefusal | undefined): string | undefined =>
  problem && language.words(copy).terms.errors[problem];

/** The same for the top of the page. */
export function termsErrorLines(
  language: Language,
  terms: TermsOnPage | undefined,
): readonly FormError[] {
  const message = termsError(language, terms?.problem);
  return message === undefined ? [] : [{ field: "terms", message }];
}

/** What programs are told of the terms: they send the version that they have shown. */
export const termsJson = (terms: Terms | undefined): { readonly terms?: Terms } =>
  terms === undefined ? {} : { terms: { version: terms.version, url: terms.url } };
