// Files that operators write: texts, templates, lists.

import { readFileSync } from "node:fs";

/** A file that is not written in UTF-8, so that its letters would be others. */
class NotUtf8 extends Error {
  override readonly name = "NotUtf8";
}

/** The text of a file in UTF-8, without a byte order mark. Throws `NotUtf8` for any other file. */
export function readText(path: string): string {
  const bytes = readFileSync(path);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new NotUtf8(`${path} is not written in UTF-8: save it in that encoding`);
  }
}

/** Why a file could not be read, in words that name it. */
export function whyUnread(path: string, error: unknown): string {
  if (error instanceof NotUtf8) return error.message;
  return `${path} cannot be read as a file (${(error as NodeJS.ErrnoException).code ?? "?"})`;
}
