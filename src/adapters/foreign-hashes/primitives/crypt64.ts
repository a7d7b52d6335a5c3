// The base 64 of crypt(3): its own alphabet and, except in DES, the least significant bits first.

import { CRYPT as ALPHABET, cryptNumber } from "../../../domain/foreign-password/bytes.ts";

export { ALPHABET };

/** Three bytes become four digits, the first byte lowest; one or two at the end become two or three. */
export function crypt64(bytes: Iterable<number>): string {
  let text = "";
  let [held, bits] = [0, 0];
  const write = (): void => {
    text += ALPHABET.charAt(held & 63);
    held >>>= 6;
    bits -= 6;
  };
  for (const byte of bytes) {
    held |= byte << bits;
    bits += 8;
    while (bits >= 6) write();
  }
  if (bits > 0) write();
  return text;
}

/** The number that digits stand for, the first one lowest. NaN if one is not in the alphabet. */
export const crypt64Number = (digits: string): number => cryptNumber(digits) ?? Number.NaN;
