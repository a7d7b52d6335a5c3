// One large JSON document: finds the lists of rows in it, and reads one row after the other.
//
// The rows are cut out by their brackets, and each is read by `JSON.parse`. That is six times as fast as a streaming
// parser, keeps only one row in memory, and a broken row does not end the file.

import { isUtf8 } from "node:buffer";
import { foldTable } from "../names.ts";
import { rowFrom } from "./json-lines.ts";
import { broken, LONGEST_ROW, NOT_UTF8, tooLong, type Bytes, type FileRow } from "./row.ts";

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const NEWLINE = 0x0a;
const COLON = 0x3a;
const MAP = 0x7b;

/** "[" and "]" differ from "{" and "}" by one bit. */
const opens = (byte: number): boolean => (byte | 0x20) === MAP;
const closes = (byte: number): boolean => (byte | 0x20) === 0x7d;

/** A name of a list is not longer; longer texts are values. */
const LONGEST_NAME = 256;

/** How deep a list of rows may be: `{"data":{"users":[…]}}`. */
const DEEPEST = 3;

type Level = { readonly opens: number; readonly name: string };

/** Whether what begins here is a row; `levels` is what it is in. */
type IsRow = (levels: readonly Level[]) => boolean;

/**
 * The rows of a document: the elements of the lists with these names, wherever they are near the top; without names, the
 * elements of the list that the document is, or the objects that follow each other in it.
 */
export async function* jsonDocument(
  bytes: Bytes,
  names?: readonly string[],
): AsyncIterable<FileRow> {
  const wanted = new Set(names?.map(foldTable));
  const cut = cutter((levels) => {
    const last = levels.at(-1);
    if (last?.opens === MAP) return false;
    if (names === undefined) return levels.length < 2;
    return last !== undefined && levels.length <= DEEPEST && wanted.has(foldTable(last.name));
  });
  for await (const chunk of bytes) yield* cut.write(chunk);
  yield* cut.end();
}

function cutter(isRow: IsRow) {
  const nesting = nestingOf();
  const { levels } = nesting;
  const state = { line: 1, inText: false, escaped: false, name: [] as number[], key: "" };
  let row: Row | undefined;

  /** Reads one byte outside of rows. */
  const outside = (byte: number): void => {
    if (state.inText) {
      if (!isTextEnd(state, byte) && state.name.length < LONGEST_NAME) state.name.push(byte);
    } else if (byte === QUOTE) [state.inText, state.name] = [true, []];
    else if (byte === COLON) state.key = Buffer.from(state.name).toString("utf8");
    else if (closes(byte)) nesting.close();
    else if (opens(byte)) {
      nesting.open({ opens: byte, name: state.key });
      state.key = "";
    }
  };

  return {
    *write(chunk: Uint8Array): Iterable<FileRow> {
      const buffer = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
      let at = 0;
      while (at < buffer.length) {
        if (row === undefined) {
          const byte = buffer[at]!;
          const begins = byte === MAP && !state.inText && isRow(levels);
          if (begins) row = newRow(state.line, levels.at(-1)?.name);
          else {
            if (byte === NEWLINE) state.line += 1;
            outside(byte);
            at += 1;
            continue;
          }
        }
        const end = row.scan(buffer, at);
        state.line += row.linesIn(buffer, at, end);
        row.add(buffer.subarray(at, end));
        at = end;
        if (row.isOver()) {
          yield row.read();
          row = undefined;
        }
      }
    },
    *end(): Iterable<FileRow> {
      const line = row?.line ?? state.line;
      if (row !== undefined || levels.length > 0)
        yield broken(line, "ends in the middle: the file is not whole");
    },
  };
}

/** What is deeper is only counted, not kept: a damaged file may go on opening. */
const KEPT_LEVELS = 16;

/** What a byte is in. */
function nestingOf() {
  const levels: Level[] = [];
  let deeper = 0;
  return {
    levels: levels as readonly Level[],
    open(level: Level): void {
      if (levels.length < KEPT_LEVELS) levels.push(level);
      else deeper += 1;
    },
    close(): void {
      if (deeper > 0) deeper -= 1;
      else levels.pop();
    },
  };
}

type Row = ReturnType<typeof newRow>;

/** A row while it is cut out. */
function newRow(line: number, table: string | undefined) {
  const parts: Buffer[] = [];
  const text = { inText: false, escaped: false };
  let [size, depth] = [0, 0];
  return {
    line,
    /** Where the row ends in this buffer, or the buffer's own end. */
    scan(buffer: Buffer, from: number): number {
      for (let at = from; at < buffer.length; at += 1) {
        const byte = buffer[at]!;
        if (text.inText) isTextEnd(text, byte);
        else if (byte === QUOTE) text.inText = true;
        else if (opens(byte)) depth += 1;
        else if (closes(byte)) {
          depth -= 1;
          if (depth === 0) return at + 1;
        }
      }
      return buffer.length;
    },
    linesIn(buffer: Buffer, from: number, to: number): number {
      let count = 0;
      for (let at = buffer.indexOf(NEWLINE, from); at >= 0 && at < to; count += 1)
        at = buffer.indexOf(NEWLINE, at + 1);
      return count;
    },
    add(part: Buffer): void {
      size += part.length;
      if (size <= LONGEST_ROW) parts.push(part);
    },
    isOver: (): boolean => depth === 0,
    read(): FileRow {
      if (size > LONGEST_ROW) return tooLong(line);
      const bytes = Buffer.concat(parts);
      if (!isUtf8(bytes)) return broken(line, NOT_UTF8);
      return rowFrom(bytes.toString("utf8"), line, table === "" ? undefined : table);
    },
  };
}

/** Follows a text to its end. No text has a line break in it, so there a missing quotation mark is forgiven. */
function isTextEnd(state: { inText: boolean; escaped: boolean }, byte: number): boolean {
  if (state.escaped) state.escaped = false;
  else if (byte === BACKSLASH) state.escaped = true;
  else if (byte === QUOTE || byte === NEWLINE) {
    state.inText = false;
    return true;
  }
  return false;
}
