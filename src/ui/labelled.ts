// What stands around the control of a field, connected so that screen readers read it.

import type { Language } from "../domain/language.ts";
import { copy } from "./copy.ts";
import { html, type Markup } from "./markup.ts";

/** What is said about a field. Its name is also its id. */
export type Labels = {
  readonly name: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
};

/** A control with its label, hint and error. */
export const labelled = (
  language: Language,
  { name, label, hint, error }: Labels,
  control: Markup,
): Markup =>
  html`<div class="field${error === undefined ? "" : " wrong"}">
    <label for="${name}">${label}</label>
    ${hintText(name, hint)} ${errorText(language, name, error)} ${control}
  </div>`;

/** The hint of a field; nothing if it has none. */
export const hintText = (name: string, hint: string | undefined): Markup =>
  hint === undefined ? html`` : html`<p class="hint" id="${name}-hint">${hint}</p>`;

/** The error of a field; nothing if it has none. */
export const errorText = (language: Language, name: string, error: string | undefined): Markup =>
  error === undefined
    ? html``
    : html`<p class="error" id="${name}-error">
        <span class="visually-hidden">${language.words(copy).error} </span>${error}
      </p>`;

/** What connects a control with its hint and its error. */
export function described({ name, hint, error }: Omit<Labels, "label">) {
  const ids = [
    hint === undefined ? [] : `${name}-hint`,
    error === undefined ? [] : `${name}-error`,
  ];
  return {
    "aria-invalid": error === undefined ? undefined : "true",
    "aria-describedby": ids.flat().join(" ") || undefined,
  };
}

/**
 * For each key, the how-many-th of its kind it is: no two buttons of a page have the same name, even if all facts are
 * equal.
 */
export function timesSeen(keys: readonly string[]): readonly number[] {
  const seen = new Map<string, number>();
  return keys.map((key) => {
    const nth = (seen.get(key) ?? 0) + 1;
    seen.set(key, nth);
    return nth;
  });
}
