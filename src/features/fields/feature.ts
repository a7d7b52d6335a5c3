import type { Language } from "../../domain/language.ts";
import type { User } from "../../domain/user.ts";
import { siteText, type UserField } from "../../domain/user-field.ts";
import type { Feature } from "../../feature.ts";
import { namedPages, type PagesIn } from "../../http/named-page.ts";
import { html } from "../../ui/markup.ts";
import { copy } from "./copy.ts";
import * as pages from "./pages.ts";
import { fieldsRoutes } from "./routes.ts";

export const fields: Feature = {
  name: "fields",
  words: copy,
  routes: fieldsRoutes,
  pages: namedPages(pages),
  navigation: [
    {
      order: 15,
      href: "/profile/fields",
      row(user, language, { fields: asked }) {
        if (Object.keys(asked).length === 0) return undefined;
        const { term, empty, action } = language.words(copy).onProfile;
        const lines = Object.entries(asked).flatMap(([name, field]) => {
          const text = valueText(language, field, user.fields[name]);
          return text === "" ? [] : [`${siteText(field.label, language)}: ${text}`];
        });
        const value = lines.map((line, index) => html`${index === 0 ? "" : html`<br />`}${line}`);
        return { term, value: lines.length === 0 ? empty : html`${value}`, action };
      },
    },
  ],
};

/** A value in words; nothing of one that only programs can read. */
function valueText(
  language: Language,
  { options = {} }: UserField,
  value: User["fields"][string] | undefined,
): string {
  if (value === true) return language.words(copy).onProfile.yes;
  const text = typeof value === "string" || typeof value === "number" ? String(value) : "";
  const option = Object.hasOwn(options, text) ? options[text] : undefined;
  return option === undefined ? text : siteText(option, language);
}

/** The props of its pages. */
export type FieldsPages = PagesIn<typeof pages>;
