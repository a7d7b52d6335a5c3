// Splits a file into lines, those of one chunk at a time.

import { isUtf8 } from "node:buffer";
import { broken, LONGEST_ROW, NOT_UTF8, tooLong, type Bytes, type FileRow } from "./row.ts";

/** A line without its end, or what is wrong with it. */
export type Line = { readonly line: number; readonly text: string } | FileRow;

const NEWLINE = 0x0a;

/** All lines, with their numbers from 1. One that is too long, or not UTF-8, is named, and the others go on. */
export async function* linesOf(bytes: Bytes): AsyncIterable<readonly Line[]> {
  let line = 1;
  let begun: Buffer[] = [];
  let size = 0;
  const add = (part: Buffer): void => {
    size += part.length;
    if (size <= LONGEST_ROW) begun.push(part);
  };
  const end = (): Line => {
    const ended = size > LONGEST_ROW ? tooLong(line) : lineFrom(Buffer.concat(begun), line);
    [begun, size, line] = [[], 0, line + 1];
    return ended;
  };
  for await (const chunk of bytes) {
    const buffer = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    const lines: Line[] = [];
    let from = 0;
    for (let at = buffer.indexOf(NEWLINE); at >= 0; at = buffer.indexOf(NEWLINE, from)) {
      add(buffer.subarray(from, at));
      lines.push(end());
      from = at + 1;
    }
    add(buffer.subarray(from));
    yield lines;
  }
  if (size > 0) yield [end()];
}

function lineFrom(bytes: Buffer, line: number): Line {
  if (!isUtf8(bytes)) return broken(line, NOT_UTF8);
  const text = bytes.toString("utf8").replace(/\r$/, "");
  return { line, text: line === 1 ? text.replace(/^\uFEFF/, "") : text };
}
