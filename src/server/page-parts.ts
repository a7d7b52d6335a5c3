// What a template is given of the page in whose place it is: its forms and their fields, as Postern's own page has them.

import { safeHtml, type SafeHtml } from "./template-engine.ts";

type Field = {
  readonly label: SafeHtml | null;
  readonly hint: SafeHtml | null;
  readonly error: SafeHtml | null;
  readonly value: string;
  /** The `input` element with all of its attributes. */
  readonly input: SafeHtml;
};

/** A form, in pieces. */
export type FormParts = {
  readonly action: string;
  /** The opening tag, and the hidden fields: the form token is among them. */
  readonly open: SafeHtml;
  readonly close: SafeHtml;
  readonly fields: Readonly<Record<string, Field>>;
  readonly buttons: readonly SafeHtml[];
  /** The whole form. */
  readonly html: SafeHtml;
};

const FORM = /(<form\b[^>]*>)([\s\S]*?)<\/form>/g;

const INPUT = /<input\b[^>]*>/g;

const BUTTON = /<button\b[^>]*>[\s\S]*?<\/button>/g;

/** The forms of a page. Only Postern's templates made it, so its markup is regular and all values in it are escaped. */
export const formsIn = (body: string): readonly FormParts[] =>
  [...body.matchAll(FORM)].map(([html, tag = "", inner = ""]) => {
    const inputs = inner.match(INPUT) ?? [];
    const isHidden = (input: string): boolean =>
      attribute(input, "type") === "hidden" || /\shidden\b/.test(input.replace(/"[^"]*"/g, ""));
    const shown = inputs.filter((input) => !isHidden(input));
    return {
      action: unescaped(attribute(tag, "action")),
      open: safeHtml([tag, ...inputs.filter(isHidden)].join("\n")),
      close: safeHtml("</form>"),
      fields: Object.fromEntries(shown.map((input) => fieldOf(inner, input))),
      buttons: (inner.match(BUTTON) ?? []).map(safeHtml),
      html: safeHtml(html),
    };
  });

function fieldOf(form: string, input: string): [name: string, field: Field] {
  const name = attribute(input, "name");
  const within = (pattern: string): SafeHtml | null => {
    const found = new RegExp(`${pattern}([\\s\\S]*?)</(?:label|p)>`).exec(form)?.[1];
    return found === undefined ? null : safeHtml(found);
  };
  return [
    name,
    {
      label: within(`<label for="${name}">`),
      hint: within(`<p class="hint" id="${name}-hint">`),
      error: within(`<p class="error" id="${name}-error">`),
      value: unescaped(attribute(input, "value")),
      input: safeHtml(input),
    },
  ];
}

const attribute = (tag: string, name: string): string =>
  new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? "";

const CHARACTERS: Readonly<Record<string, string>> = {
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&#39;": "'",
  "&amp;": "&",
};

const unescaped = (text: string): string =>
  text.replace(/&(?:lt|gt|quot|amp|#39);/g, (each) => CHARACTERS[each] ?? each);
