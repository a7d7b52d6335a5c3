import type { Instant } from "../domain/time.ts";
import type { NewSecret } from "./credential-store.ts";

/** A key that passwords of another system were hashed with, sealed with the keys of this site. */
export type SealedPepper = { readonly id: string; readonly sealed: string };

/**
 * Passwords as another system stored them: the `state` of such a credential is their scheme, and that of our own is null.
 * Storing a hash of our own in the place of one makes it null.
 */
export type ForeignPasswordStore = {
  /** How many there are of each scheme, in the order of their names: of the first `limit` passwords. */
  countForeignPasswords(input: {
    readonly limit: number;
  }): Promise<readonly { readonly scheme: string; readonly count: number }[]>;
  /** One of each scheme, by name: found without reading the others, because it is asked every minute. */
  sampleForeignPasswords(): Promise<readonly { readonly scheme: string; readonly hash: string }[]>;
  /**
   * Removes all of them, in batches. Their users stay, with everything else: only a reset gives them a password. Each is in
   * the audit log. Returns how many.
   */
  removeForeignPasswords(input: { readonly now: Instant }): Promise<number>;
  /** Keeps a pepper. False, and unchanged, if there is one with this id. */
  keepPepper(pepper: SealedPepper & { readonly now: Instant }): Promise<boolean>;
  readPeppers(): Promise<readonly SealedPepper[]>;
  /** Replaces sealed peppers, each one only if it is still `from`. Returns how many. */
  replacePeppers(peppers: readonly NewSecret[]): Promise<number>;
};
