// The secrets of an installation: newest first. The newest signs, all of them verify.

import { done, refused, type Result } from "./result.ts";

export type KeyRing = readonly string[];

/** 32 characters hold 128 bits even when they are hexadecimal digits. */
const SHORTEST = 32;

const SAMPLES = [
  "change-me",
  "changeme",
  "my_precious",
  "secret",
  "postern",
  "example",
  "password",
];

/**
 * Reads a comma-separated ring. A sample, something repeated, or anything short is refused: a
 * guessed secret forges every link.
 */
export function parseKeyRing(text: string): Result<KeyRing, "missing" | "short" | "sample"> {
  const keys = text.split(",").map((key) => key.trim());
  if (keys.every((key) => key === "")) return refused("missing");
  if (keys.some((key) => key.length < SHORTEST))
    return refused(keys.some(isSample) ? "sample" : "short");
  return keys.some(isSample) ? refused("sample") : done(keys);
}

/** A published word, however often and with whatever between, is no secret. */
function isSample(key: string): boolean {
  if (new Set(key).size < 8) return true;
  let rest = key.toLowerCase();
  for (const sample of SAMPLES) rest = rest.replaceAll(sample, "");
  return rest.replace(/[^a-z0-9]/g, "").length < 8;
}
