// Markup is made only by a template that escapes every value put into it.

import { html as template } from "hono/html";
import { hole, partsOf } from "../domain/message.ts";

/** A piece of HTML that is safe to send: everything in it was written here or escaped. */
export type Markup = Exclude<ReturnType<typeof template>, Promise<unknown>>;

/** What a template accepts. It takes no promises, so a page is always complete. */
export type Part = Markup | string | number | boolean | null | undefined | readonly Part[];

/** Indentation is for readers of the source; it would be a tenth of every page. */
const INDENTATION = /\s*\n\s*/g;

const tidied = new WeakMap<TemplateStringsArray, TemplateStringsArray>();

/**
 * The template of all pages and mails. Strings are escaped for text and for quoted attributes; only the result
 * of another template is inserted unchanged.
 *
 * @example
 * ```ts
 * const name = "<Ada>";
 * String(html`<p>${name}</p>`); // → "<p>&lt;Ada&gt;</p>"
 * ```
 */
export const html = (strings: TemplateStringsArray, ...parts: readonly Part[]): Markup =>
  template(tidy(strings), ...parts) as Markup;

/**
 * A message whose variables are replaced by markup. The sentence stays one message, and each language puts its
 * variables where they belong.
 *
 * @example
 * ```ts
 * const weSent = (email: string) => `We sent an email to ${email}.`;
 * String(filled(weSent, html`<b>ada@example.com</b>`)); // → "We sent an email to <b>ada@example.com</b>."
 * ```
 */
export const filled = <Given extends readonly Part[]>(
  message: (...variables: { readonly [Index in keyof Given]: string }) => string,
  ...given: Given
): Markup => {
  const holes = given.map((_, index) => hole(index)) as { [Index in keyof Given]: string };
  return html`${partsOf(message(...holes)).map((part) => (typeof part === "number" ? given[part] : part))}`;
};

/** Attributes in the given order; `undefined` and `false` omit one, `true` writes only its name. */
export const attributes = (
  values: Readonly<Record<string, string | number | boolean | undefined>>,
): Markup =>
  html`${Object.entries(values).map(([name, value]) => {
    if (value === undefined || value === false) return "";
    return value === true ? html` ${name}` : html` ${name}="${value}"`;
  })}`;

function tidy(strings: TemplateStringsArray): TemplateStringsArray {
  const known = tidied.get(strings);
  if (known !== undefined) return known;
  const short = strings.map((part) => part.replace(INDENTATION, "\n"));
  const made: TemplateStringsArray = Object.assign(short, { raw: strings.raw });
  tidied.set(strings, made);
  return made;
}
