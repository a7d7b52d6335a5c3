// What a foreign hash costs: us, for each login until it is replaced, and somebody who guesses with a copy of it.

import { cryptNumber } from "./bytes.ts";
import type { Algorithm, ForeignPassword, HashName } from "./foreign-password.ts";

type Cost = { readonly seconds: number; readonly memory: number };

/**
 * The most that one verification may take. More is refused at import, because anybody can ask for it with a wrong password.
 * A little more than two seconds, for what passlib makes of SHA-512-crypt by default.
 */
const MOST: Cost = { seconds: 2.25, memory: 256 * 1024 * 1024 };

/** Guesses a second with one graphics card, from which a hash is weak. */
const WEAK_FROM = 2_000_000;

/** Calls a second of one graphics card (hashcat's own benchmark on an RTX 4090, rounded). */
const CARD: Readonly<Record<HashName | "md4" | "des", number>> = {
  md4: 290e9,
  md5: 160e9,
  sha1: 50e9,
  sha224: 22e9,
  sha256: 22e9,
  sha384: 7.5e9,
  sha512: 7.5e9,
  des: 160e9,
};

/** Units of work a second of one core of a small server (measured: docs/foreign-passwords.md). */
const HERE: Readonly<Record<Algorithm["name"], number>> = {
  digest: 600e3,
  hmac: 600e3,
  pbkdf2: 4e6,
  scram: 4e6,
  scrypt: 1.7e6,
  "scrypt-file": 1.7e6,
  firebase: 1.7e6,
  argon2: 1.9e6,
  bcrypt: 13e3,
  "sha-crypt": 600e3,
  "md5-crypt": 400e3,
  "des-crypt": 90e3,
  "big-crypt": 90e3,
  "bsdi-crypt": 400e3,
  "sun-md5": 3e6,
  "sha1-crypt": 2.7e6,
  nt: 10e3,
  lm: 10e3,
  "cram-md5": 10e3,
};

/** Units of work, which are calls of the function `of` where there is one, and bytes of memory. */
type Work = {
  readonly units: number;
  readonly of?: keyof typeof CARD;
  /** What it takes to see that a guess is wrong, if that is less. */
  readonly guess?: number;
  readonly memory?: number;
};

/** How many rounds the setting of a crypt names. */
const roundsIn = (setting: string, otherwise: number): number =>
  Number(/(?:rounds=|^\$sha1\$)(\d+)/.exec(setting)?.[1] ?? otherwise);

function workOf(algorithm: Algorithm): Work {
  switch (algorithm.name) {
    case "digest":
      return { units: 1 + (algorithm.rounds ?? 0), of: algorithm.hash };
    case "hmac":
      return { units: 2, of: algorithm.hash };
    case "pbkdf2":
      return {
        units: 2 * algorithm.rounds * Math.ceil(algorithm.length / HASH_SIZES[algorithm.hash]),
        // The first block tells.
        guess: 2 * algorithm.rounds,
        of: algorithm.hash,
      };
    case "scram":
      return { units: 2 * algorithm.rounds, of: algorithm.hash };
    case "scrypt":
    case "scrypt-file":
      return {
        units: algorithm.n * algorithm.r * algorithm.p,
        memory: 128 * algorithm.n * algorithm.r,
      };
    case "firebase":
      return { units: algorithm.n * algorithm.r, memory: 128 * algorithm.n * algorithm.r };
    case "argon2":
      return { units: algorithm.memory * algorithm.passes, memory: 1024 * algorithm.memory };
    default:
      return cryptWork(algorithm);
  }
}

function cryptWork(algorithm: Exclude<Algorithm, { hash: HashName } | { salt: string }>): Work {
  switch (algorithm.name) {
    case "bcrypt":
      return { units: 2 ** Number(algorithm.setting.split("$")[2]) };
    // Two blocks in most rounds.
    case "sha-crypt":
      return {
        units: 2 * roundsIn(algorithm.setting, 5000),
        of: algorithm.setting.startsWith("$5") ? "sha256" : "sha512",
      };
    case "md5-crypt":
      return { units: 1000, of: "md5" };
    case "des-crypt":
    case "lm":
      return { units: 25, of: "des" };
    case "big-crypt":
      return { units: 25 * 16, guess: 25, of: "des" };
    case "bsdi-crypt":
      return { units: cryptNumber(algorithm.setting.slice(1, 5)) ?? NaN, of: "des" };
    // Every second round hashes a page of Hamlet, too.
    case "sun-md5":
      return { units: 12 * (4096 + roundsIn(algorithm.setting, 0)), of: "md5" };
    case "sha1-crypt":
      return { units: 2 * roundsIn(algorithm.setting, NaN), of: "sha1" };
    case "cram-md5":
      return { units: 2, of: "md5" };
    case "nt":
      return { units: 1, of: "md4" };
  }
}

/** The bytes that a hash function gives. */
export const HASH_SIZES: Readonly<Record<HashName, number>> = {
  md5: 16,
  sha1: 20,
  sha224: 28,
  sha256: 32,
  sha384: 48,
  sha512: 64,
};

export const HASHES = Object.keys(HASH_SIZES) as readonly HashName[];

/** What verifying a wrong password costs: every spelling of it, by every algorithm that may have made the hash. */
export function costOf({
  algorithms,
  forms = ["typed"],
}: Pick<ForeignPassword, "algorithms" | "forms">): Cost {
  const each = algorithms.map((algorithm) => ({
    ...workOf(algorithm),
    speed: HERE[algorithm.name],
  }));
  const seconds = each.reduce((sum, { units, speed }) => sum + units / speed, 0);
  return {
    seconds: seconds * forms.length,
    memory: Math.max(0, ...each.map(({ memory = 0 }) => memory)),
  };
}

export const isTooCostly = (foreign: Pick<ForeignPassword, "algorithms" | "forms">): boolean => {
  const { seconds, memory } = costOf(foreign);
  return !(seconds <= MOST.seconds && memory <= MOST.memory);
};

/** Whether a graphics card guesses it at two million a second or more: then it is wrapped in a hash of our own at import. */
export const isWeak = ({ algorithms }: Pick<ForeignPassword, "algorithms">): boolean =>
  algorithms.some((algorithm) => {
    const { units, guess = units, of } = workOf(algorithm);
    return of !== undefined && CARD[of] / guess >= WEAK_FROM;
  });
