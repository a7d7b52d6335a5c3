// SHA1-crypt, "$sha1$", of NetBSD 4 (2004): PBKDF1 with HMAC-SHA1. Described in
// https://passlib.readthedocs.io/en/stable/lib/passlib.hash.sha1_crypt.html

import { createHmac, hash } from "node:crypto";
import { crypt64 } from "./crypt64.ts";

const BLOCK = 64;
const DIGEST = 20;

/** Three bytes at a time, the last one lowest; the first byte fills the last three. */
const ORDER = [2, 1, 0, 5, 4, 3, 8, 7, 6, 11, 10, 9, 14, 13, 12, 17, 16, 15, 0, 19, 18];

/** `$sha1$rounds$salt$…`, of which the first three parts are given; more is ignored. */
export function sha1Crypt(password: Buffer, setting: string): string {
  const [, , rounds = "", salt = ""] = setting.split("$");
  const first = createHmac("sha1", password).update(`${salt}$sha1$${rounds}`).digest();
  const last = hmacAgain(password, first, Number(rounds) - 1);
  return `$sha1$${rounds}$${salt}$${crypt64(ORDER.map((at) => last[at] ?? 0))}`;
}

/**
 * HMAC-SHA1 (RFC 2104) of the digest, of that digest and so on. With the blocks of the key made once and with texts
 * between the two hashes, half a million take half a second; with an object of createHmac each, several.
 */
function hmacAgain(password: Buffer, digest: Buffer, times: number): Buffer {
  const key = password.length > BLOCK ? hash("sha1", password, "buffer") : password;
  const [inner, outer] = [Buffer.alloc(BLOCK + DIGEST), Buffer.alloc(BLOCK + DIGEST)];
  for (let at = 0; at < BLOCK; at += 1) {
    inner[at] = (key[at] ?? 0) ^ 0x36;
    outer[at] = (key[at] ?? 0) ^ 0x5c;
  }
  digest.copy(inner, BLOCK);
  for (let time = 0; time < times; time += 1) {
    outer.write(hash("sha1", inner, "binary"), BLOCK, "latin1");
    inner.write(hash("sha1", outer, "binary"), BLOCK, "latin1");
  }
  return inner.subarray(BLOCK);
}
