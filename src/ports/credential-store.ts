import type { Credential, NewCredential, Password } from "../domain/evidence.ts";
import type { NewSession } from "../domain/session.ts";
import type { Instant } from "../domain/time.ts";

/** What users can show. Every verb is atomic. */
export type CredentialStore = {
  /** Undefined where the user has none: nobody chose one yet, or a stranger's was taken away. */
  findPassword(userId: string): Promise<Password | undefined>;
  /** All credentials of a user, the oldest first. */
  listCredentials(userId: string): Promise<readonly Credential[]>;
  /**
   * Adds a credential to a user whose session `acting` is, which ends, and begins `session` in its place. From
   * one on that can be a second factor, signing in asks for two, and every other session ends. False, and
   * nothing is written, where `acting` has ended: whoever was logged out meanwhile adds nothing.
   */
  addCredential(input: {
    userId: string;
    credential: NewCredential;
    acting: string;
    session: NewSession;
    now: Instant;
  }): Promise<boolean>;
  /**
   * Removes a credential other than the password, and ends every session but `acting`: what was shown with
   * it counts no more. False where it is none of the user's, or `acting` has ended.
   */
  removeCredential(input: { userId: string; id: string; acting: string }): Promise<boolean>;
};
