// Computes the digest of a password as another system does. Runs in a thread of its own, except for argon2.

import { hashSync } from "bcryptjs";
import { createCipheriv, createHash, createHmac, pbkdf2Sync, scryptSync } from "node:crypto";
import { encrypt } from "unixcrypt";
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

const hmac = (hash: HashName, key: Buffer, text: Buffer): Buffer =>
  createHmac(hash, key).update(text).digest();

function hashOf(hash: HashName, parts: readonly Buffer[]): Buffer {
  const digest = createHash(hash);
  for (const part of parts) digest.update(part);
  return digest.digest();
}

function plainDigest(algorithm: Named<"digest">, input: Buffer): Buffer {
  const { hash, before = "", after = "", rounds = 0, mixing = false, length } = algorithm;
  let digest = hashOf(hash, [bytes(before), input, bytes(after)]);
  for (let round = 0; round < rounds; round += 1)
    digest = hashOf(hash, mixing ? [digest, input] : [digest]);
  return digest.subarray(0, length);
}

/** StoredKey of RFC 5802. */
function storedKey({ hash, salt, rounds }: Named<"scram">, input: Buffer): Buffer {
  const length = createHash(hash).digest().length;
  const salted = pbkdf2Sync(input, bytes(salt), rounds, length, hash);
  return hashOf(hash, [hmac(hash, salted, Buffer.from("Client Key"))]);
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
      return behind(`${algorithm.setting}$`, encrypt(input.toString(), algorithm.setting));
    default:
      throw new Error(`No ${algorithm.name} here.`);
  }
}

/** What crypt(3) writes after the setting. */
const behind = (setting: string, text: string): Buffer => Buffer.from(text.slice(setting.length));
