/** Slow hashing off the event loop. Whose turn it is, is not its business. */
export type PasswordHasher = {
  /** A PHC string with its parameters and salt inside. */
  hash(password: string): Promise<string>;
  /** Does the work of a verification even for `undefined`, and then says no. */
  verify(hash: string | undefined, password: string): Promise<boolean>;
  /** Whether a hash was made with other than today's parameters. */
  isOutdated(hash: string): boolean;
};

/** More is asked than this machine can do now. Answered 503 with Retry-After; nothing was changed. */
export class Overloaded extends Error {
  override readonly name = "Overloaded";
}
