// Passwords that are guessed first.

import { COMMON_PASSWORDS } from "./common-passwords-list.js";

let known: ReadonlySet<string> | undefined;

/**
 * Whether `password` is one of the commonest, whatever the case of its letters. Expects NFKC, as the
 * list is. The set is built at first use, not at start-up: most processes start without needing it.
 */
export function isCommonPassword(password: string): boolean {
  known ??= new Set(COMMON_PASSWORDS.split(" "));
  return known.has(password.toLowerCase());
}
