// Words in every language that there is for them.

/** By tag: the same words in one language after another. What a language lacks is said in English. */
export type Catalogue<Words> = Readonly<{ en: Words } & Partial<Record<string, Words>>>;

/**
 * Makes a catalogue. English says which words there are, and what stands in each: a translation is another
 * value of its type, and one that lacks a word or a variable does not compile.
 *
 * @example
 * ```ts
 * const copy = catalogue({
 *   en: { from: (name: string) => `${name} greets you.` },
 *   de: { from: (name: string) => `${name} grüßt dich.` },
 * });
 * languageOf("de").words(copy).from("Ada"); // → "Ada grüßt dich."
 * ```
 */
export const catalogue = <Words>(
  words: Readonly<{ en: Words } & Partial<Record<string, NoInfer<Words>>>>,
): Catalogue<Words> => words;

/** What a catalogue says, for types of words. */
export type WordsOf<C> = C extends Catalogue<infer Words> ? Words : never;

/** A sentence for each category of number that a language has; `other` for all that are not here. */
export type PluralForms = Readonly<
  Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }
>;

/** What the sentences of a language need that depend on a number. */
export type Grammar = {
  /** A number in the digits of the language. */
  number(value: number): string;
  /** The form for so many: `plural(count, { one: "1 mail", other: `${number(count)} mails` })`. */
  plural(count: number, forms: PluralForms): string;
};

/**
 * The grammar of a language, for the file of its words.
 *
 * @example
 * ```ts
 * const { plural, number } = grammarOf("en");
 * plural(2, { one: "1 mail", other: `${number(2)} mails` }); // → "2 mails"
 * ```
 */
export function grammarOf(tag: string): Grammar {
  let numbers: Intl.NumberFormat | undefined;
  let rules: Intl.PluralRules | undefined;
  return {
    number: (value) => (numbers ??= new Intl.NumberFormat(tag)).format(value),
    plural: (count, forms) =>
      forms[(rules ??= new Intl.PluralRules(tag)).select(count)] ?? forms.other,
  };
}
