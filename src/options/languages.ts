// The options for languages: which there are depends on the words that a site adds.

import { LANGUAGES } from "../domain/language.ts";
import type { Catalogues } from "../domain/languages.ts";
import { ownWordsProblems } from "../domain/own-words.ts";
import { inShort, type OptionProblem } from "./problems.ts";

/** The tags of all languages that there are with these words. */
export const knownLanguages = (words: unknown): readonly string[] => [
  ...new Set([...LANGUAGES, ...Object.keys(words ?? {})]),
];

/** What is wrong with the words of a site, and with the choice of its languages. */
export function languageProblems(
  given: unknown,
  catalogues: Catalogues = {},
): readonly OptionProblem[] {
  const { words = {}, language, languages } = given as Readonly<Record<string, unknown>>;
  const known = knownLanguages(words);
  const named = (option: string, value: unknown): readonly OptionProblem[] =>
    typeof value !== "string" || known.includes(value)
      ? []
      : [{ option, words: `give one of ${known.join(", ")}, not ${inShort(value)}` }];
  return [
    ...ownWordsProblems(catalogues, words).map(({ path, words: problem }) => ({
      option: ["words", ...path].join("."),
      words: problem,
    })),
    ...named("language", language),
    ...(Array.isArray(languages) ? languages.flatMap((each) => named("languages", each)) : []),
  ];
}
