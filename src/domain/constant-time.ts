// Compares what somebody sent with a value that only Postern can compute.

import { timingSafeEqual } from "node:crypto";

/**
 * Whether two texts are the same, in a time that does not reveal how much of them is: an ordinary comparison
 * stops at the first difference, and whoever can measure that finds a signature or code one character at a time
 * (CWE-208). Only a difference in length shows, and lengths are public here. The texts are compared as written,
 * not as decoded, so that a signature has only one spelling.
 */
export function isSameText(expected: string, given: string): boolean {
  const a = Buffer.from(expected);
  const b = Buffer.from(given);
  return a.length === b.length && timingSafeEqual(a, b);
}
