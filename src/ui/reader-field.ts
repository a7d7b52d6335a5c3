// What a page asks of the reader of a mail.

import type { Link } from "../domain/link.ts";
import { copy as words } from "./copy.ts";
import { checkbox, codeField, errorSummary } from "./form.ts";
import { html, type Markup } from "./markup.ts";

const copy = words.reader;

/** Why the page is shown again. */
export type ReaderError = keyof typeof copy.errors;

export type Asked = {
  readonly link: Pick<Link, "purpose" | "asksCode">;
  /** What is ticked where the mail has no code: the version before wrote none. */
  readonly sure: string;
  readonly error: ReaderError | undefined;
};

export const readerErrors: Readonly<Record<ReaderError, string>> = copy.errors;

/** Whether a refusal is about what the reader typed, and not about the link. */
export const isReaderError = (reason: string): reason is ReaderError =>
  Object.hasOwn(copy.errors, reason);

/** What is wrong, with a link to the field; nothing where nothing is. */
export const readerSummary = ({ link, error }: Asked): Markup =>
  error === undefined
    ? html``
    : errorSummary([{ field: fieldOf(link), message: copy.errors[error] }]);

/** The field for the code, or the box of the version before. */
export function readerField({ link, sure, error: reason }: Asked): Markup {
  const error = reason && copy.errors[reason];
  return link.asksCode
    ? codeField({ label: copy.code, hint: copy.hint, error })
    : checkbox({ name: fieldOf(link), label: sure, error });
}

/** The field that a refusal is about, on the page and in JSON. */
export const fieldOf = (link: Asked["link"]): "code" | "sure" => (link.asksCode ? "code" : "sure");
