// crypt(3) with DES: the traditional one of 7th Edition Unix (1979), bigcrypt of Digital Unix for longer passwords, and
// the extended one of BSDi. Described in crypt(5), https://manpages.debian.org/bookworm/libcrypt-dev/crypt.5.en.html

import { ALPHABET, crypt64Number } from "./crypt64.ts";
import { des, desKeys } from "./des.ts";

const BLOCK = 8;
const ZEROS = Buffer.alloc(BLOCK);
const MOST_BLOCKS = 16;

/** Two digits of salt and eleven of hash. Seven bits of each of eight bytes count. */
export function desCrypt(password: Buffer, salt: string): string {
  const grain = salt.slice(0, 2);
  return grain + digits(des(desKeys(keyAt(password, 0)), ZEROS, crypt64Number(grain), 25));
}

/** Two digits of salt and eleven for every eight bytes, each block salted with the first two digits before. */
export function bigCrypt(password: Buffer, salt: string): string {
  let text = desCrypt(password, salt);
  for (let at = BLOCK; at < Math.min(password.length, MOST_BLOCKS * BLOCK); at += BLOCK) {
    text += desCrypt(password.subarray(at), text.slice(-11)).slice(2);
  }
  return text;
}

/** `_`, four digits of count, four of salt and eleven of hash; the first nine are given, more is ignored. */
export function bsdiCrypt(password: Buffer, setting: string): string {
  let key = keyAt(password, 0);
  for (let at = BLOCK; at < password.length; at += BLOCK) {
    const next = keyAt(password, at);
    key = Buffer.from(des(desKeys(key), key).map((byte, index) => byte ^ (next[index] ?? 0)));
  }
  const [count, salt] = [crypt64Number(setting.slice(1, 5)), crypt64Number(setting.slice(5, 9))];
  return setting.slice(0, 9) + digits(des(desKeys(key), ZEROS, salt, count));
}

/** Seven bits of each byte, above the bit that DES ignores. */
function keyAt(password: Buffer, at: number): Buffer {
  const key = Buffer.alloc(BLOCK);
  for (const [index, byte] of password.subarray(at, at + BLOCK).entries()) key[index] = byte << 1;
  return key;
}

/** 64 bits in eleven digits, the most significant first. */
function digits(block: Buffer): string {
  const number = block.readBigUInt64BE() << 2n;
  return Array.from({ length: 11 }, (_, at) =>
    ALPHABET.charAt(Number((number >> BigInt(60 - 6 * at)) & 63n)),
  ).join("");
}
