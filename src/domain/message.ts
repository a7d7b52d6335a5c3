// Texts with named variables, as "We wrote to {email}.", and how they are filled.

/** What a variable stands for. A number is written in the digits and groups of the reader's language. */
export type Value = string | number;

/** A text for each plural category of a language, chosen by the variable `count`. */
export type PluralText = Readonly<Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }>;

/** Everything that can stand in a catalogue: texts, plural texts, and lists and records of them. */
export type Texts = string | readonly string[] | PluralText | { readonly [name: string]: Texts };

/** The names of the variables in a text. */
export type VariablesIn<Text> = Text extends string
  ? string extends Text
    ? never
    : Text extends `${string}{${infer Name}}${infer Rest}`
      ? (Name extends "" ? never : Name) | VariablesIn<Rest>
      : never
  : never;

/** A text without variables as it is; with variables, a function of their values. */
type Message<Variables extends string> = [Variables] extends [never]
  ? string
  : (values: Readonly<Record<Variables, Value>>) => string;

/** What code receives for the texts of a catalogue. */
export type WordsFor<Given> = Given extends string
  ? Message<VariablesIn<Given>>
  : Given extends readonly string[]
    ? readonly string[]
    : Given extends PluralText
      ? Message<"count" | VariablesIn<Given[keyof Given]>>
      : { readonly [Name in keyof Given]: WordsFor<Given[Name]> };

const VARIABLE = /\{(\w+)\}/;

/** A text split at its variables: texts at even places, names of variables at odd ones. */
const split = (text: string): readonly string[] => text.split(VARIABLE);

/** The names of the variables in a text, without repetitions. */
export const variablesIn = (text: string): readonly string[] => [
  ...new Set(split(text).filter((_, index) => index % 2 === 1)),
];

/** A text with everything but its variables replaced. */
export const withoutVariables = (text: string, replaced: (part: string) => string): string =>
  split(text)
    .map((part, index) => (index % 2 === 1 ? `{${part}}` : replaced(part)))
    .join("");

const CATEGORIES = new Set(["zero", "one", "two", "few", "many", "other"]);

/** Whether something is a plural text, and no record of texts. */
export const isPlural = (texts: Texts): texts is PluralText =>
  typeof texts === "object" &&
  "other" in texts &&
  Object.keys(texts).every((name) => CATEGORIES.has(name));

/** What filling a text needs from its language. */
export type Filling = {
  /** A number as people write it. */
  number(value: number): string;
  /** The plural category of a number. */
  category(value: number): Intl.LDMLPluralRule;
  /** A value so that its direction of writing does not change that of the text around it. */
  isolated(value: string): string;
};

/** The words for some texts. A category that a plural text lacks is said with `other`. */
export function wordsFor(texts: Texts, filling: Filling): unknown {
  if (typeof texts === "string") return messageOf(texts, filling);
  if (isList(texts)) return texts;
  if (isPlural(texts)) return pluralOf(texts, filling);
  const entries = Object.entries(texts).map(([name, each]) => [name, wordsFor(each, filling)]);
  return Object.fromEntries(entries);
}

const isList = (texts: Texts): texts is readonly string[] => Array.isArray(texts);

type Values = Readonly<Record<string, Value>>;

function pluralOf(texts: PluralText, filling: Filling) {
  const forms = new Map(
    Object.entries(texts).map(([category, text]) => [category, messageOf(text, filling)]),
  );
  return (values: Values & { readonly count: number }): string => {
    const form = forms.get(filling.category(values.count)) ?? forms.get("other")!;
    return typeof form === "string" ? form : form(values);
  };
}

function messageOf(text: string, filling: Filling): string | ((values: Values) => string) {
  const parts = split(text);
  if (parts.length === 1) return text;
  return (values) =>
    parts
      .map((part, index) => {
        if (index % 2 === 0) return part;
        const value = values[part]!;
        return typeof value === "number" ? filling.number(value) : filling.isolated(value);
      })
      .join("");
}
