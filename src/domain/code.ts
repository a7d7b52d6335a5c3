// The 8 digits that stand in the same mail as a link, derived from the link's row, stored nowhere.

import { createHmac, type KeyObject } from "node:crypto";
import { isSameText } from "./constant-time.ts";
import { deriveKeys, type KeyRing } from "./key-ring.ts";

/** The 8 digits that stand in the mail of a link. */
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

/**
 * What people, mail programs and word processors put between digits and around them: blanks, hyphens
 * and dashes of any kind (the last two are what Japanese keyboards have beside the digits), and what
 * nobody sees.
 */
const SPACING = /[\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Pd}\u2212\u30fc\uff70]/gu;

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
 * The digits of a code as people type it, "4821 9307", "4821-9307" or "４８２１９３０７"; undefined unless
 * there are eight decimal digits and nothing else. A keyboard writes the digits of its script, and a
 * digit of any script has one value (Unicode 4.6), so that what is compared and counted is one code,
 * in ASCII, however it was typed. Numbers that are no decimal digits ("²", "Ⅷ", "八") are none.
 */
export function normaliseCode(typed: string): string | undefined {
  if (typed.length > LONGEST_TYPED) return undefined;
  const digits = typed.replace(SPACING, "").replace(/\p{Nd}/gu, inAscii);
  return /^[0-9]{8}$/.test(digits) ? digits : undefined;
}

/**
 * Decimal digits stand in Unicode in runs from zero to nine, one behind the other or with a gap between
 * (a stability policy), so a digit's value follows from its distance to where its runs begin.
 */
function inAscii(digit: string): string {
  const place = digit.codePointAt(0) ?? 0;
  let first = place;
  while (/^\p{Nd}$/u.test(String.fromCodePoint(first - 1))) first -= 1;
  return `${(place - first) % 10}`;
}

/**
 * 2^64 is not a multiple of 10^8, so the lower codes are likelier than the others, by one part in
 * 10^11: less than a guesser could notice, let alone use. Four bytes would have made that 2 %.
 */
function codeOf(key: KeyObject, linkId: string): string {
  const digest = createHmac("sha256", key).update(linkId).digest();
  return `${digest.readBigUInt64BE() % SPACE}`.padStart(DIGITS, "0");
}
