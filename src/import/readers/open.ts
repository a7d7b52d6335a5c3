// Opens a file of another system: unpacks it, looks at its beginning, and says what cannot be read.

import { isUtf8 } from "node:buffer";
import { pipeline, Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { done, refused, type Refused, type Result } from "../../domain/result.ts";
import type { Format } from "../formats.ts";
import { foldTable } from "../names.ts";
import { csvRows, delimiterIn } from "./csv.ts";
import { jsonDocument } from "./json-document.ts";
import { jsonLines } from "./json-lines.ts";
import { ldif } from "./ldif.ts";
import { passwdLines } from "./passwd-lines.ts";
import type { Bytes, FileRow } from "./row.ts";

/** Why a file cannot be read at all. */
export type FileRefusal = Refused<"wrong-file", { readonly detail: string }>;

export type OpenOptions = {
  /** @default what the file's beginning looks like */
  readonly format?: Format | undefined;
  /** The names of the lists of rows in a JSON document, that of the users first. */
  readonly lists?: readonly string[] | undefined;
  /** The columns of a table without a heading. */
  readonly columns?: readonly string[] | undefined;
};

/** So much is looked at to tell what a file is. */
const HEAD = 64 * 1024;

/**
 * The rows of a file, or why it cannot be read. Nothing but its beginning is read before the rows are asked for. A file that
 * turns out to be damaged later ends with a problem that says so.
 */
export async function openRows(
  bytes: Bytes,
  options: OpenOptions,
): Promise<Result<AsyncIterable<FileRow>, FileRefusal>> {
  try {
    const packed = await peeked(bytes);
    const isGzip = packed.head[0] === 0x1f && packed.head[1] === 0x8b;
    const { head, all } = isGzip ? await peeked(unpacked(packed.all)) : packed;
    const problem = problemOf(head);
    if (problem !== undefined) return { ...refused("wrong-file"), detail: problem };
    const text = head.toString("utf8").replace(/^\uFEFF/, "");
    const format = options.format ?? formatOf(text, options.lists);
    return done(toItsEnd(rowsIn(format, text, all, options)));
  } catch (error) {
    return { ...refused("wrong-file"), detail: `The file cannot be read: ${wordsOf(error)}.` };
  }
}

/** The rows, and in the end what kept the rest from being read. */
async function* toItsEnd(rows: AsyncIterable<FileRow>): AsyncIterable<FileRow> {
  let line = 0;
  try {
    for await (const row of rows) {
      line = row.line;
      yield row;
    }
  } catch (error) {
    const detail = `cannot be read after this: ${wordsOf(error)}`;
    yield { line, problem: { reason: "broken-file", detail } };
  }
}

const wordsOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

function rowsIn(
  format: Format,
  head: string,
  bytes: Bytes,
  { columns, lists }: OpenOptions,
): AsyncIterable<FileRow> {
  switch (format) {
    case "csv":
      return csvRows(bytes, { delimiter: delimiterIn(firstLine(head)), columns });
    case "jsonl":
      return jsonLines(bytes);
    case "json":
      return jsonDocument(bytes, lists);
    case "ldif":
      return ldif(bytes);
    case "passwd":
      return passwdLines(bytes);
  }
}

const firstLine = (text: string): string => /^.*/.exec(text)![0];

function formatOf(head: string, lists: readonly string[] | undefined): Format {
  if (/^\s*\[/.test(head)) return "json";
  if (/^\s*\{/.test(head)) return isJsonLines(head.trimStart(), lists) ? "jsonl" : "json";
  if (/^(?:#.*\r?\n|version: *\d+\r?\n|\s)*dn::? /i.test(head)) return "ldif";
  return /^(?:\s*(?:#.*)?\r?\n)*[^,;\t:\r\n]+:/.test(head) ? "passwd" : "csv";
}

/** Whether the first line is a row by itself, and not a whole document. */
function isJsonLines(head: string, lists: readonly string[] = []): boolean {
  try {
    // A row may have further lists in it: the accounts of one user.
    const wanted = new Set(lists.slice(0, 1).map(foldTable));
    return !hasList(JSON.parse(firstLine(head)), wanted);
  } catch {
    return false;
  }
}

/** Whether there is such a list, or deeper by one: `{"data":{"users":[]}}`. */
const hasList = (value: unknown, wanted: ReadonlySet<string>, deeper = true): boolean =>
  typeof value === "object" &&
  value !== null &&
  Object.entries(value).some(([name, each]: [string, unknown]) =>
    Array.isArray(each) ? wanted.has(foldTable(name)) : deeper && hasList(each, wanted, false),
  );

/** What is told of files that are something else. The beginnings of the formats by which they are packed are standard. */
function problemOf(head: Buffer): string | undefined {
  const magic = head.subarray(0, 6).toString("latin1");
  if (head.length === 0) return "The file is empty.";
  if (/^(?:PK\x03\x04|BZh|\xfd7zXZ|\x28\xb5\x2f\xfd|7z\xbc\xaf)/.test(magic))
    return "The file is packed. Unpack it first; only gzip is unpacked here.";
  if (/^(?:\xff\xfe|\xfe\xff)/.test(magic) || /^(?:\0[^\0]\0[^\0]|[^\0]\0[^\0]\0)/.test(magic))
    return "The file is UTF-16. Convert it first: iconv -f UTF-16 -t UTF-8 FILE > NEW-FILE";
  if (head.includes(0))
    return "The file is not text. Export it as CSV or JSON; a binary dump cannot be read.";
  if (!isUtf8(wholeLetters(head)))
    return "The file is not UTF-8. Convert it first: iconv -f WINDOWS-1252 -t UTF-8 FILE > NEW-FILE";
  return /^\s*(?:--|\/\*|(?:CREATE|INSERT|BEGIN|SET|COPY|DROP)\s)/.test(head.toString("utf8"))
    ? "The file is an SQL dump. Export the rows instead, as CSV or JSON."
    : undefined;
}

/** Without the beginning of a letter at the end, whose other bytes were not looked at. */
function wholeLetters(bytes: Buffer): Buffer {
  for (let cut = 1; cut <= 3 && cut <= bytes.length; cut += 1)
    if (bytes.at(-cut)! >= 0xc0) return bytes.subarray(0, -cut);
  return bytes;
}

const unpacked = (bytes: Bytes): Bytes =>
  // An error ends the stream with it, and so is thrown where the rows are read.
  pipeline(Readable.from(bytes), createGunzip(), () => undefined);

/** The beginning of a stream, and the whole of it. */
async function peeked(bytes: Bytes): Promise<{ readonly head: Buffer; readonly all: Bytes }> {
  const iterator = bytes[Symbol.asyncIterator]();
  const seen: Uint8Array[] = [];
  let size = 0;
  while (size < HEAD) {
    const next = await iterator.next();
    if (next.done === true) break;
    seen.push(next.value);
    size += next.value.length;
  }
  async function* all(): Bytes {
    yield* seen.splice(0);
    yield* { [Symbol.asyncIterator]: () => iterator };
  }
  return { head: Buffer.concat(seen).subarray(0, HEAD), all: all() };
}
