// Reads forms: one schema per form, no unknown field, no repeated field, limited size.

import { isUtf8 } from "node:buffer";
import { z } from "zod";
import { LONGEST_REPORT, textOfMessage } from "../domain/delivery-status.ts";
import { done, refused, type Result } from "../domain/result.ts";
import { isFields } from "../domain/shape.ts";

/**
 * A text field in the schema of a form. Absent and empty are the same; the handler decides which texts are
 * allowed.
 *
 * @example
 * ```ts
 * const form = z.strictObject({ name: text });
 * form.parse({}); // → { name: "" }
 * ```
 */
export const text = z.string().default("");

/** The form of a button that needs no field. */
export const noFields = z.strictObject({});

const MOST_BYTES = 16 * 1024;

const MAIL = "message/rfc822";

export type BodyRefusal =
  | "body-too-large"
  | "unsupported-media-type"
  | "unsupported-encoding"
  | "malformed-body"
  | "repeated-field";

export type Body = Readonly<Record<string, unknown>>;

/**
 * Reads a form or JSON body of at most 16 KiB. A repeated field is refused, not resolved: a parser that used
 * the first value and a check that used the last one have sent resets to strangers (GitLab, CVE-2023-7028).
 */
export async function readBody(
  request: Request,
  takesMail = false,
): Promise<Result<Body, BodyRefusal>> {
  if (request.headers.has("content-encoding")) return refused("unsupported-encoding");
  const kind = mediaType(request);
  if (takesMail && kind === MAIL) return readMail(request);
  const read = await readText(request);
  if (!read.ok) return read;
  const raw = read.value;
  if (raw === "") return done({});
  if (kind === "application/json") return readJson(raw);
  if (kind === "application/x-www-form-urlencoded") return readFields(raw);
  return refused("unsupported-media-type");
}

/** JSON or a mail: a page of another site cannot make a browser send these without a preflight request. */
export const isFromProgram = (request: Pick<Request, "headers">): boolean =>
  ["application/json", MAIL].includes(mediaType(request));

const mediaType = (request: Pick<Request, "headers">): string =>
  (request.headers.get("content-type") ?? "").split(";")[0]!.trim().toLowerCase();

async function readMail(request: Request): Promise<Result<Body, BodyRefusal>> {
  const bytes = await readBytes(request, LONGEST_REPORT);
  if (!bytes.ok) return bytes;
  return done({ message: textOfMessage(bytes.value) });
}

async function readText(
  request: Request,
): Promise<Result<string, "body-too-large" | "malformed-body">> {
  const bytes = await readBytes(request, MOST_BYTES);
  if (!bytes.ok) return bytes;
  // Decoding would replace all invalid UTF-8 by one character, and so make two passwords equal.
  return isUtf8(bytes.value) ? done(bytes.value.toString("utf8")) : refused("malformed-body");
}

/** Reads a body of any type, of at most so many bytes. */
export const readRawBody = async (
  request: Request,
  most: number,
): Promise<Result<Buffer, BodyRefusal>> =>
  request.headers.has("content-encoding")
    ? refused("unsupported-encoding")
    : readBytes(request, most);

async function readBytes(
  request: Request,
  most: number,
): Promise<Result<Buffer, "body-too-large" | "malformed-body">> {
  const length = request.headers.get("content-length");
  if (Number(length ?? 0) > most) return refused("body-too-large");
  try {
    // A server reads no further than the length that was declared, and streams cost as much as all the rest.
    const bytes =
      length === null ? await readStream(request, most) : Buffer.from(await request.arrayBuffer());
    return bytes === undefined || bytes.length > most ? refused("body-too-large") : done(bytes);
  } catch {
    // The sender disconnected in the middle. That is not an error of the server, and nobody gets the answer.
    return refused("malformed-body");
  }
}

/** A body that did not say how long it is: read only until it is too long, which is undefined. */
async function readStream({ body }: Request, most: number): Promise<Buffer | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > most) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function readFields(raw: string): Result<Body, "malformed-body" | "repeated-field"> {
  try {
    decodeURIComponent(raw);
  } catch {
    // Percent-encoded bytes must be UTF-8 too.
    return refused("malformed-body");
  }
  return uniqueFields(new URLSearchParams(raw));
}

function readJson(raw: string): Result<Body, "malformed-body" | "repeated-field"> {
  try {
    const value: unknown = JSON.parse(raw);
    if (!isFields(value)) return refused("malformed-body");
    return repeatsKey(raw) ? refused("repeated-field") : done(value);
  } catch {
    return refused("malformed-body");
  }
}

/** A bracket, or a string, with its colon if it is a key. */
const JSON_TOKEN = /[{}[\]]|("(?:[^"\\]|\\.)*")(\s*:)?/g;

/** Whether the outermost object has a key twice; `JSON.parse` silently uses the last one. */
function repeatsKey(json: string): boolean {
  const seen = new Set<unknown>();
  let depth = 0;
  for (const [token, quoted, colon] of json.matchAll(JSON_TOKEN)) {
    if (quoted === undefined) depth += token === "{" || token === "[" ? 1 : -1;
    if (quoted === undefined || colon === undefined || depth > 1) continue;
    const key: unknown = JSON.parse(quoted);
    if (seen.has(key)) return true;
    seen.add(key);
  }
  return false;
}

/** Fields of a form or a query; none may be repeated. */
export function uniqueFields(
  fields: URLSearchParams,
): Result<Readonly<Record<string, string>>, "repeated-field"> {
  const unique = new Map<string, string>();
  for (const [name, value] of fields) {
    if (unique.has(name)) return refused("repeated-field");
    unique.set(name, value);
  }
  return done(Object.fromEntries(unique));
}

/**
 * Fields of the query of a page: a field with two different values is ignored. A page writes nothing, and click
 * trackers tend to add their own parameter to a link twice.
 */
export function agreedFields(fields: URLSearchParams): Readonly<Record<string, string>> {
  const agreed = new Map<string, string>();
  const disputed = new Set<string>();
  for (const [name, value] of fields) {
    if ((agreed.get(name) ?? value) !== value) disputed.add(name);
    agreed.set(name, value);
  }
  for (const name of disputed) agreed.delete(name);
  return Object.fromEntries(agreed);
}

/** Checks a body against its schema. A refusal names each field that is unknown or not a text. */
export function parseForm<Form>(
  schema: z.ZodType<Form>,
  body: Body,
):
  | { readonly ok: true; readonly value: Form }
  | { readonly ok: false; readonly fields: Readonly<Record<string, string>> } {
  const parsed = schema.safeParse(body);
  // An own key named __proto__ passes zod's check for unknown keys, so it is checked separately.
  const odd = Object.keys(body).filter((key) => key === "__proto__" || key === "constructor");
  if (parsed.success && odd.length === 0) return { ok: true, value: parsed.data };
  const fields: Record<string, string> = {};
  for (const issue of parsed.error?.issues ?? []) {
    if (issue.code === "unrecognized_keys")
      for (const key of issue.keys) fields[key] = "unknown-field";
    else fields[issue.path.join(".")] = "not-a-text";
  }
  for (const key of odd) fields[`${key}`] = "unknown-field";
  return { ok: false, fields };
}
