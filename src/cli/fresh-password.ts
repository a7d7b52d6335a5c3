import type { Random } from "../ports/random.ts";

/** Without letters and digits that look alike. */
const LETTERS = "23456789abcdefghjkmnpqrstuvwxyz";

/** A password to copy once, or to read to somebody: 24 characters in groups, 118 random bits. */
export function freshPassword(random: Random): string {
  const letters: string[] = [];
  while (letters.length < 24) {
    // Bytes beyond the last whole multiple would make some letters more likely.
    for (const byte of random.bytes(32)) {
      if (byte < 248 && letters.length < 24) letters.push(LETTERS[byte % 31] ?? "");
    }
  }
  return letters.join("").replace(/.{6}(?=.)/g, "$&-");
}
