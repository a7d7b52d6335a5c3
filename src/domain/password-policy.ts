// Which passwords may be set, and the one form in which a password is hashed and checked.

import { isCommonPassword } from "./common-passwords.ts";
import { parseEmailAddress } from "./email-address.ts";
import { done, refused, type Result } from "./result.ts";

/** Both lengths in Unicode code points after NFKC. */
export type PasswordPolicy = { readonly minLength: number; readonly maxLength: number };

export type PasswordRefusal =
  | "password-missing"
  | "password-too-short"
  | "password-too-long"
  | "password-common"
  | "password-contains-address"
  | "password-forbidden-character";

/** What a person typed, and the two things known to everybody that it must not contain. */
export type PasswordChoice = {
  readonly password: string;
  readonly email: string;
  readonly siteName: string;
};

/**
 * `default`: ASVS 6.2.1. `nist`: SP 800-63B-4 3.1.1.2, which wants 15 where the password is the only
 * factor, as it is here.
 */
export const passwordPolicies: Record<"default" | "nist", PasswordPolicy> = {
  default: { minLength: 8, maxLength: 256 },
  nist: { minLength: 15, maxLength: 256 },
};

/** UTF-8 bytes before normalising: 256 code points of the largest kind. */
const MOST_BYTES = 1_024;

/** Shorter names would refuse too much: somebody called "al" may write about walnuts. */
const SHORTEST_NAME = 4;

/**
 * The password to hash, NFKC-normalised, or why it may not be set. The same for every path that sets one.
 * Lengths, the list, and what is left without the address and the site's name are all that counts: rules
 * about kinds of characters make passwords worse (SP 800-63B-4 3.1.1.2; ASVS 6.2.5), and nothing is ever
 * cut off.
 */
export function checkPassword(
  policy: PasswordPolicy,
  { password, email, siteName }: PasswordChoice,
): Result<string, PasswordRefusal> {
  if (password === "") return refused("password-missing");
  if (tooManyBytes(password)) return refused("password-too-long");
  const normal = normalisePassword(password);
  if (normal === undefined) return refused("password-forbidden-character");
  const length = [...normal].length;
  if (length > policy.maxLength) return refused("password-too-long");
  // NFKC turns one ligature into eighteen letters, which took no more than one guess to choose.
  if (Math.min(length, [...password].length) < policy.minLength) {
    return refused("password-too-short");
  }
  if (isEasyGuess(normal)) return refused("password-common");
  if (restsOnName(normal, policy, { email, siteName })) {
    return refused("password-contains-address");
  }
  return done(normal);
}

/**
 * The form in which passwords are hashed, at setting and at login alike: NFKC, so that one person's
 * "é" typed on two keyboards is one password (SP 800-63B-4 3.1.1.2). Undefined for what could never
 * have been set: nothing at all, more than 1,024 bytes, NUL (which some hashes stop at) or half of a
 * surrogate pair (which all become the same U+FFFD in UTF-8). The cap comes first, so that no text
 * of any length costs more than a glance.
 */
export function normalisePassword(text: string): string | undefined {
  if (text === "" || tooManyBytes(text) || text.includes("\0") || !text.isWellFormed()) {
    return undefined;
  }
  return text.normalize("NFKC");
}

/** UTF-16 units first: a byte count of ten megabytes is itself a costly step. */
const tooManyBytes = (text: string): boolean =>
  text.length > MOST_BYTES || Buffer.byteLength(text) > MOST_BYTES;

/**
 * On the list; on it but for up to four digits or "!" at the end, which is how people answer a
 * refusal and what guessers try next ("football2026!"); or something of that kind, or of up to three
 * characters, over and over ("passwordpassword", "abababab"). Longer endings are let through: they
 * may be the part that nobody guesses. Substitutions ("p4ssw0rd") are not undone: the list has the
 * common ones, and guessing at the rest refuses good passwords.
 */
function isEasyGuess(password: string): boolean {
  const stem = password.replace(/[0-9!]{1,4}$/, "");
  return [password, stem, unitOf(password), unitOf(stem)].some(
    (text) => isCommonPassword(text) || [...text].length <= 3,
  );
}

/** The shortest text of which `text` is a repetition; itself when it is none. */
const unitOf = (text: string): string => text.slice(0, (text + text).indexOf(text, 1));

/**
 * Whether a password is hardly more than what everybody knows. The whole address stands in none by
 * chance. A short name may: "anna" is in "savannah", so a name is worth nothing, and what is left
 * without it has to be a password by itself, and more than the name.
 */
function restsOnName(
  password: string,
  { minLength }: PasswordPolicy,
  { email, siteName }: Pick<PasswordChoice, "email" | "siteName">,
): boolean {
  const folded = fold(password);
  if (addressesIn(email).some((address) => folded.includes(fold(address)))) return true;
  const names = [...namesIn(email), ...namesOf(siteName)].map(fold).filter((name) => counts(name));
  const held = names.filter((name) => folded.includes(name));
  if (held.length === 0) return false;
  const longestFirst = held.toSorted((one, other) => other.length - one.length);
  const rest = longestFirst.reduce((text, name) => text.replaceAll(name, " "), folded);
  const letters = rest.replace(NO_LETTERS, "");
  const enough = Math.max(minLength, [...longestFirst[0]!].length);
  return [...letters].length < enough || isEasyGuess(rest.trim()) || isEasyGuess(letters);
}

const NO_LETTERS = /[^\p{L}\p{M}\p{N}]/gu;

const counts = (name: string): boolean => [...name].length >= SHORTEST_NAME;

/** The address as typed and as compared. */
function addressesIn(email: string): readonly string[] {
  const parsed = parseEmailAddress(email);
  return parsed.ok ? [parsed.value.display, parsed.value.key] : [email].filter(counts);
}

/** What stands before an address's "@", with and without a tag. */
function namesIn(email: string): readonly string[] {
  const local = (addressesIn(email)[0] ?? "").split("@", 1)[0]!;
  return [local, local.split("+", 1)[0]!];
}

/** "Acme Books" is as easily guessed when written "acmebooks". */
const namesOf = (siteName: string): readonly string[] => [
  siteName.trim(),
  siteName.replace(NO_LETTERS, ""),
];

const fold = (text: string): string => text.normalize("NFKC").toLowerCase();
