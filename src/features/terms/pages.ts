import type { Language } from "../../domain/language.ts";
import { formPage } from "../../http/named-page.ts";
import { ACCEPT_TERMS } from "../../http/route.ts";
import { termsBox, termsErrorLines, type TermsOnPage } from "../../http/terms-box.ts";
import { button, errorSummary, form, link } from "../../ui/form.ts";
import { html, type Markup } from "../../ui/markup.ts";
import { copy } from "./copy.ts";

export type AcceptTermsPage = {
  readonly terms: TermsOnPage;
  /** Whether this user has accepted an earlier version. */
  readonly isAnew: boolean;
  readonly next: string | undefined;
  readonly formToken: string;
  /** The pages of the ways out; undefined where the site has none. */
  readonly data: string | undefined;
  readonly deletion: string | undefined;
};

/** People see it before anything else, so it also says what they can do without accepting. */
export const acceptTermsPage = formPage("terms/accept", (language, props: AcceptTermsPage) => {
  const words = language.words(copy);
  const wrong = termsErrorLines(language, props.terms);
  return {
    title: words.title,
    error: wrong.length > 0,
    body: html`${wrong.length > 0 ? errorSummary(language, wrong) : ""}
      <p>${props.isAnew ? words.changed : words.first}</p>
      ${form({
        action: ACCEPT_TERMS,
        formToken: props.formToken,
        hidden: props.next === undefined ? {} : { next: props.next },
        body: html`${termsBox(language, props.terms)} ${button({ label: words.button })}`,
      })}
      ${waysOut(language, props)}`,
  };
});

function waysOut(language: Language, { data, deletion }: AcceptTermsPage): Markup {
  const words = language.words(copy).otherwise;
  const ways = [
    ["/logout", words.logOut],
    [data, words.data],
    [deletion, words.deletion],
  ] as const;
  return html`<h2>${words.title}</h2>
    <ul>
      ${ways.map(([href, text]) => (href === undefined ? "" : html`<li>${link(href, text)}</li>`))}
    </ul>`;
}
