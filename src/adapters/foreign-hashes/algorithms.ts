// Computes the digest of a password as another system does. Runs in a thread of its own, except for argon2.

import { hashSync } from "bcryptjs";
import { createCipheriv, createHmac, hash, pbkdf2Sync, scryptSync } from "node:crypto";
import { encrypt } from "unixcrypt";
import { cramMd5 } from "./primitives/cram-md5.ts";
import { bigCrypt, bsdiCrypt, desCrypt } from "./primitives/des-crypt.ts";
import { lmHash } from "./primitives/lm.ts";
import { md4 } from "./primitives/md4.ts";
import { md5Crypt } from "./primitives/md5-crypt.ts";
import { sha1Crypt } from "./primitives/sha1-crypt.ts";
import { sunMd5 } from "./primitives/sun-md5.ts";
import { HASH_SIZES } from "../../domain/foreign-password/costs.ts";
import type { Algorithm, HashName } from "../../domain/foreign-password/foreign-password.ts";

/** Everything but argon2, which has threads of its own. */
export type SlowAlgorithm = Exclude<Algorithm, { name: "argon2" }>;

type Named<Name extends Algorithm["name"]> = Extract<Algorithm, { name: Name }>;

/** Throws for a setting that the algorithm does not know. */
export function digestOf(algorithm: SlowAlgorithm, input: Buffer): Buffer {
  switch (algorithm.name) {
    case "digest":
      return plainDigest(algorithm, input);
    case "hmac":
      return hmac(algorithm.hash, bytes(algorithm.key), input);
    case "pbkdf2":
      return pbkdf2Sync(
        input,
        bytes(algorithm.salt),
        algorithm.rounds,
        algorithm.length,
        algorithm.hash,
      );
    case "scram":
      return storedKey(algorithm, input);
    case "scrypt":
      return scrypt(algorithm, input, algorithm.length);
    // The second half of the key signs the header.
    case "scrypt-file":
      return hmac("sha256", scrypt(algorithm, input, 64).subarray(32), bytes(algorithm.header));
    case "firebase":
      return encryptedKey(algorithm, input);
    default:
      return cryptDigest(algorithm, input);
  }
}

const bytes = (base64: string): Buffer => Buffer.from(base64, "base64");

const hmac = (name: HashName, key: Buffer, text: Buffer): Buffer =>
  createHmac(name, key).update(text).digest();

const hashOf = (name: HashName, parts: readonly Buffer[]): Buffer =>
  hash(name, Buffer.concat(parts), "buffer");

function plainDigest(algorithm: Named<"digest">, input: Buffer): Buffer {
  const { before = "", after = "", rounds = 0, mixing = false, length } = algorithm;
  let digest = hashOf(algorithm.hash, [bytes(before), input, bytes(after)]);
  for (let round = 0; round < rounds; round += 1)
    digest = hashOf(algorithm.hash, mixing ? [digest, input] : [digest]);
  return digest.subarray(0, length);
}

/** StoredKey of RFC 5802. */
function storedKey(algorithm: Named<"scram">, input: Buffer): Buffer {
  const length = HASH_SIZES[algorithm.hash];
  const salted = pbkdf2Sync(input, bytes(algorithm.salt), algorithm.rounds, length, algorithm.hash);
  return hashOf(algorithm.hash, [hmac(algorithm.hash, salted, Buffer.from("Client Key"))]);
}

type ScryptCosts = {
  readonly salt: string;
  readonly n: number;
  readonly r: number;
  readonly p?: number;
};

function scrypt({ salt, n, r, p = 1 }: ScryptCosts, input: Buffer, length: number): Buffer {
  // Node refuses what takes exactly the memory that the algorithm needs.
  return scryptSync(input, bytes(salt), length, { N: n, r, p, maxmem: 128 * r * (n + p + 2) });
}

/** Firebase encrypts its key with the password, and compares that. */
function encryptedKey({ key = "", ...costs }: Named<"firebase">, input: Buffer): Buffer {
  const cipher = createCipheriv("aes-256-ctr", scrypt(costs, input, 32), Buffer.alloc(16));
  return Buffer.concat([cipher.update(bytes(key)), cipher.final()]);
}

type CryptAlgorithm = Exclude<SlowAlgorithm, { hash: HashName } | { salt: string }>;

function cryptDigest(algorithm: CryptAlgorithm, input: Buffer): Buffer {
  switch (algorithm.name) {
    case "bcrypt":
      return behind(algorithm.setting, hashSync(input.toString(), algorithm.setting));
    case "sha-crypt":
      // Fewer than 1000 rounds are made 1000, which makes the setting longer.
      return Buffer.from(encrypt(input.toString(), algorithm.setting).split("$").at(-1) ?? "");
    case "md5-crypt":
      return behind(`${algorithm.setting}$`, md5CryptOf(algorithm.setting, input));
    case "des-crypt":
      return behind(algorithm.setting, desCrypt(input, algorithm.setting));
    case "big-crypt":
      return behind(algorithm.setting, bigCrypt(input, algorithm.setting));
    case "bsdi-crypt":
      return behind(algorithm.setting, bsdiCrypt(input, algorithm.setting));
    case "sun-md5":
      return behind(`${algorithm.setting}$`, sunMd5(input, `${algorithm.setting}$`));
    case "sha1-crypt":
      return behind(`${algorithm.setting}$`, sha1Crypt(input, algorithm.setting));
    case "cram-md5":
      return Buffer.from(cramMd5(input), "hex");
    case "nt":
      return md4(Buffer.from(input.toString(algorithm.widened ? "latin1" : "utf8"), "utf16le"));
    case "lm":
      return lmHash(input);
  }
}

function md5CryptOf(setting: string, input: Buffer): string {
  const [, magic, salt = ""] = setting.split("$");
  return md5Crypt(input, salt, magic === "1" ? "$1$" : "$apr1$");
}

/** What crypt(3) writes after the setting. */
const behind = (setting: string, text: string): Buffer => Buffer.from(text.slice(setting.length));
