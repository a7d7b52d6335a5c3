import type { NewCredential, OwnProof } from "../domain/evidence.ts";
import type { Limit } from "../domain/limits.ts";
import type { NewSession } from "../domain/session.ts";
import type { Instant } from "../domain/time.ts";

/** What a change of password needs of a store. Every method is one transaction. */
export type PasswordChangeStore = {
  /**
   * Replaces the password by `to`, or sets it if there is none, ends every session, starts `session` in place of the
   * acting one and queues the notice. Nothing changes if the proof is no longer valid, or, until `retryOn`, if
   * the user has changed it more often than `limit`. Reset links stay valid.
   */
  changePassword(input: {
    userId: string;
    /** The old password, or the session in which a passkey was shown. */
    proof: OwnProof;
    to: NewCredential;
    session: NewSession;
    limit: Limit;
    now: Instant;
  }): Promise<
    | { readonly changed: true; readonly othersEnded: number }
    | { readonly changed: false; readonly retryOn?: Instant }
  >;
};
