/**
 * Slow hashing off the event loop. It does not decide whose turn it is. A host's gets passwords in their normal form (NFKC)
 * and only its own hashes; the one that use cases are admitted to verifies what was typed: see `Context`.
 */
export type PasswordHasher = {
  /** A PHC string, which includes its parameters and salt. */
  hash(password: string): Promise<string>;
  /** Does the work of a verification even for `undefined`, and then returns false. */
  verify(hash: string | undefined, password: string): Promise<boolean>;
  /** Whether a hash was made with parameters other than the current ones. */
  isOutdated(hash: string): boolean;
};

/**
 * More work is requested than this machine can do now. A host's own `Passwords` may throw it as well. Postern
 * answers 503 with Retry-After, and nothing was changed.
 *
 * @example
 * ```ts
 * const passwords: Passwords = {
 *   admit: async () => {
 *     throw new Overloaded("Too many wait.");
 *   },
 * };
 * const asker = { client: "198.51.100.7", known: false };
 * await passwords.admit(asker, async () => 1).catch((error: Error) => error.name); // → "Overloaded"
 * ```
 */
export class Overloaded extends Error {
  override readonly name = "Overloaded";
}
