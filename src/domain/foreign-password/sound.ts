// Whether what was read can be what an algorithm made: a part that was cut off or decoded wrongly shows in its length.

import { sizeOf } from "./bytes.ts";
import { HASH_SIZES } from "./costs.ts";
import type { Algorithm, ForeignPassword } from "./foreign-password.ts";

const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 1;

const isPowerOfTwo = (value: number): boolean =>
  isCount(value) && value > 1 && Number.isInteger(Math.log2(value));

/** No system derives keys of other lengths; what has one was cut off. */
const isKey = (size: number): boolean => size >= 16 && size % 4 === 0;

function isSoundFor(algorithm: Algorithm, size: number): boolean {
  switch (algorithm.name) {
    case "digest":
      return (
        size === (algorithm.length ?? HASH_SIZES[algorithm.hash]) &&
        Number.isSafeInteger(algorithm.rounds ?? 0) &&
        (algorithm.rounds ?? 0) >= 0
      );
    case "hmac":
      return size === HASH_SIZES[algorithm.hash];
    case "pbkdf2":
      return isCount(algorithm.rounds) && isKey(size);
    case "scram":
      return isCount(algorithm.rounds) && size === HASH_SIZES[algorithm.hash];
    case "scrypt":
    case "scrypt-file":
      return (
        isPowerOfTwo(algorithm.n) && isCount(algorithm.r) && isCount(algorithm.p) && isKey(size)
      );
    case "firebase":
      return (
        isPowerOfTwo(algorithm.n) &&
        isCount(algorithm.r) &&
        size === FIREBASE_KEY &&
        [undefined, FIREBASE_KEY].includes(
          algorithm.key === undefined ? undefined : sizeOf(algorithm.key),
        )
      );
    case "argon2":
      return (
        isCount(algorithm.passes) &&
        isCount(algorithm.lanes) &&
        algorithm.memory >= 8 * algorithm.lanes &&
        sizeOf(algorithm.salt) >= 8 &&
        isKey(size)
      );
    case "bcrypt":
      return /^\$2[aby]?\$(?:0[4-9]|[12]\d|3[01])\$/.test(algorithm.setting);
    case "cram-md5":
      return size === 32;
    case "nt":
    case "lm":
      return size === 16;
    default:
      return true;
  }
}

/** Firebase encrypts its key, so a hash is as long as that. */
const FIREBASE_KEY = 64;

/** Shorter than what any system keeps: of fewer bytes, many passwords are right, and of none, each is. */
const SHORTEST = 8;

export const isSound = ({ algorithms, expected }: ForeignPassword): boolean =>
  algorithms.length > 0 &&
  sizeOf(expected) >= SHORTEST &&
  algorithms.every((algorithm) => isSoundFor(algorithm, sizeOf(expected)));

/** Whether a part is missing or no number, at any depth. */
export const isWhole = (value: unknown): boolean =>
  typeof value === "object" && value !== null
    ? Object.values(value).every(isWhole)
    : value !== undefined && !Number.isNaN(value);
