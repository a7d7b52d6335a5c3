import type { Credential, NewCredential, Password } from "../domain/evidence.ts";
import type { Instant } from "../domain/time.ts";

/** What users can show. Every verb is atomic. */
export type CredentialStore = {
  /** Undefined where the user has none: nobody chose one yet, or a stranger's was taken away. */
  findPassword(userId: string): Promise<Password | undefined>;
  /** All credentials of a user, the oldest first. */
  listCredentials(userId: string): Promise<readonly Credential[]>;
  /**
   * Adds a credential to a user. From one on that can be a second factor, signing in asks for two: sessions
   * that showed less end, but for `keep`, the digest of the one in which it was added. False where there is
   * no such user.
   */
  addCredential(input: {
    userId: string;
    credential: NewCredential;
    keep: string;
    now: Instant;
  }): Promise<boolean>;
  /**
   * Removes a credential other than the password. What was begun with it does not come to its end. False
   * where it is none of the user's.
   */
  removeCredential(input: { userId: string; id: string }): Promise<boolean>;
};
