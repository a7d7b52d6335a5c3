// Checks what was entered in the extra fields of a site.

import { done, refused, type Refused, type Result } from "../domain/result.ts";
import type { FieldValue, UserField, UserFields } from "../domain/user-field.ts";

/** In characters of JSON, for one field. */
const LONGEST = 4000;

/** What is wrong with a field; `message` is what its schema says. */
export type FieldProblem = {
  readonly reason: "field-missing" | "field-too-long" | "field-wrong";
  readonly message?: string;
};

/** What is wrong with each field, by its name. */
export type FieldProblems = Readonly<Record<string, FieldProblem>>;

/** Checked values, by name; undefined for what was left empty. */
export type CheckedFields = Readonly<Record<string, FieldValue | undefined>>;

type Checked = Result<FieldValue | undefined, Refused<FieldProblem["reason"], FieldProblem>>;

/** Checks all fields, so that everything that is wrong is told at once. What is sent but not declared is left out. */
export async function checkFields(
  fields: UserFields,
  sent: Readonly<Record<string, unknown>>,
): Promise<Result<CheckedFields, Refused<"invalid", { readonly problems: FieldProblems }>>> {
  const values: Record<string, FieldValue | undefined> = {};
  const problems: Record<string, FieldProblem> = {};
  const checks = Object.entries(fields).map(async ([name, field]) => {
    const checked = await check(name, field, sent[name]);
    if (checked.ok) values[name] = checked.value;
    else {
      const { reason, message } = checked;
      problems[name] = { reason, ...(message === undefined ? {} : { message }) };
    }
  });
  await Promise.all(checks);
  return Object.keys(problems).length === 0 ? done(values) : { ...refused("invalid"), problems };
}

async function check(name: string, field: UserField, entered: unknown): Promise<Checked> {
  const sent = field.input === "checkbox" ? isTicked(entered) : entered;
  if (sent === undefined || sent === "")
    return field.optional === true ? done(undefined) : refused("field-missing");
  if (isTooLong(sent)) return refused("field-too-long");
  if (!isJson(sent)) return refused("field-wrong"); // JSON reads 1e999 as Infinity, and cannot write it
  const checked = await field.schema["~standard"].validate(sent);
  if (checked.issues !== undefined) {
    const message = checked.issues[0]?.message;
    return { ...refused("field-wrong"), ...(message === undefined ? {} : { message }) };
  }
  const { value } = checked;
  if (typeof value === "number" && !Number.isFinite(value)) return refused("field-wrong");
  if (value !== undefined && !isJson(value))
    throw new TypeError(`The schema of the field ${name} made a value that JSON cannot write.`);
  return done(value);
}

/** Lists in lists, thousands of them, are more than can be written at all. */
function isTooLong(sent: unknown): boolean {
  try {
    return JSON.stringify(sent).length > LONGEST;
  } catch {
    return true;
  }
}

/** A box that is not ticked is not sent. */
const isTicked = (sent: unknown): unknown =>
  sent === "on" ? true : sent === undefined || sent === "" ? false : sent;

function isJson(value: unknown): boolean {
  if (value === null || typeof value === "string" || typeof value === "boolean") return true;
  if (typeof value === "number") return Number.isFinite(value);
  if (Array.isArray(value)) return value.every(isJson);
  if (typeof value !== "object") return false;
  const { getPrototypeOf, prototype } = Object;
  const isPlain = [null, prototype].includes(getPrototypeOf(value) as object | null);
  return isPlain && Object.values(value).every((each) => each === undefined || isJson(each));
}
