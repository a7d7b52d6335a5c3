// Extra fields of a user, as a site declares them: a schema for the value, and how a form asks for it.

import type { Language } from "./language.ts";

/** What can be stored of a field: any value that JSON can write. */
export type FieldValue =
  | string
  | number
  | boolean
  | null
  | readonly FieldValue[]
  | { readonly [name: string]: FieldValue };

/** What a schema says of a value: the output, or what is wrong with it. */
export type FieldResult<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | { readonly issues: readonly { readonly message: string }[] };

/**
 * The part of a Standard Schema (https://standardschema.dev, version 1) that is used here. The schemas of zod, valibot and
 * arktype have it.
 */
export type FieldSchema<Output = FieldValue | undefined> = {
  readonly "~standard": {
    readonly version: 1;
    validate(value: unknown): FieldResult<Output> | Promise<FieldResult<Output>>;
    readonly types?: { readonly input: unknown; readonly output: Output } | undefined;
  };
};

/** A text of a site: one for all languages, or one for each, by its tag. */
export type SiteText = string | Readonly<Record<string, string>>;

/** How a field is asked for. */
export type FieldForm = {
  readonly label: SiteText;
  /** Where it is asked for first. All fields can be changed on the profile. @default "registration" */
  readonly ask?: "registration" | "profile";
  /** @default "text" */
  readonly input?: "text" | "email" | "url" | "tel" | "date" | "textarea" | "select" | "checkbox";
  /** The values of a select, with their texts. */
  readonly options?: Readonly<Record<string, SiteText>>;
  readonly hint?: SiteText;
  /** The purpose of the field for the browser, as in HTML: "name", "organization", "tel" … */
  readonly autocomplete?: string;
  /** Whether it may be left empty. The schema is not asked then. @default false */
  readonly optional?: boolean;
  /** What to say of a wrong value. @default the message of the schema, in its own language */
  readonly wrong?: SiteText;
};

/** A field: the schema of its value, and its form. */
export type UserField<Schema extends FieldSchema = FieldSchema> = FieldForm & {
  readonly schema: Schema;
};

/** The fields of a site, by name. */
export type UserFields = Readonly<Record<string, UserField>>;

/**
 * The values of a user's fields, with the types of the schemas' outputs. Each may be missing: users may be older than a
 * field, and a field may be optional.
 */
export type FieldValues<Fields extends UserFields> = {
  readonly [Name in keyof Fields]?:
    (Fields[Name]["schema"] extends FieldSchema<infer Output> ? Output : never) | undefined;
};

/**
 * Declares an extra field of users. The schema's output must be something that JSON can write: a text, and no `Date`.
 *
 * @example
 * ```ts
 * import { z } from "zod";
 *
 * const fields = { displayName: field(z.string().max(80), { label: { en: "Name", de: "Name" } }) };
 * fields.displayName.label.de; // → "Name"
 * ```
 */
export const field = <const Schema extends FieldSchema, const Form extends FieldForm>(
  schema: Schema,
  form: Form,
): Form & { readonly schema: Schema } => ({ ...form, schema });

/** A text of the site in a language; in the first that it is written in, if not in this one. */
export function siteText(text: SiteText, { tag }: Pick<Language, "tag">): string {
  if (typeof text === "string") return text;
  return text[tag] ?? text[tag.split("-")[0]!] ?? Object.values(text)[0] ?? "";
}

/** The fields that are asked for on a form: all, or those of the registration. */
export const askedAt = (fields: UserFields, where: "registration" | "profile"): UserFields =>
  where === "profile"
    ? fields
    : Object.fromEntries(
        Object.entries(fields).filter(([, { ask = "registration" }]) => ask === "registration"),
      );
