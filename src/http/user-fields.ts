// The extra fields of a site in a form: how they are named, read, shown and refused.

import { z } from "zod";
import type { Language } from "../domain/language.ts";
import { siteText, type UserField, type UserFields } from "../domain/user-field.ts";
import type { FieldProblem, FieldProblems } from "../identity/user-fields.ts";
import { areaField } from "../ui/area.ts";
import { checkbox, field as textField, type FormError } from "../ui/form.ts";
import { html, type Markup } from "../ui/markup.ts";
import { selectField } from "../ui/select.ts";
import { copy } from "./copy.ts";

/** Fields on a page: what they are, what was entered, and what is wrong with it. */
export type FieldsOnPage = {
  readonly fields: UserFields;
  readonly entered: Readonly<Record<string, unknown>>;
  readonly problems: FieldProblems;
};

/** The name in a form. In JSON, the values are an object with the name `fields`. */
const PREFIX = "fields.";

/** Adds the fields to the schema of a form. */
export function withFields<Shape extends z.ZodRawShape>(
  form: z.ZodObject<Shape, z.core.$strict>,
  fields: UserFields,
): z.ZodObject<Shape, z.core.$strict> {
  const names = Object.keys(fields);
  if (names.length === 0) return form;
  const any = z.unknown().optional();
  const more: Readonly<Record<never, never>> = {
    fields: z.strictObject(Object.fromEntries(names.map((name) => [name, any]))).optional(),
    ...Object.fromEntries(names.map((name) => [`${PREFIX}${name}`, z.string().optional()])),
  };
  return form.extend(more) as z.ZodObject<Shape, z.core.$strict>;
}

/** What was entered, by the name of the field: as texts by a form, as any values by JSON. */
export function enteredIn(fields: UserFields, sent: object): Readonly<Record<string, unknown>> {
  const given = sent as Readonly<Record<string, unknown>>;
  const json = (given["fields"] ?? {}) as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    Object.keys(fields).map((name) => [name, json[name] ?? given[`${PREFIX}${name}`]]),
  );
}

/** What a page needs, from what was sent. */
export const fieldsOnPage = (
  fields: UserFields,
  sent: object,
  problems: FieldProblems,
): FieldsOnPage => ({ fields, entered: enteredIn(fields, sent), problems });

/** The errors for the top of the page. */
export const fieldErrorLines = (
  language: Language,
  { fields, problems }: FieldsOnPage,
): readonly FormError[] =>
  Object.entries(fields).flatMap(([name, field]) => {
    const message = problemText(language, field, problems[name]);
    return message === undefined ? [] : [{ field: `${PREFIX}${name}`, message }];
  });

/** The same for programs: reasons, and in `messages` the words. */
export function fieldRefusals(language: Language, page: FieldsOnPage) {
  const lines = fieldErrorLines(language, page);
  const reasons = Object.entries(page.problems).map(([name, { reason }]) => [
    `${PREFIX}${name}`,
    reason,
  ]);
  const messages = lines.map(({ field = "", message }) => [field, message]);
  return {
    fields: Object.fromEntries(reasons) as Readonly<Record<string, string>>,
    members: messages.length === 0 ? {} : { messages: Object.fromEntries(messages) as object },
  };
}

function problemText(
  language: Language,
  { label, wrong }: UserField,
  problem: FieldProblem | undefined,
): string | undefined {
  if (problem === undefined) return undefined;
  const words = language.words(copy).userFields;
  const about = { label: siteText(label, language) };
  if (problem.reason === "field-missing") return words.missing(about);
  if (problem.reason === "field-too-long") return words.tooLong(about);
  if (wrong !== undefined) return siteText(wrong, language);
  return problem.message || words.wrong(about);
}

/** The inputs. */
export const fieldInputs = (language: Language, page: FieldsOnPage): Markup =>
  html`${Object.entries(page.fields).map(([name, field]) =>
    inputOf(language, field, {
      name: `${PREFIX}${name}`,
      label: labelOf(language, field),
      hint: field.hint === undefined ? undefined : siteText(field.hint, language),
      error: problemText(language, field, page.problems[name]),
      entered: page.entered[name],
    }),
  )}`;

function labelOf(language: Language, { label, optional, input }: UserField): string {
  const text = siteText(label, language);
  return optional === true && input !== "checkbox"
    ? language.words(copy).userFields.optional({ label: text })
    : text;
}

type Shown = {
  readonly name: string;
  readonly label: string;
  readonly hint: string | undefined;
  readonly error: string | undefined;
  readonly entered: unknown;
};

function inputOf(language: Language, field: UserField, { entered, ...about }: Shown): Markup {
  const { input = "text", options = {}, autocomplete, optional = false } = field;
  const value = ["string", "number"].includes(typeof entered) ? String(entered) : "";
  if (input === "checkbox")
    return checkbox(language, { ...about, checked: entered === true || entered === "on" });
  if (input === "textarea") return areaField(language, { ...about, value, required: !optional });
  if (input !== "select")
    return textField(language, { ...about, type: input, value, autocomplete, required: !optional });
  const choices = Object.entries(options).map(([each, text]) => ({
    value: each,
    text: siteText(text, language),
  }));
  const none = { value: "", text: language.words(copy).userFields.choose };
  return selectField(language, { ...about, options: [none, ...choices], selected: value });
}
