// The switch in the foot of each page: this page, in another language.

import { ownNameOf } from "../domain/language-choice.ts";
import type { Language } from "../domain/language.ts";
import { copy } from "./copy.ts";
import { attributes, html, type Markup } from "./markup.ts";

/** Where the other languages of a page are. */
export type LanguageSwitch = {
  readonly choices: readonly { readonly tag: string; readonly href: string }[];
  /** For a page that came by a form: the fields that show it again. */
  readonly again?: Readonly<Record<string, string>> | undefined;
};

/** Each language by its own name; the page's own is marked. It needs no script. */
export function languageSwitch(language: Language, { choices, again }: LanguageSwitch): Markup {
  const list = html`<ul>
    ${choices.map(({ tag, href }) => {
      const marks = { lang: tag, "aria-current": tag === language.tag ? "true" : undefined };
      const place =
        again === undefined
          ? html`<a${attributes({ href, hreflang: tag, ...marks })}>${ownNameOf(tag)}</a>`
          : html`<button${attributes({ formaction: href, ...marks })}>${ownNameOf(tag)}</button>`;
      return html`<li>${place}</li>`;
    })}
  </ul>`;
  return html`<nav aria-label="${language.words(copy).languages}">
    ${again === undefined ? list : html`<form method="post">${hidden(again)}${list}</form>`}
  </nav>`;
}

const hidden = (fields: Readonly<Record<string, string>>): Markup =>
  html`${Object.entries(fields).map(
    ([name, value]) => html`<input${attributes({ type: "hidden", name, value })} />`,
  )}`;
