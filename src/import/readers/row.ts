// What every reader makes of a file: rows, each with the line on which it begins.

import type { Fields } from "../../domain/shape.ts";

/** Why a row cannot be used: a stable word to count by, and what it is in words. */
export type RowProblem = { readonly reason: string; readonly detail: string };

/** A row as it is in the file; `table` is the list that it was in, in documents that have several. */
export type FileRow =
  | { readonly line: number; readonly value: Fields; readonly table?: string }
  | { readonly line: number; readonly problem: RowProblem };

export type Bytes = AsyncIterable<Uint8Array>;

/** A row may be this long. What is longer is no user. */
export const LONGEST_ROW = 1024 * 1024;

export const broken = (line: number, detail: string): FileRow => ({
  line,
  problem: { reason: "broken-row", detail },
});

export const tooLong = (line: number): FileRow => broken(line, "is longer than 1 MiB");

export const NOT_UTF8 = "is not UTF-8";
