// Pages have names: a site may put something before, after or in the place of each.

import type { Language } from "../domain/language.ts";
import type { PageContent } from "./answer.ts";

/** The name of a page, and whether it always has a form: what a site puts in its place must have one then. */
export type PageName = { readonly pageName: string; readonly hasForm?: true };

/** A page that knows its name. It is called like the function that it was made from. */
export type NamedPage<Name extends string = string, Props = never> = PageName & {
  (language: Language, ...props: unknown extends Props ? [] : [props: Props]): PageContent;
  readonly pageName: Name;
};

/** The props of the pages of a module, by the page's name. */
export type PagesIn<Module> = {
  readonly [
    Key in keyof Module as Module[Key] extends { readonly pageName: infer Name extends string }
      ? Name
      : never
  ]: Module[Key] extends (language: never, ...props: infer Props) => unknown ? Props[0] : never;
};

/** The pages of a module that have names, for a feature's manifest. */
export const namedPages = (module: object): readonly PageName[] =>
  Object.values(module).filter(
    (each): each is NamedPage => typeof each === "function" && "pageName" in each,
  );

/** Which page a content is of, and the props that it was made from. */
export type PageUse = { readonly name: string; readonly props: unknown };

/**
 * Gives a page its name, like `login/again`: the feature, and the page in it. Routes call it as before; its content
 * says which page it is of, so that what a site put in its place can be found.
 *
 * @example
 * ```ts
 * const hello = namedPage("greetings/hello", (_, props: { name: string }) => ({
 *   title: "Hello",
 *   body: html`<p>Good day, ${props.name}.</p>`,
 * }));
 * hello(languageOf("en"), { name: "Ada" }).of?.name; // → "greetings/hello"
 * ```
 */
export function namedPage<Name extends string, Props>(
  name: Name,
  render: (language: Language, props: Props) => PageContent,
): NamedPage<Name, Props> {
  const made: NamedPage<Name, Props> = Object.assign(
    (language: Language, ...[props]: readonly unknown[]): PageContent => ({
      ...render(language, props as Props),
      of: { name, props },
    }),
    { pageName: name },
  );
  return made;
}

/**
 * The same for a page that always has a form.
 *
 * @example
 * ```ts
 * const greet = formPage("greetings/greet", (language, { formToken }: { formToken: string }) => ({
 *   title: "Greet",
 *   body: ui.form({ action: "/greet", formToken, body: ui.button({ label: "Greet" }) }),
 * }));
 * greet.hasForm; // → true
 * ```
 */
export const formPage = <Name extends string, Props>(
  name: Name,
  render: (language: Language, props: Props) => PageContent,
): NamedPage<Name, Props> => Object.assign(namedPage(name, render), { hasForm: true } as const);
