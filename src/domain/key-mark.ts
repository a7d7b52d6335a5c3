// Recognizes the secret that a database was used with, without storing anything that opens anything.

import { createHmac, hkdfSync } from "node:crypto";
import { deriveKeys, type KeyRing } from "./key-ring.ts";

/**
 * A mark of each key of a ring, newest first: 128 bits that reveal nothing about a key, and are the same for the same key
 * everywhere. Throws RangeError for an empty ring.
 *
 * @example
 * ```ts
 * keyMarks([secret]); // → ["kq3…"]
 * ```
 */
export function keyMarks(keys: KeyRing): readonly string[] {
  const derived = deriveKeys(keys, (secret) =>
    Buffer.from(hkdfSync("sha256", secret, "", "postern.key-mark", 32)),
  );
  return derived.map((key) =>
    createHmac("sha256", key).update("mark").digest().subarray(0, 16).toString("base64url"),
  );
}

/** What to do where the secret is another one, in the words of the command line. */
export const KEY_HELP =
  "Set the secret that it had; to change it, set both, newest first: POSTERN_SECRET=new,old. If the old one is lost: postern secrets accept";
