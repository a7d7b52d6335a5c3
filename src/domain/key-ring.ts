// The secrets of an installation, and the keys that are made of them for each purpose.

import { createSecretKey, type KeyObject } from "node:crypto";
import { done, refused, type Result } from "./result.ts";

/** Newest first: the newest signs, all of them verify. (itsdangerous lists the oldest first.) */
export type KeyRing = readonly string[];

/** A ring's keys for one purpose, in its order. There is always a newest one. */
export type PurposeKeys = readonly [newest: KeyObject, ...older: KeyObject[]];

/** 32 characters hold 128 bits even when they are hexadecimal digits. */
const SHORTEST = 32;

/** Random text of that length has a dozen different characters or more, even in hexadecimal. */
const FEWEST_DIFFERENT = 8;

/** What remains of a real secret when a word that it contains by chance is taken out. */
const FEWEST_LEFT = 8;

/** Words of examples, templates and tutorials, which every guesser knows. */
const SAMPLE_WORDS =
  /(?:change|replace)[-_ ]*(?:me|this|it)|my[-_ ]?precious(?:[-_ ]?two)?|secret|password|passphrase|postern|example|sample|default|insecure|development|production|testing|random|string|django|flask|please|your|this|here|test|key|for|use|dev|is|an?\b/g;

/**
 * Reads secrets separated by commas, newest first; space around them does not count.
 *
 * Refused are texts that somebody could guess, because whoever knows one key forges every link: a
 * published sample, a repetition, anything short. An empty place in a ring is refused too ("short"):
 * it is a variable that was not set, and going on with the older key would undo a rotation unseen.
 */
export function parseKeyRing(text: string): Result<KeyRing, "missing" | "short" | "sample"> {
  const keys = text.split(",").map((key) => key.trim());
  if (keys.every((key) => key === "")) return refused("missing");
  if (keys.some((key) => isRepetition(key) || isPublished(key))) return refused("sample");
  if (keys.some((key) => key.length < SHORTEST)) return refused("short");
  return done(keys);
}

/**
 * The keys of a ring for one purpose. `derive` binds a secret to that purpose, so that what is made
 * with the one key says nothing about another and is worth nothing elsewhere.
 *
 * Meant to be called once and kept: a key object spares each signature the preparation of its key.
 * Throws RangeError for an empty ring, which would otherwise sign with a key that everybody knows.
 */
export function deriveKeys(keys: KeyRing, derive: (secret: string) => Buffer): PurposeKeys {
  const [newest, ...older] = keys.map((secret) => createSecretKey(derive(secret)));
  if (newest === undefined) throw new RangeError("a key ring must hold at least one key");
  return [newest, ...older];
}

/** "aaaa…", "0123456789abcdef" twice: long, but not longer to guess than what is repeated. */
function isRepetition(key: string): boolean {
  if (key.length >= SHORTEST && new Set(key).size < FEWEST_DIFFERENT) return true;
  for (let period = 1; period <= key.length / 2; period++) {
    if (key.startsWith(key.slice(period))) return true;
  }
  return false;
}

/** A published word, however often and with whatever between, is no secret. */
function isPublished(key: string): boolean {
  const left = key.toLowerCase().replaceAll(SAMPLE_WORDS, "");
  return left.length < key.length && left.replace(/[^\p{L}\p{N}]/gu, "").length < FEWEST_LEFT;
}
