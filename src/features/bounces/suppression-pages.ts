// The page of the console for addresses that get no mail for now.

import type { Language } from "../../domain/language.ts";
import { hasRole } from "../../domain/role.ts";
import { isOfComplaint } from "../../domain/suppression.ts";
import type { User } from "../../domain/user.ts";
import type { PageContent } from "../../http/answer.ts";
import type { Suppression } from "../../ports/bounces-store.ts";
import { filterForm, briefly } from "../../ui/console.ts";
import { field, link } from "../../ui/form.ts";
import { html, type Markup } from "../../ui/markup.ts";
import { olderLinks } from "../../ui/paging.ts";
import { table } from "../../ui/table.ts";
import { copy } from "./copy.ts";

export const PATH = "/admin/suppressions";

export type Suppressions = {
  readonly found: readonly Suppression[];
  /** The address that is looked for, as it was typed; empty for all. */
  readonly typed: string;
  readonly newest: string | null;
  readonly older: string | null;
  readonly viewer: Pick<User, "roles">;
};

export function suppressionsPage(language: Language, shown: Suppressions): PageContent {
  const words = language.words(copy).suppressions;
  const { found, typed, viewer } = shown;
  const heads = [words.address, words.since, words.why, words.act];
  return {
    title: words.title,
    body: html`<p>${words.text}</p>
      ${filterForm({
        action: PATH,
        button: words.find,
        fields: [
          field(language, {
            name: "address",
            label: words.address,
            type: "search",
            value: typed,
            autocapitalize: "none",
            spellcheck: false,
          }),
        ],
      })}
      ${
        found.length === 0
          ? html`<p>${typed === "" ? words.none : words.notThis}</p>`
          : table(
              language,
              heads,
              found.map((each) => rowOf(language, each, viewer)),
            )
      }
      ${olderLinks(language, shown)}`,
  };
}

function rowOf(
  language: Language,
  { email, since, answer, mailId }: Suppression,
  viewer: Suppressions["viewer"],
): readonly (string | Markup)[] {
  const words = language.words(copy).suppressions;
  const why = isOfComplaint(answer) ? words.whys.complaint : words.whys.bounce;
  const lift = hasRole(viewer, "support")
    ? html` · ${linkFor(liftPath(email), words.lift.short, email)}`
    : "";
  return [
    link(whyPath(email), email),
    language.time(since),
    html`${why}<br /><bdi>${briefly(answer, 80)}</bdi>`,
    html`${linkFor(`/admin/outbox/${mailId}`, words.mail, email)}${lift}`,
  ];
}

/** The page that says why no mail came. */
export const whyPath = (email: string): string => `/admin/why?address=${encodeURIComponent(email)}`;

/** The page of the act that allows mail to an address again. */
const liftPath = (email: string): string => `${PATH}/${encodeURIComponent(email)}/lift`;

/** The same text in every row; what it is about is heard, not seen. */
const linkFor = (href: string, text: string, about: string): Markup =>
  html`<a href="${href}">${text}<span class="visually-hidden"> ${about}</span></a>`;
