// The alphabets in which systems write bytes. Each reader gives base64, or undefined for what it cannot read.

import type { Bytes } from "./foreign-password.ts";

type Read = (text: string | undefined) => Bytes | undefined;

/** The digits of crypt(3), from 0 to 63. */
export const CRYPT = "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

const toBytes = (buffer: Buffer): Bytes => buffer.toString("base64");

/** How many bytes they are. */
export const sizeOf = (bytes: Bytes | undefined): number =>
  bytes === undefined ? NaN : Buffer.from(bytes, "base64").length;

/** The characters themselves, in UTF-8. */
export const fromText: Read = (text) =>
  text === undefined ? undefined : toBytes(Buffer.from(text));

export const fromHex: Read = (text) =>
  text !== undefined && /^(?:[0-9a-f]{2})*$/i.test(text)
    ? toBytes(Buffer.from(text, "hex"))
    : undefined;

/**
 * Base64 in any alphabet, with or without padding: the usual one, that of URLs, and passlib's with a dot for the plus.
 * Firebase mixes them within one row. Bits behind the last byte mean that something was cut off.
 */
export function fromBase64(text: string | undefined): Bytes | undefined {
  const usual = text?.replace(/=+$/, "").replace(/[-.]/g, "+").replace(/_/g, "/");
  if (usual === undefined) return undefined;
  const bytes = toBytes(Buffer.from(usual, "base64"));
  return bytes.replace(/=+$/, "") === usual ? bytes : undefined;
}

/** What crypt(3) and phpass write: groups of three bytes, the lowest six bits first. Bits that make no byte are dropped. */
export function fromCrypt(text: string | undefined): Bytes | undefined {
  if (text === undefined) return undefined;
  const bytes: number[] = [];
  for (let at = 0; at < text.length; at += 4) {
    const group = text.slice(at, at + 4);
    const value = cryptNumber(group);
    if (value === undefined) return undefined;
    for (let byte = 0; byte < Math.floor((group.length * 6) / 8); byte += 1)
      bytes.push((value >> (8 * byte)) & 255);
  }
  return toBytes(Buffer.from(bytes));
}

/** A number in crypt's digits, the lowest first. */
export function cryptNumber(text: string | undefined): number | undefined {
  let value = 0;
  for (const [place, digit] of [...(text ?? "?")].entries()) {
    const found = CRYPT.indexOf(digit);
    if (found < 0) return undefined;
    value += found * 64 ** place;
  }
  return value;
}
