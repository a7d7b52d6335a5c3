// The secrets of an installation, and the keys that are derived from them for each purpose.

import { createSecretKey, type KeyObject } from "node:crypto";
import { done, refused, type Result } from "./result.ts";

/** Newest first: the newest signs, all of them verify. (itsdangerous lists the oldest first.) */
export type KeyRing = readonly string[];

/** A ring's keys for one purpose, in the ring's order. There is always at least one. */
export type PurposeKeys = readonly [newest: KeyObject, ...older: KeyObject[]];

/** 32 characters hold 128 bits even when they are hexadecimal digits. */
const SHORTEST = 32;

/** Random text of that length has a dozen or more different characters, even in hexadecimal. */
const FEWEST_DIFFERENT = 8;

/**
 * How many characters must remain of a secret when a sample word in it is removed; a real secret that contains
 * one by chance has more.
 */
const FEWEST_LEFT = 8;

/** Words of examples, templates and tutorials, which every attacker knows. */
const SAMPLE_WORDS =
  /(?:change|replace)[-_ ]*(?:me|this|it)|my[-_ ]?precious(?:[-_ ]?two)?|secret|password|passphrase|postern|example|sample|default|insecure|development|production|testing|random|string|django|flask|please|your|this|here|test|key|for|use|dev|is|an?\b/g;

/**
 * Reads secrets separated by commas, newest first; white space around them is ignored.
 *
 * Texts that somebody could guess are refused, because whoever knows one key can forge every link: a published
 * sample, a repetition, anything short. An empty place in a ring is refused too ("short"): it comes from a
 * variable that was not set, and using the older key instead would silently undo a rotation.
 */
export function parseKeyRing(text: string): Result<KeyRing, "missing" | "short" | "sample"> {
  const keys = text.split(",").map((key) => key.trim());
  if (keys.every((key) => key === "")) return refused("missing");
  if (keys.some((key) => isRepetition(key) || isPublished(key))) return refused("sample");
  if (keys.some((key) => key.length < SHORTEST)) return refused("short");
  return done(keys);
}

/**
 * The keys of a ring for one purpose. `derive` binds a secret to that purpose, so that a value made with one
 * key reveals nothing about another key and is worthless for any other purpose.
 *
 * Call it once and keep the result: a key object saves preparing the key for each signature. Throws RangeError
 * for an empty ring, which would otherwise sign with a key that everybody knows.
 */
export function deriveKeys(keys: KeyRing, derive: (secret: string) => Buffer): PurposeKeys {
  const [newest, ...older] = keys.map((secret) => createSecretKey(derive(secret)));
  if (newest === undefined) throw new RangeError("a key ring must hold at least one key");
  return [newest, ...older];
}

/** "aaaa…", "0123456789abcdef" twice: long, but no harder to guess than the part that is repeated. */
function isRepetition(key: string): boolean {
  if (key.length >= SHORTEST && new Set(key).size < FEWEST_DIFFERENT) return true;
  for (let period = 1; period <= key.length / 2; period++) {
    if (key.startsWith(key.slice(period))) return true;
  }
  return false;
}

/** A published word is not a secret, however often it is repeated and whatever stands between. */
function isPublished(key: string): boolean {
  const left = key.toLowerCase().replaceAll(SAMPLE_WORDS, "");
  return left.length < key.length && left.replace(/[^\p{L}\p{N}]/gu, "").length < FEWEST_LEFT;
}
