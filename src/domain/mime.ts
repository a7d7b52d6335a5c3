// The parts of MIME that are needed to read a delivery report: headers, parts and their encodings. Takes linear
// time and never throws.

export type Header = { readonly name: string; readonly value: string };
export type Part = { readonly headers: readonly Header[]; readonly body: string };

/** More parts or headers than any report has; big providers add several hundred headers. */
export const MOST = 500;

/** Splits a part into the headers up to the first empty line and the body. */
function splitPart(text: string): Part {
  const end = `${text}\n\n`.indexOf("\n\n");
  return { headers: headersIn(text.slice(0, end)), body: text.slice(end) };
}

/**
 * A line that begins with a space continues the previous one (RFC 5322 2.2.3). A line without a colon is
 * ignored.
 */
export function headersIn(head: string): readonly Header[] {
  const lines = head.replace(/\n[ \t]/g, " ").split("\n", MOST);
  return lines.map((line) => {
    const [name = "", ...value] = line.split(":");
    return { name: name.trim().toLowerCase(), value: value.join(":").trim() };
  });
}

export const valueOf = (headers: readonly Header[], name: string): string =>
  headers.find((header) => header.name === name)?.value ?? "";

/** `multipart/report`, without its parameters; empty if the part names no type, which means plain text. */
export const kindOf = ({ headers }: Part): string =>
  (valueOf(headers, "content-type").split(";")[0] ?? "").trim().toLowerCase();

/** RFC 2046 5.1.1: at most 70 characters, quoted or not. Some programs write spaces around the "=". */
function boundaryIn(type: string): string | undefined {
  const found = /;\s*boundary\s*=\s*(?:"([^"\n]{1,70})"|([^\s";]{1,70}))/i.exec(type);
  return found?.[1] ?? found?.[2];
}

/**
 * The parts of a multipart; none for anything else. A boundary is a whole line, because one boundary may be the
 * beginning of another.
 */
function partsOf(part: Part): readonly Part[] {
  const boundary = boundaryIn(valueOf(part.headers, "content-type"));
  if (!kindOf(part).startsWith("multipart/") || boundary === undefined) return [];
  const line = boundary.replace(/[^\w]/g, String.raw`\$&`);
  const pieces = part.body.split(new RegExp(String.raw`\n--${line}(--)?[ \t]*(?=\n|$)`), 2 * MOST);
  const parts: Part[] = [];
  // The item between two pieces says whether the boundary was the last one.
  for (let place = 1; place < pieces.length && pieces[place] === undefined; place += 2) {
    parts.push(splitPart(pieces[place + 1] ?? ""));
  }
  return parts;
}

/** A report is one multipart, which a list or a few forwarders may have wrapped. */
const DEEPEST = 6;

/** A whole raw message as a part. */
export const messageOf = (message: string): Part =>
  splitPart(`\n${message.replaceAll("\r\n", "\n")}`);

/**
 * The parts within a part that have none themselves, in their order. Does not descend into a quoted mail, whose content is
 * Postern's own or somebody else's.
 */
export function leavesOf(part: Part, depth = 0): readonly Part[] {
  if (depth > DEEPEST) return [];
  const parts = partsOf(part);
  return parts.length === 0 ? [part] : parts.flatMap((inner) => leavesOf(inner, depth + 1));
}

/** A body with its transfer encoding decoded (RFC 2045 6); unchanged if the encoding is unknown. */
export function bodyOf({ headers, body }: Part): string {
  const encoding = valueOf(headers, "content-transfer-encoding").toLowerCase();
  if (encoding === "base64") return textOf(Buffer.from(body, "base64")).replaceAll("\r\n", "\n");
  return encoding === "quoted-printable" ? unquoted(body.replace(SOFT_BREAK, "")) : body;
}

/** Begins only where blanks begin: otherwise a long line of blanks would be read again from each of them. */
const SOFT_BREAK = /(?<![ \t])[ \t]*=[ \t]*\n/g;

const unquoted = (text: string): string =>
  text.replace(/(?:=[0-9a-f]{2})+/gi, (bytes) =>
    textOf(Buffer.from(bytes.replaceAll("=", ""), "hex")),
  );

/** Bytes that are not UTF-8 are in some older encoding, most often Latin-1. */
function textOf(bytes: Buffer): string {
  const text = bytes.toString("utf8");
  return text.includes("\uFFFD") ? bytes.toString("latin1") : text;
}

/** Decodes `=?charset?q?…?=` in a field (RFC 2047), which sendmail writes for words with non-ASCII letters. */
export const withoutEncodedWords = (value: string): string =>
  value.replace(/=\?[\w-]{1,40}\?([qb])\?([^?\s]{0,500})\?=/gi, (_, how: string, text: string) =>
    how.toLowerCase() === "b"
      ? textOf(Buffer.from(text, "base64"))
      : unquoted(text.replaceAll("_", " ")),
  );
