// The 8 digits that stand in the same mail as a link, derived from the link's row, stored nowhere.

import { createHmac, type KeyObject } from "node:crypto";
import { isSameText } from "./constant-time.ts";
import { deriveKeys, type KeyRing } from "./key-ring.ts";

export type Codes = {
  /** The code of a link, by the newest key. */
  of(linkId: string): string;
  /** Whether some key of the ring gives what was typed: a mail outlives a change of keys. */
  matches(linkId: string, typed: string): boolean;
};

const DIGITS = 8;

const SPACE = 10n ** BigInt(DIGITS);

/** Room for any way of spacing eight digits; more is not a code and is not looked through. */
const LONGEST_TYPED = 32;

/** What people, mail programs and word processors put between digits. */
const SPACING = /[\s-]/g;

/**
 * The codes of a key ring.
 *
 * Safe because the id of a row is itself 128 random bits that only the mail and the database know,
 * and the key is one that signs nothing else. A code has only 10^8 values: what keeps it from being
 * guessed is the count of tries beside it (NIST SP 800-63B-4, 3.2.2), not this file.
 * Throws RangeError for an empty ring.
 */
export function codes(keys: KeyRing): Codes {
  const derived = deriveKeys(keys, (secret) =>
    createHmac("sha256", secret).update("postern.code").digest(),
  );
  return {
    of: (linkId) => codeOf(derived[0], linkId),
    matches(linkId, typed) {
      const code = normaliseCode(typed);
      return code !== undefined && derived.some((key) => isSameText(codeOf(key, linkId), code));
    },
  };
}

/**
 * The digits of a code as people type it, "4821 9307" or "4821-9307"; undefined unless there are
 * eight ASCII digits and nothing else. Digits of other scripts are refused rather than translated:
 * what is compared and counted must be what was typed.
 */
export function normaliseCode(typed: string): string | undefined {
  if (typed.length > LONGEST_TYPED) return undefined;
  const digits = typed.replace(SPACING, "");
  return /^[0-9]{8}$/.test(digits) ? digits : undefined;
}

/**
 * 2^64 is not a multiple of 10^8, so the lower codes are likelier than the others, by one part in
 * 10^11: less than a guesser could notice, let alone use. Four bytes would have made that 2 %.
 */
function codeOf(key: KeyObject, linkId: string): string {
  const digest = createHmac("sha256", key).update(linkId).digest();
  return `${digest.readBigUInt64BE() % SPACE}`.padStart(DIGITS, "0");
}
