// LDIF (RFC 2849), as slapcat and ldapsearch write it.

import { linesOf } from "./lines.ts";
import { broken, LONGEST_ROW, tooLong, type Bytes, type FileRow } from "./row.ts";

type Entry = { readonly line: number; readonly lines: string[]; size: number };

/** Entries as objects of attributes, with names in lower case; an attribute with several values is a list. */
export async function* ldif(bytes: Bytes): AsyncIterable<FileRow> {
  let entry: Entry | undefined;
  for await (const lines of linesOf(bytes)) {
    for (const each of lines) {
      if (!("text" in each)) yield each;
      else if (each.text === "") {
        if (entry !== undefined) yield* rowsOf(entry);
        entry = undefined;
      } else {
        entry ??= { line: each.line, lines: [], size: 0 };
        entry.size += each.text.length + 1;
        if (entry.size > LONGEST_ROW) entry.lines.length = 0;
        // A folded line goes on with a space (RFC 2849, note 2).
        if (each.text.startsWith(" "))
          entry.lines.push((entry.lines.pop() ?? "") + each.text.slice(1));
        else entry.lines.push(each.text);
      }
    }
  }
  if (entry !== undefined) yield* rowsOf(entry);
}

const ATTRIBUTE = /^([a-z][\w.-]*)(?:;[\w-]+)*:(:|<)? *(.*)$/is;

/** An entry as a row; nothing for the heading of a file, the end of a search result, and what changes entries. */
function* rowsOf({ line, lines, size }: Entry): Iterable<FileRow> {
  if (size > LONGEST_ROW) {
    yield tooLong(line);
    return;
  }
  const value = new Map<string, string | string[]>();
  const wrong = lines.map((text) => readAttribute(text, value)).find(Boolean);
  if (wrong !== undefined) yield broken(line, wrong);
  else if (value.has("dn") && !value.has("changetype"))
    yield { line, value: Object.fromEntries(value) };
}

/** Adds an attribute to an entry, or says what is wrong with its line. */
function readAttribute(text: string, entry: Map<string, string | string[]>): string | undefined {
  if (text.startsWith("#") || /^version: *\d+$/.test(text)) return undefined;
  const [, name, how, written = ""] = ATTRIBUTE.exec(text) ?? [];
  if (name === undefined) return `is not LDIF: "${text.slice(0, 40)}"`;
  if (how === "<") return `${name} is in a file of its own`;
  const value = how === ":" ? fromBase64(written) : written;
  if (value === undefined) return undefined; // a photo, or another value that is no text
  const key = name.toLowerCase();
  const before = entry.get(key);
  entry.set(key, before === undefined ? value : [before, value].flat());
  return undefined;
}

function fromBase64(text: string): string | undefined {
  const bytes = Buffer.from(text, "base64");
  const decoded = bytes.toString("utf8");
  return Buffer.from(decoded).equals(bytes) ? decoded : undefined;
}
