import { offeredFor, ownNameOf } from "../../domain/language-choice.ts";
import type { Feature } from "../../feature.ts";
import { html } from "../../ui/markup.ts";
import { namedPages, type PagesIn } from "../../http/named-page.ts";
import { copy } from "./copy.ts";
import * as pages from "./pages.ts";
import { languageRoutes } from "./routes.ts";

export const languageChoice: Feature = {
  name: "language",
  routes: languageRoutes,
  pages: namedPages(pages),
  words: copy,
  navigation: [
    {
      order: 35,
      href: "/profile/language",
      row({ language: chosen }, reader, { languages }) {
        if (languages.length < 2) return undefined;
        const { none, ...words } = reader.words(copy).onProfile;
        const tag = offeredFor(chosen ?? "", languages);
        const value = tag === undefined ? none : html`<span lang="${tag}">${ownNameOf(tag)}</span>`;
        return { ...words, value };
      },
    },
  ],
};

/** The props of its pages. */
export type LanguagePages = PagesIn<typeof pages>;
