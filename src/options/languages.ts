// The options for languages: which there are depends on the words that a site adds.

import { LANGUAGES } from "../domain/language.ts";
import type { Catalogues } from "../domain/languages.ts";
import { ownWordsProblems } from "../domain/own-words.ts";
import { inShort, type OptionProblem } from "./problems.ts";

/** What is wrong with the words of a site, and with the choice of its language. */
export function languageProblems(
  given: unknown,
  catalogues: Catalogues = {},
): readonly OptionProblem[] {
  const { words = {}, language = "en" } = given as {
    readonly words?: unknown;
    readonly language?: unknown;
  };
  const wrong = ownWordsProblems(catalogues, words).map((each) => ({
    option: ["words", ...each.path].join("."),
    words: each.words,
  }));
  const tags = [...LANGUAGES, ...Object.keys(words ?? {})];
  if (typeof language !== "string" || tags.includes(language)) return wrong;
  return [
    ...wrong,
    { option: "language", words: `give one of ${tags.join(", ")}, not ${inShort(language)}` },
  ];
}
