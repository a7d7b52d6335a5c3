/** Slow hashing off the event loop. Whose turn it is, is not its business. */
export type PasswordHasher = {
  /** A PHC string with its parameters and salt inside. */
  hash(password: string): Promise<string>;
  /** Does the work of a verification even for `undefined`, and then says no. */
  verify(hash: string | undefined, password: string): Promise<boolean>;
  /** Whether a hash was made with other than today's parameters. */
  isOutdated(hash: string): boolean;
};

/**
 * More is asked than this machine can do now. `Passwords` of a host's own may throw it as well. Postern answers 503
 * with Retry-After, and nothing was changed.
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
