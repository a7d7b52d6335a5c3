// Links through a list that does not fit on one page.

import type { Language } from "../domain/language.ts";
import { copy } from "./copy.ts";
import { link } from "./form.ts";
import { html, type Markup } from "./markup.ts";

/**
 * Links back to the newest rows and on to older ones, if there are such pages. `names`: for a page with several
 * lists.
 */
export function olderLinks(
  language: Language,
  { newest, older }: { readonly newest: string | null; readonly older: string | null },
  names: { readonly newest: string; readonly older: string } = language.words(copy),
): Markup {
  if (newest === null && older === null) return html``;
  return html`<p>
    ${newest === null ? "" : link(newest, names.newest)}
    ${newest === null || older === null ? "" : "·"}
    ${older === null ? "" : link(older, names.older)}
  </p>`;
}
