import type { Credential, NewCredential, Password } from "../domain/evidence.ts";
import type { NewSession } from "../domain/session.ts";
import type { Instant } from "../domain/time.ts";

/** The credentials of users. Every method is atomic. */
export type CredentialStore = {
  /** Undefined if the user has none: nobody has chosen one yet, or a stranger's was removed. */
  findPassword(userId: string): Promise<Password | undefined>;
  /** All credentials of a user, oldest first. */
  listCredentials(userId: string): Promise<readonly Credential[]>;
  /**
   * Adds a credential to the user whose session is `acting`; that session ends, and `session` replaces it. Once
   * the user has a credential that can be a second factor, signing in requires two, and every other session
   * ends. Returns false and writes nothing if `acting` has ended: somebody who was logged out in the meantime
   * adds nothing.
   */
  addCredential(input: {
    userId: string;
    credential: NewCredential;
    acting: string;
    session: NewSession;
    now: Instant;
  }): Promise<boolean>;
  /**
   * Removes a credential other than the password, and ends every session but `acting`: what was shown with it
   * no longer counts. False if the user has no such credential, or `acting` has ended.
   */
  removeCredential(input: { userId: string; id: string; acting: string }): Promise<boolean>;
};
