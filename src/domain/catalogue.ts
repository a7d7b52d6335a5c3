// The texts of a feature, or of another part, in every language that they are translated into.

import {
  isPlural,
  type PluralText,
  type Texts,
  type VariablesIn,
  type WordsFor,
} from "./message.ts";
import { inPseudo, PSEUDO } from "./pseudo.ts";

/**
 * The same texts by language tag. English is there from the beginning. Another language is given as its texts, or as a
 * function that loads a module with the texts as `words`. What a language lacks is shown in English.
 */
export type Catalogue<English> = {
  readonly en: English;
  readonly others: Readonly<Record<string, Texts | (() => Promise<unknown>)>>;
};

/**
 * Makes a catalogue. The English texts define which texts there are, and which variables each has: `{email}` in a text
 * is the variable `email`. A text for numbers is a record of plural categories, chosen by the variable `count`.
 *
 * @example
 * ```ts
 * const copy = catalogue({
 *   en: {
 *     from: "{name} greets you.",
 *     mails: { one: "{count} mail", other: "{count} mails" },
 *   },
 *   de: { from: "{name} grüßt dich.", mails: { one: "{count} Mail", other: "{count} Mails" } },
 * });
 * const words = languageOf("de").words(copy);
 * words.from({ name: "Ada" }); // → "Ada grüßt dich."
 * words.mails({ count: 2 }); // → "2 Mails"
 * ```
 */
export function catalogue<const English extends Texts>(
  texts: { readonly en: English } & Readonly<Record<string, Texts | (() => Promise<unknown>)>>,
): Catalogue<English> {
  const { en, ...others } = texts;
  return { en, others };
}

/** What code receives for the texts of a catalogue. */
export type WordsOf<C> = C extends Catalogue<infer English> ? WordsFor<English> : never;

/** What is wrong with a translation: the names that lead to each text, and why it does not do. */
export type TranslationError<English, Given, At extends string = ""> = English extends string
  ? Given extends string
    ? Differing<VariablesIn<English>, VariablesIn<Given>, At>
    : `${At} is no text`
  : English extends readonly string[]
    ? Given extends readonly string[]
      ? never
      : `${At} is no list of texts`
    : English extends { readonly other: infer Other }
      ? Given extends PluralText
        ? {
            [Form in keyof Given & string]: Differing<
              Exclude<VariablesIn<Other>, "count">,
              Exclude<VariablesIn<Given[Form]>, "count">,
              `${At}/${Form}`
            >;
          }[keyof Given & string]
        : `${At} has no plural forms`
      : | {
            [Name in keyof English & string]: Name extends keyof Given
              ? TranslationError<English[Name], Given[Name], `${At}/${Name}`>
              : string extends Name
                ? never
                : `${At}/${Name} is missing`;
          }[keyof English & string]
        | `${At}/${Exclude<keyof Given & string, keyof English>} is no text of the catalogue`;

/** What a text lacks, and what it has and should not. */
export type Differing<Wanted extends string, Has extends string, At extends string> =
  | ([Wanted] extends [Has] ? never : `${At} lacks {${Exclude<Wanted, Has>}}`)
  | ([Has] extends [Wanted] ? never : `${At} has {${Exclude<Has, Wanted>}}`);

/**
 * The texts of a catalogue in another language, in a file of their own, which `() => import("./copy.de.ts")` loads. A
 * text that is missing, or that has other variables than the English one, does not compile.
 *
 * @example
 * ```ts
 * const copy = catalogue({ en: { from: "{name} greets you." } });
 * const words = translation<typeof copy>()({ from: "{name} grüßt dich." });
 * words.from; // → "{name} grüßt dich."
 * ```
 */
export const translation =
  <C>() =>
  <const Given extends Texts>(
    words: [TranslationError<EnglishOf<C>, Given>] extends [never]
      ? Given
      : TranslationError<EnglishOf<C>, Given>,
  ): typeof words =>
    words;

/** The English texts of a catalogue. */
export type EnglishOf<C> = C extends Catalogue<infer English> ? English : never;

/** The texts of a catalogue in a language, without loading any. */
export function textsAtHand({ en, others }: Catalogue<unknown>, tag: string): Texts {
  const english = en as Texts;
  if (tag === PSEUDO) return inPseudo(english);
  const found = others[tag];
  return found === undefined || typeof found === "function" ? english : merged(english, found);
}

/** Texts, with those of others in their place as far as there are any. */
export function merged(texts: Texts, others: Texts): Texts {
  if (!isRecord(texts) || !isRecord(others)) return others;
  const entries = Object.entries(texts).map(([name, text]): [string, Texts] => {
    const other = Object.hasOwn(others, name) ? (others as TextRecord)[name] : undefined;
    return [name, other === undefined ? text : merged(text, other)];
  });
  return Object.fromEntries(entries);
}

type TextRecord = { readonly [name: string]: Texts };

const isRecord = (texts: Texts): texts is TextRecord =>
  typeof texts === "object" && !Array.isArray(texts) && !isPlural(texts);
