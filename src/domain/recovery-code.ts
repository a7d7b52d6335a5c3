// Recovery codes: written down on paper, and typed when the phone is gone. Each is used once.

import { createHash } from "node:crypto";
import { withoutSpacing } from "./code.ts";

type Random = { bytes(count: number): Uint8Array };

/** Douglas Crockford's base32: no I, L, O or U, which are mistaken for 1, 0 and V. */
const LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

const LENGTH = 16;

/** How many codes a user gets at once. */
export const RECOVERY_CODES = 10;

/** A new code of 80 random bits, as it is shown: "7K3M-Q9XD-02VT-BHRW". */
export const newRecoveryCode = (random: Random): string =>
  [...random.bytes(LENGTH)]
    .map((byte) => LETTERS[byte % LETTERS.length])
    .join("")
    .replace(/(.{4})(?!$)/g, "$1-");

/**
 * The code that was typed, in the form in which it is hashed; undefined if it cannot be one. Blanks, dashes and case never
 * matter, nor does the width of letters, nor the letters that look like digits.
 */
export function normaliseRecoveryCode(typed: string): string | undefined {
  const plain = withoutSpacing(typed.normalize("NFKC")).toUpperCase();
  const code = plain.replace(/O/g, "0").replace(/[IL]/g, "1");
  return code.length === LENGTH && [...code].every((letter) => LETTERS.includes(letter))
    ? code
    : undefined;
}

/** The form in which a code of another system is hashed: nothing but blanks, dashes and width are set aside. */
export const normaliseForeignCode = (code: string): string =>
  withoutSpacing(code.normalize("NFKC"));

/**
 * What is stored of a code. A plain digest is enough for 80 random bits, which nobody tries one by one. It is made with the
 * user's id, so that a row that was copied to another user lets nobody in.
 */
export const recoveryCodeDigest = (userId: string, code: string): string =>
  createHash("sha256").update(`${userId}|${code}`).digest("base64url");
