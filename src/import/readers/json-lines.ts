// JSON lines: one value on each line.

import { isFields } from "../../domain/shape.ts";
import { linesOf } from "./lines.ts";
import { broken, type Bytes, type FileRow } from "./row.ts";

/** A line that is not JSON is named, and the others go on. Empty lines mean nothing. */
export async function* jsonLines(bytes: Bytes): AsyncIterable<FileRow> {
  for await (const lines of linesOf(bytes)) {
    for (const each of lines) {
      if (!("text" in each)) yield each;
      else if (each.text.trim() !== "") yield rowFrom(each.text, each.line);
    }
  }
}

/** So many digits may be an integer that no number is. */
const HUGE = /\d{16}/;

/** An integer that no number is stays as it is written: ids of 19 digits that are read as numbers are those of others. */
const exactly = (_: string, value: unknown, { source = "" }: { source?: string } = {}): unknown =>
  typeof value === "number" && !Number.isSafeInteger(value) && /^-?\d+$/.test(source)
    ? source
    : value;

/** A value of a file, which must be an object. */
export function rowFrom(text: string, line: number, table?: string): FileRow {
  try {
    const value: unknown = HUGE.test(text) ? JSON.parse(text, exactly) : JSON.parse(text);
    if (!isFields(value)) return broken(line, "is not a JSON object");
    return { line, value, ...(table !== undefined && { table }) };
  } catch {
    return broken(line, "is not JSON");
  }
}
