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

/** What a person typed, and the two publicly known things that it must not contain. */
export type PasswordChoice = {
  readonly password: string;
  readonly email: string;
  readonly siteName: string;
};

/**
 * `default`: ASVS 6.2.1. `nist`: SP 800-63B-4 3.1.1.2, which requires 15 if the password is the only factor, as
 * it is here.
 */
export const passwordPolicies: Record<"default" | "nist", PasswordPolicy> = {
  default: { minLength: 8, maxLength: 256 },
  nist: { minLength: 15, maxLength: 256 },
};

/** UTF-8 bytes before normalising: 256 code points of the largest size. */
const MOST_BYTES = 1_024;

/** Shorter names would refuse too much: somebody called "al" may write about walnuts. */
const SHORTEST_NAME = 4;

/**
 * The password to hash, NFKC-normalised, or why it may not be set. Every path that sets a password uses it.
 * Only three things count: the length, the list of common passwords, and what is left without the address and
 * the site's name. Rules about kinds of characters make passwords worse (SP 800-63B-4 3.1.1.2; ASVS 6.2.5), and
 * nothing is ever cut off.
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
  // NFKC turns one ligature into eighteen letters, but it is still one character to guess.
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
 * The form in which passwords are hashed, when they are set and at login: NFKC, so that one person's "é" typed
 * on two keyboards is one password (SP 800-63B-4 3.1.1.2). Undefined for what could never have been set: empty
 * text, more than 1,024 bytes, NUL (where some hashes stop) or half of a surrogate pair (which in UTF-8 always
 * becomes U+FFFD). The length is checked first, so that long text costs almost nothing.
 */
export function normalisePassword(text: string): string | undefined {
  if (text === "" || tooManyBytes(text) || text.includes("\0") || !text.isWellFormed()) {
    return undefined;
  }
  return text.normalize("NFKC");
}

/** UTF-16 units first, because counting the bytes of ten megabytes is itself expensive. */
const tooManyBytes = (text: string): boolean =>
  text.length > MOST_BYTES || Buffer.byteLength(text) > MOST_BYTES;

/**
 * On the list; or on the list except for up to four digits or "!" at the end, which people add after a refusal
 * and attackers try next ("football2026!"); or such a text, or one of up to three characters, repeated
 * ("passwordpassword", "abababab"). Longer endings are accepted: they may be the part that nobody guesses.
 * Substitutions ("p4ssw0rd") are not undone: the list has the common ones, and guessing the rest would refuse
 * good passwords.
 */
function isEasyGuess(password: string): boolean {
  const stem = password.replace(/[0-9!]{1,4}$/, "");
  return [password, stem, unitOf(password), unitOf(stem)].some(
    (text) => isCommonPassword(text) || [...text].length <= 3,
  );
}

/** The shortest text of which `text` is a repetition; `text` itself if it is not one. */
const unitOf = (text: string): string => text.slice(0, (text + text).indexOf(text, 1));

/**
 * Whether a password consists of little more than what everybody knows. A whole address is never in a password
 * by chance. A short name may be: "anna" is in "savannah". So names are removed, and what is left must be a
 * password by itself, and at least as long as the name.
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

/** The part of an address before the "@", with and without a tag. */
function namesIn(email: string): readonly string[] {
  const local = (addressesIn(email)[0] ?? "").split("@", 1)[0]!;
  return [local, local.split("+", 1)[0]!];
}

/** "Acme Books" is as easy to guess when it is written "acmebooks". */
const namesOf = (siteName: string): readonly string[] => [
  siteName.trim(),
  siteName.replace(NO_LETTERS, ""),
];

const fold = (text: string): string => text.normalize("NFKC").toLowerCase();
