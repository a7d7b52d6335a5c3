// What can be wrong with the words that a site writes for itself.

import type { Catalogues } from "./languages.ts";
import { isPlural, variablesIn, type PluralText, type Texts } from "./message.ts";
import { PSEUDO } from "./pseudo.ts";

/** A text that cannot be used: the names that lead to it, beginning with the language, and what to do. */
export type WordsProblem = { readonly path: readonly string[]; readonly words: string };

/** What is wrong with a site's own words. They may have any part of the texts, and no other ones. */
export function ownWordsProblems(catalogues: Catalogues, own: unknown): readonly WordsProblem[] {
  if (!isRecord(own)) return [{ path: [], words: "give texts by language, like { de: { … } }" }];
  return Object.entries(own).flatMap(([tag, parts]) =>
    isTag(tag)
      ? problemsOfLanguage(catalogues, parts, tag)
      : [{ path: [tag], words: tagWanted(tag) }],
  );
}

function problemsOfLanguage(
  catalogues: Catalogues,
  parts: unknown,
  tag: string,
): readonly WordsProblem[] {
  const english = Object.entries(catalogues).map(([name, { en }]) => [name, en as Texts]);
  return problemsOf(Object.fromEntries(english) as Texts, parts, [tag]);
}

/** What to write instead: the usual form, if the tag is one of a language in another form. */
export function tagWanted(tag: string): string {
  try {
    const [usual = ""] = Intl.getCanonicalLocales(tag);
    if (usual !== tag && isTag(usual)) return `write the tag as ${usual}`;
  } catch {
    // It is no tag at all.
  }
  return "give the tag of a language, like de or pt-BR";
}

/** The tag of a real language, in its usual form. The pseudo-language is made from English, and has no words of its own. */
export function isTag(tag: string): boolean {
  try {
    const isUsual = Intl.getCanonicalLocales(tag)[0] === tag && tag !== PSEUDO;
    return isUsual && new Intl.DisplayNames("en", KNOWN).of(tag) !== undefined;
  } catch {
    return false;
  }
}

const KNOWN = { type: "language", fallback: "none" } as const;

function problemsOf(
  english: Texts,
  given: unknown,
  path: readonly string[],
): readonly WordsProblem[] {
  if (typeof english === "string") return problemsOfText(english, given, path);
  if (Array.isArray(english)) {
    const isList = Array.isArray(given) && given.length > 0 && given.every(isText);
    return isList ? [] : [{ path, words: "give a list of texts" }];
  }
  if (isPlural(english)) return problemsOfPlural(english, given, path);
  if (!isRecord(given)) return [{ path, words: "give texts by their names" }];
  return Object.entries(given).flatMap(([name, text]) =>
    Object.hasOwn(english, name)
      ? problemsOf((english as { readonly [name: string]: Texts })[name]!, text, [...path, name])
      : [{ path: [...path, name], words: "there is no such text" }],
  );
}

function problemsOfText(
  english: string,
  given: unknown,
  path: readonly string[],
): readonly WordsProblem[] {
  if (!isText(given)) return [{ path, words: "give a text" }];
  const [wanted, has] = [variablesIn(english), variablesIn(given)];
  const missing = wanted.filter((name) => !has.includes(name)).map(inBraces);
  const unknown = has.filter((name) => !wanted.includes(name)).map(inBraces);
  return [
    ...(missing.length > 0 ? [{ path, words: `the text lacks ${missing.join(", ")}` }] : []),
    ...unknown.map((name) => ({ path, words: unknownVariable(name, wanted) })),
  ];
}

/** Every form may do without the number, which it can have in words. */
function problemsOfPlural(
  english: PluralText,
  given: unknown,
  path: readonly string[],
): readonly WordsProblem[] {
  if (!isRecord(given) || !isText(given["other"]) || !isPlural(given as Texts)) {
    const words = "give a text for each plural category, like { one, other }";
    return [{ path, words }];
  }
  const forms = Object.entries(given);
  return forms.flatMap(([category, form]) => {
    const withCount = isText(form) && variablesIn(form).includes("count");
    const like = variablesIn(english.other).filter((name) => name !== "count" || withCount);
    return problemsOfText(like.map(inBraces).join(), form, [...path, category]);
  });
}

const unknownVariable = (name: string, wanted: readonly string[]): string =>
  wanted.length === 0
    ? `there is no variable ${name}: this text has none`
    : `there is no variable ${name}: this text has ${wanted.map(inBraces).join(", ")}`;

const inBraces = (name: string): string => `{${name}}`;

/** How many texts there are; a plural text is one. */
export function textCount(texts: unknown): number {
  if (typeof texts === "string" || Array.isArray(texts)) return 1;
  if (!isRecord(texts)) return 0;
  if (isText(texts["other"]) && isPlural(texts as Texts)) return 1;
  return Object.values(texts).reduce<number>((sum, each) => sum + textCount(each), 0);
}

const isText = (value: unknown): value is string =>
  typeof value === "string" && value.trim() !== "";

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  Object.prototype.toString.call(value) === "[object Object]";
