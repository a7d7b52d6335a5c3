// The way through a list that does not fit on one page.

import { copy } from "./copy.ts";
import { link } from "./form.ts";
import { html, type Markup } from "./markup.ts";

/** Back to the newest, and on to older ones, as far as there are such pages. `what` names them. */
export function olderLinks(newest: string | null, older: string | null, what = ""): Markup {
  if (newest === null && older === null) return html``;
  const name = (text: string): string => (what === "" ? text : `${text} ${what}`);
  return html`<p>
    ${newest === null ? "" : link(newest, name(copy.newest))}
    ${newest === null || older === null ? "" : "·"}
    ${older === null ? "" : link(older, name(copy.older))}
  </p>`;
}
