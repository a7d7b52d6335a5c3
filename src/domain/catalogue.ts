// Texts in every language that they are translated into.

/** The same texts by language tag. What a language lacks is shown in English. */
export type Catalogue<Words> = Readonly<{ en: Words } & Partial<Record<string, Words>>>;

/**
 * Makes a catalogue. The English texts define which texts there are and which variables each has. A translation
 * is another value of the same type: one that lacks a text or a variable does not compile.
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

/** The texts of a catalogue, as a type. */
export type WordsOf<C> = C extends Catalogue<infer Words> ? Words : never;

/**
 * A sentence for each plural category of a language; `other` stands for the categories that are missing here.
 */
export type PluralForms = Readonly<
  Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }
>;

/** What a sentence that depends on a number needs from its language. */
export type Grammar = {
  /** A number in the digits of the language. */
  number(value: number): string;
  /** The plural form for a number: `plural(count, { one: "1 mail", other: `${number(count)} mails` })`. */
  plural(count: number, forms: PluralForms): string;
};

/**
 * The grammar of a language, for the file that holds its texts.
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
