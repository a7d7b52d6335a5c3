// The parts of a page that all lists of the console have: fields for dates, and links to files.

import { pathWith } from "../../domain/page.ts";
import type { Language } from "../../domain/language.ts";
import { filterForm } from "../../ui/console.ts";
import { field, link, type FormError } from "../../ui/form.ts";
import { html, type Markup } from "../../ui/markup.ts";
import { copy } from "./copy.ts";
import { ROWS_IN_A_FILE, type DateRefusal } from "./lists.ts";

/** What is wrong with the dates that were typed. */
export function dateErrors(language: Language, { field: name, reason }: DateRefusal): FormError[] {
  const words = language.words(copy).lists;
  const message = reason === "date-format" ? words.dateFormat : words.datesReversed;
  return [{ field: name, message }];
}

export function dateFields(
  language: Language,
  typed: { readonly since: string; readonly until: string },
  refusal: DateRefusal | undefined,
  of: string,
): readonly Markup[] {
  const words = language.words(copy).lists;
  const [error] = refusal === undefined ? [] : dateErrors(language, refusal);
  return (["since", "until"] as const).map((name) =>
    field(language, {
      name,
      label: words[name]({ of }),
      hint: words.dateHint,
      type: "date",
      value: typed[name],
      error: error?.field === name ? error.message : undefined,
    }),
  );
}

/** Links to files of what the list shows from here on, and a form to go on with the next one. */
export function filesOf(
  language: Language,
  list: {
    readonly path: string;
    readonly filters: Readonly<Record<string, string>>;
    readonly after: string;
    readonly endings: readonly ("csv" | "jsonl")[];
    /** Whether there is more than one page, so there may be more than one file. */
    readonly goesOn: boolean;
  },
): Markup {
  const { path, filters, after, endings, goesOn } = list;
  const words = language.words(copy).lists;
  return html`<h2>${words.download}</h2>
    <p>
      ${endings.map(
        (ending) =>
          html`${link(pathWith(`${path}.${ending}`, { ...filters, after }), words[ending])} `,
      )}
    </p>
    ${goesOn ? nextFile(language, path, filters) : ""}`;
}

function nextFile(
  language: Language,
  path: string,
  filters: Readonly<Record<string, string>>,
): Markup {
  const words = language.words(copy).lists;
  const hidden = Object.entries(filters).filter(([, value]) => value !== "");
  return html`<p>${words.inFiles({ number: ROWS_IN_A_FILE, next: "next" })}</p>
    ${filterForm({
      action: path,
      button: words.goOn,
      fields: [
        ...hidden.map(
          ([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`,
        ),
        field(language, { name: "after", label: words.after, type: "text", spellcheck: false }),
      ],
    })}`;
}
