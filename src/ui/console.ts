// The parts that only pages of the console have. They also use `table`, `summaryList` for facts, `tag` for a state, and
// `olderLinks` under a list.

import type { Language } from "../domain/language.ts";
import { copy } from "./copy.ts";
import { button } from "./form.ts";
import { attributes, html, type Markup } from "./markup.ts";

/** A page in the navigation of the console. */
export type ConsoleLink = { readonly href: string; readonly text: string };

/** The navigation above the title of every page of the console; `here` is the page, or the list that it is about. */
export const consoleNavigation = (
  name: string,
  links: readonly ConsoleLink[],
  here: string,
): Markup =>
  html`<nav class="console" aria-label="${name}">
    <ul>
      ${links.map(
        ({ href, text }) =>
          html`<li><a${attributes({ href, "aria-current": href === here && "page" })}>${text}</a></li>`,
      )}
    </ul>
  </nav>`;

/**
 * The filters of a list, in a form that puts them into the URL: whoever sends the URL to a colleague sends what they see.
 * `fields` are those of `field` and `selectField`.
 */
export const filterForm = (props: {
  readonly action: string;
  readonly fields: readonly Markup[];
  readonly button: string;
}): Markup =>
  html`<form class="filters" method="get" action="${props.action}">
    ${props.fields} ${button({ label: props.button, kind: "secondary" })}
  </form>`;

/** A role in words; one that a site declared has only its name. */
export function roleName(language: Language, role: string): string {
  const names: Readonly<Record<string, string>> = language.words(copy).roles;
  return names[role] ?? role;
}

/** As much of a text as a list has room for: a server may answer anything, and a reason may be long. */
export const briefly = (text: string | null, most: number): string =>
  text === null || text.length <= most ? (text ?? "") : `${text.slice(0, most - 1)}…`;
