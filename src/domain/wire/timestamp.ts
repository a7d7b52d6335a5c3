// The middle part of a token: the time at which it was signed, in whole seconds.

import type { Instant } from "../time.ts";

/** The last second of the year 9999, after which the reference has no dates. */
const LATEST = 253_402_300_799;

/** Bytes that hold it; until 2106, four are enough. */
const WIDTH = 5;

/**
 * The seconds since 1970 as big-endian bytes without leading zeros, in base64url; second 0 is the empty text.
 * Fractions of a second are dropped. Throws RangeError for times before 1970, after 9999 or NaN: no clock gives
 * one.
 */
export function encodeTimestamp(at: Instant): string {
  const seconds = Math.floor(at / 1000);
  if (!(seconds >= 0 && seconds <= LATEST)) throw new RangeError(`no time to sign at: ${at}`);
  const bytes = Buffer.allocUnsafe(WIDTH);
  bytes.writeUIntBE(seconds, 0, WIDTH);
  let first = 0;
  while (bytes[first] === 0) first++;
  return bytes.toString("base64url", first);
}

/**
 * The time that a text encodes, or undefined unless it is exactly what `encodeTimestamp` writes for that time:
 * leading zero bytes, which the reference accepts, would give one time many spellings.
 */
export function decodeTimestamp(text: string): Instant | undefined {
  const bytes = Buffer.from(text, "base64url");
  if (bytes.toString("base64url") !== text) return undefined;
  if (bytes.length === 0) return 0;
  if (bytes.length > WIDTH || bytes[0] === 0) return undefined;
  const seconds = bytes.readUIntBE(0, bytes.length);
  return seconds <= LATEST ? seconds * 1000 : undefined;
}
