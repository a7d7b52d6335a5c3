// A field to choose one of a few values from.

import type { Language } from "../domain/language.ts";
import { described, labelled, type Labels } from "./labelled.ts";
import { attributes, html, type Markup } from "./markup.ts";

/** A list of values, one of which is selected. */
export type SelectProps = Labels & {
  /** `lang`: the tag of the language of the text, if it is not the page's. */
  readonly options: readonly {
    readonly value: string;
    readonly text: string;
    readonly lang?: string;
  }[];
  readonly selected: string;
};

/** Label, hint, error and list, connected as those of a text field. */
export const selectField = (language: Language, props: SelectProps): Markup =>
  labelled(
    language,
    props,
    html`<select${attributes({ id: props.name, name: props.name, ...described(props) })}>
      ${props.options.map(
        ({ value, text, lang }) =>
          html`<option${attributes({ value, lang, selected: value === props.selected })}>
            ${text}
          </option>`,
      )}
    </select>`,
  );
