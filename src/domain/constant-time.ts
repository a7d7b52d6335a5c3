// Comparing what somebody sent with what only we can compute.

import { timingSafeEqual } from "node:crypto";

/**
 * Whether two texts are the same, without telling by the time it takes how much of them is: an
 * ordinary comparison stops at the first difference, and whoever can measure that finds a signature
 * or code one character at a time (CWE-208). Only a difference in length shows, and lengths are
 * public here. Texts are compared as written, not as decoded, so that one signature has one spelling.
 */
export function isSameText(expected: string, given: string): boolean {
  const a = Buffer.from(expected);
  const b = Buffer.from(given);
  return a.length === b.length && timingSafeEqual(a, b);
}
