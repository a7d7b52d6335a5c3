// MD5-crypt, "$1$", as FreeBSD 2 introduced it in 1994, and Apache's form of it, "$apr1$". Nobody published a
// specification; described in https://passlib.readthedocs.io/en/stable/lib/passlib.hash.md5_crypt.html

import { hash } from "node:crypto";
import { crypt64 } from "./crypt64.ts";

/** The bytes of an MD5 in the order in which "$1$" and "$md5" write them. */
const ORDER = [12, 6, 0, 13, 7, 1, 14, 8, 2, 15, 9, 3, 5, 10, 4, 11];

export const md5Text = (digest: Buffer): string => crypt64(ORDER.map((at) => digest[at] ?? 0));

/** `$1$salt$…`. Of the salt, eight characters count. */
export function md5Crypt(password: Buffer, salt: string, magic: "$1$" | "$apr1$"): string {
  const grain = Buffer.from(salt.slice(0, 8));
  let digest = md5(password, Buffer.from(magic), grain, ...firstParts(password, grain));
  for (let round = 0; round < 1_000; round += 1) {
    const isOdd = round % 2 === 1;
    digest = md5(
      isOdd ? password : digest,
      round % 3 === 0 ? NOTHING : grain,
      round % 7 === 0 ? NOTHING : password,
      isOdd ? digest : password,
    );
  }
  return `${magic}${grain.toString()}$${md5Text(digest)}`;
}

/** As many bytes of another digest as the password has; then a byte for each bit of the password's length. */
function firstParts(password: Buffer, grain: Buffer): Buffer[] {
  const other = md5(password, grain, password);
  const bits: Buffer[] = [];
  for (let length = password.length; length > 0; length >>= 1) {
    bits.push(length % 2 === 1 ? ZERO : password.subarray(0, 1));
  }
  return [Buffer.alloc(password.length, other), ...bits];
}

const NOTHING = Buffer.alloc(0);
const ZERO = Buffer.alloc(1);

const md5 = (...parts: Buffer[]): Buffer => hash("md5", Buffer.concat(parts), "buffer");
