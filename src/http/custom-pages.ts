// What a site puts before and after its pages, or in their place.

import type { Language } from "../domain/language.ts";
import { html, type Markup } from "../ui/markup.ts";
import type { PageContent } from "./answer.ts";

/** Something before or after the content of a page, by the page's name. Text becomes a paragraph. */
export type PageSlot = (language: Language, page: string) => Markup | string | undefined;

/** A page in the place of another one, from the same props. `original` is what it replaces. */
export type PageReplacement<Props> = (
  language: Language,
  props: Props,
  original: PageContent,
) => PageContent;

/** What a site changes about pages. */
export type CustomPages = {
  readonly pages?: Readonly<Record<string, PageReplacement<never> | undefined>>;
  readonly slots?: { readonly beforePage?: PageSlot; readonly afterPage?: PageSlot };
};

/** The content as the site wants it. Reports what could not be used; the original is shown then. */
export function customised(
  custom: CustomPages,
  language: Language,
  original: PageContent,
  report: (page: string, error: unknown) => void,
): PageContent {
  const { of, ...content } = original;
  if (of === undefined) return original;
  const attempt = <Value>(make: () => Value): Value | undefined => {
    try {
      return make();
    } catch (error) {
      report(of.name, error);
      return undefined;
    }
  };
  const { beforePage, afterPage } = custom.slots ?? {};
  const replace = custom.pages?.[of.name];
  const shown =
    (replace && attempt(() => replaced(replace, language, of.props, content))) ?? content;
  const before = attempt(() => slotMarkup(beforePage?.(language, of.name)));
  const after = attempt(() => slotMarkup(afterPage?.(language, of.name)));
  return { ...shown, body: html`${before}${shown.body}${after}` };
}

function replaced(
  replace: PageReplacement<never>,
  language: Language,
  props: unknown,
  original: PageContent,
): PageContent {
  // The name of a page decides which props it has.
  const { body, ...rest } = replace(language, props as never, original);
  const lost = lostForm(original.body.toString(), body.toString());
  if (lost !== undefined) throw new Error(lost);
  return { ...rest, body };
}

const slotMarkup = (given: Markup | string | undefined): Markup | string | undefined =>
  typeof given === "string" ? html`<p>${given}</p>` : given;

const TOKEN = /<input[^>]*\sname="form_token"[^>]*>/;

const POSTS = /<form\b[^>]*\bmethod=["']?post\b[^>]*>[\s\S]*?<\/form>/gi;

/** Browsers that send no `Origin` are believed by the token of the form only. */
function lostForm(original: string, body: string): string | undefined {
  if (!TOKEN.test(original)) return undefined;
  const forms = body.match(POSTS) ?? [];
  if (forms.length === 0) return "The page that it replaces has a form, and it has none.";
  if (forms.every((form) => TOKEN.test(form))) return undefined;
  return "A form of it lacks the form token.";
}
