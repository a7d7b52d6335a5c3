// Markup is made only by a template that escapes every value put into it.

import { html as template } from "hono/html";

/** A piece of HTML that is safe to send: everything in it was written here or escaped. */
export type Markup = string & { readonly isEscaped: true };

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
 * const copy = catalogue({ en: { weSent: "We sent an email to {email}." } });
 * const { weSent } = languageOf("en").words(copy);
 * String(filled(weSent, { email: html`<b>ada@example.com</b>` })); // → "We sent an email to <b>ada@example.com</b>."
 * ```
 */
export function filled<Name extends string>(
  message: (values: Readonly<Record<Name, string>>) => string,
  values: Readonly<Record<Name, Part>>,
): Markup {
  const parts = Object.values<Part>(values);
  const holes = Object.keys(values).map((name, index) => [name, hole(index)]);
  const said = message(Object.fromEntries(holes) as Record<Name, string>);
  return html`${said.split(HOLE).map((part, index) => (index % 2 === 0 ? part : parts[Number(part)]))}`;
}

/** Stands for markup while a message is filled: private-use characters, so letters of no language. */
const hole = (number: number): string => `\uE000${number}\uE001`;

const HOLE = /\uE000(\d+)\uE001/;

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
