// The mark of a set of rows that somebody was shown: whether it is still the same one when they act on it.

import { createHash } from "node:crypto";
import type { Instant } from "./time.ts";

/**
 * When the set was shown, and a digest of what is in it. It guards against mistakes, and not against whoever sends it: they may
 * act on each of the rows anyway. So it is not signed.
 */
export const writeSetMark = (shownOn: Instant, parts: readonly string[]): string =>
  `${shownOn}.${createHash("sha256").update(parts.join("\n")).digest("base64url")}`;

/** When the set was shown; undefined if it was another one, or none. */
export function readSetMark(mark: string, parts: readonly string[]): Instant | undefined {
  const shownOn = /^\d{1,15}(?=\.)/.exec(mark)?.[0];
  if (shownOn === undefined) return undefined;
  return writeSetMark(Number(shownOn), parts) === mark ? Number(shownOn) : undefined;
}
