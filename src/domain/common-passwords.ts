// The passwords that attackers guess first.

import { COMMON_PASSWORDS } from "./common-passwords-list.js";

let known: ReadonlySet<string> | undefined;

/**
 * Whether `password` is one of the most common ones; upper and lower case are the same. Expects NFKC, like the
 * list. The set is built at first use, not at start-up, because most processes start without needing it.
 */
export function isCommonPassword(password: string): boolean {
  known ??= new Set(COMMON_PASSWORDS.split(" "));
  return known.has(password.toLowerCase());
}
