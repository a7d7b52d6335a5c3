// The 8 digits that stand in the same mail as a link. They are derived from the link's row and stored nowhere.

import { createHmac, type KeyObject } from "node:crypto";
import { isSameText } from "./constant-time.ts";
import { deriveKeys, type KeyRing } from "./key-ring.ts";

/** The 8 digits that stand in the mail of a link. */
export type Codes = {
  /** The code of a link, by the newest key. */
  of(linkId: string): string;
  /**
   * Whether what was typed matches the code of any key of the ring: a mail may be older than a change of keys.
   */
  matches(linkId: string, typed: string): boolean;
};

const DIGITS = 8;

const SPACE = 10n ** BigInt(DIGITS);

/** Room for any way of spacing some digits; longer text is not a code and is not searched. */
const LONGEST_TYPED = 32;

/**
 * What people, mail programs and word processors put between digits and around them: spaces, hyphens and dashes
 * of any kind (the last two are next to the digits on Japanese keyboards), and invisible characters.
 */
const SPACING = /[\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Pd}\u2212\u30fc\uff70]/gu;

/**
 * The codes of a key ring.
 *
 * The code is safe because the id of a row is itself 128 random bits that only the mail and the database know,
 * and because the key signs nothing else. A code has only 10^8 values: the limit on tries keeps it from being
 * guessed (NIST SP 800-63B-4, 3.2.2), not this file. Throws RangeError for an empty ring.
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

/** The eight digits of a mailed code as people type them; undefined for anything else. */
export const normaliseCode = (typed: string): string | undefined => digitsOf(typed, DIGITS);

/**
 * The digits of a code as people type it, "4821 9307", "4821-9307" or "４８２１９３０７"; undefined unless there are
 * exactly `count` decimal digits and nothing else. Keyboards write the digits of their script, and a digit has
 * one value in any script (Unicode 4.6), so what is compared and counted is always the same code in ASCII,
 * however it was typed. Numbers that are not decimal digits ("²", "Ⅷ", "八") are not accepted.
 */
export function digitsOf(typed: string, count: number): string | undefined {
  if (typed.length > LONGEST_TYPED) return undefined;
  const digits = withoutSpacing(typed);
  return digits.length === count && /^[0-9]*$/.test(digits) ? digits : undefined;
}

/** What was typed without the blanks and dashes in it, and with the digits of every script in ASCII. */
export const withoutSpacing = (typed: string): string =>
  typed.replace(SPACING, "").replace(/\p{Nd}/gu, inAscii);
/**
 * Unicode assigns decimal digits in contiguous runs from zero to nine, with or without a gap between two runs
 * (a stability policy), so a digit's value follows from its distance to the start of its run.
 */
function inAscii(digit: string): string {
  const place = digit.codePointAt(0) ?? 0;
  let first = place;
  while (/^\p{Nd}$/u.test(String.fromCodePoint(first - 1))) first -= 1;
  return `${(place - first) % 10}`;
}

/**
 * 2^64 is not a multiple of 10^8, so the lower codes are more likely than the others, by one part in 10^11: too
 * little for an attacker to notice, let alone use. With four bytes it would be 2 %.
 */
function codeOf(key: KeyObject, linkId: string): string {
  const digest = createHmac("sha256", key).update(linkId).digest();
  return `${digest.readBigUInt64BE() % SPACE}`.padStart(DIGITS, "0");
}
