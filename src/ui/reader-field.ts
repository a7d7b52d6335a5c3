// What a page asks the reader of a mail for.

import type { Language } from "../domain/language.ts";
import type { Link } from "../domain/link.ts";
import { copy } from "./copy.ts";
import { checkbox, codeField, errorSummary } from "./form.ts";
import { html, type Markup } from "./markup.ts";

const READER_ERRORS = ["code-missing", "code-format", "wrong-code", "not-sure"] as const;

/** Why the page is shown again. */
export type ReaderError = (typeof READER_ERRORS)[number];

export type Asked = {
  readonly link: Pick<Link, "purpose" | "asksCode">;
  /** The label of the checkbox if the mail has no code, as in the previous version. */
  readonly sure: string;
  readonly error: ReaderError | undefined;
};

/** The error message. */
export const readerError = (language: Language, error: ReaderError): string =>
  language.words(copy).reader.errors[error];

/** Whether a refusal is about what the reader typed, and not about the link. */
export const isReaderError = (reason: string): reason is ReaderError =>
  READER_ERRORS.some((each) => each === reason);

/** The error, with a link to the field; nothing if there is no error. */
export const readerSummary = (language: Language, { link, error }: Asked): Markup =>
  error === undefined
    ? html``
    : errorSummary(language, [{ field: fieldOf(link), message: readerError(language, error) }]);

/** The field for the code, or the checkbox of the previous version. */
export function readerField(language: Language, { link, sure, error: reason }: Asked): Markup {
  const error = reason && readerError(language, reason);
  const { code: label, hint } = language.words(copy).reader;
  return link.asksCode
    ? codeField(language, { label, hint, error })
    : checkbox(language, { name: fieldOf(link), label: sure, error });
}

/** The field that a refusal is about, on the page and in JSON. */
export const fieldOf = (link: Asked["link"]): "code" | "sure" => (link.asksCode ? "code" : "sure");
