// A field for several lines of text.

import type { Language } from "../domain/language.ts";
import { described, labelled, type Labels } from "./labelled.ts";
import { attributes, html, type Markup } from "./markup.ts";

/** The text, and what is said about it. */
export type AreaProps = Labels & { readonly value: string; readonly required?: boolean };

/** Label, hint, error and text, connected as those of a field of one line. */
export const areaField = (language: Language, props: AreaProps): Markup =>
  labelled(
    language,
    props,
    // A parser drops a first line break, so one is written that may be dropped.
    html`<textarea${attributes({ id: props.name, name: props.name, rows: 4, required: props.required, ...described(props) })}>
${props.value}</textarea
    >`,
  );
