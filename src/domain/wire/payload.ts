// The first part of a token: JSON in base64url, compressed if that makes it shorter.

import { isUtf8 } from "node:buffer";
import { deflateSync, inflateSync } from "node:zlib";
import { done, refused, type Result } from "../result.ts";

/**
 * What a token can carry. Numbers must be finite, because JSON cannot express the others, and integers must be
 * safe integers, because others cannot be read back exactly: pass larger ones as text.
 */
export type Json =
  string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** As JSON.stringify escapes it; after an escaped backslash, "ud800" is something else. */
const LONE_SURROGATE = /[^\\](?:\\\\)*\\ud[89a-f]/;

/** A number may not hold this many consecutive digits exactly; few payloads have them at all. */
const MANY_DIGITS = /[0-9]{16}/;

/** The length up to which compression is known not to pay; see `isVaried`. */
const SHORT = 32;
const FEW_REPEATS = 8;

/**
 * A payload as the reference writes it: compact, escaped only as far as JSON requires, and compressed, with a
 * dot in front, only if that is shorter by two bytes or more.
 *
 * Throws RangeError if the JSON has more than `longest` bytes, and TypeError for half of a surrogate pair:
 * UTF-8 cannot express it, and the reference could not write it either.
 */
export function encodePayload(payload: Json, longest: number): string {
  const json = JSON.stringify(payload);
  if (LONE_SURROGATE.test(json)) {
    throw new TypeError("half of a surrogate pair cannot be signed");
  }
  const plain = Buffer.from(json);
  if (plain.length > longest) throw new RangeError(`a payload has at most ${longest} bytes`);
  if (isVaried(plain)) return plain.toString("base64url");
  const packed = deflateSync(plain);
  return pays(packed, plain) ? `.${packed.toString("base64url")}` : plain.toString("base64url");
}

/**
 * The payload that a text carries. Call it only with text whose signature was found genuine; even so, it never
 * inflates to more than `longest` bytes: 10 MB of one letter compress to 13 kB.
 *
 * It refuses what the reference never writes: base64url that is padded, in another alphabet or with stray bits
 * in its last character; compression that does not pay; text that is not UTF-8; and numbers that JavaScript
 * cannot hold, because a rounded id is somebody else's id.
 */
export function decodePayload(text: string, longest: number): Result<Json, "bad-payload"> {
  const isPacked = text.startsWith(".");
  const body = isPacked ? text.slice(1) : text;
  const bytes = Buffer.from(body, "base64url");
  if (bytes.toString("base64url") !== body) return refused("bad-payload");
  const plain = isPacked ? inflated(bytes, longest) : bytes;
  if (plain === undefined || plain.length > longest) return refused("bad-payload");
  // Checked separately, because decoding would silently replace invalid UTF-8 by U+FFFD.
  const payload = isUtf8(plain) ? parsed(plain.toString()) : undefined;
  return payload === undefined ? refused("bad-payload") : done(payload);
}

/** The reference's rule: the dot in front costs a character of its own. */
const pays = (packed: Buffer, plain: Buffer): boolean => packed.length < plain.length - 1;

/**
 * Whether compression certainly does not pay, decided without compressing, which would take ten times as long
 * as the signature. zlib's frame and a block's ends cost 8 bytes, and a literal costs 8 bits unless the block
 * has its own code table, which takes more space than it saves here, so in a short text with few repeated bytes
 * there is nothing to gain. Nearly every row id is such a text. An error here would only cost a few characters
 * of a URL: both forms of a payload are read.
 */
function isVaried(plain: Buffer): boolean {
  if (plain.length > SHORT) return false;
  // One bit for each value of a byte: a Set would take half as long as a signature.
  const seen = [0, 0, 0, 0, 0, 0, 0, 0];
  let repeats = 0;
  for (const byte of plain) {
    const bit = 1 << (byte & 31);
    if ((seen[byte >> 5]! & bit) !== 0) repeats += 1;
    seen[byte >> 5]! |= bit;
  }
  return repeats <= FEW_REPEATS;
}

function inflated(packed: Buffer, longest: number): Buffer | undefined {
  try {
    const plain = inflateSync(packed, { maxOutputLength: longest });
    return pays(packed, plain) ? plain : undefined;
  } catch {
    // Not zlib's format, damaged, cut off, or longer than allowed: inflating fails for no other reason.
    return undefined;
  }
}

function parsed(json: string): Json | undefined {
  try {
    return JSON.parse(json, MANY_DIGITS.test(json) ? refuseRounding : undefined) as Json;
  } catch {
    // Not JSON, nested too deeply, or rounded: parsing fails for no other reason.
    return undefined;
  }
}

/** Floats are approximations by nature; an integer that is parsed as a different one is an error. */
function refuseRounding(_: string, value: Json, text?: { readonly source?: string }): Json {
  const isRounded = Number.isInteger(value) && !Number.isSafeInteger(value);
  if (isRounded && /^-?[0-9]+$/.test(text?.source ?? "")) throw new RangeError("rounded");
  return value;
}
