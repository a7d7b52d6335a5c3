import type { NewCredential } from "../domain/evidence.ts";
import type { Limit } from "../domain/limits.ts";
import type { NewSession } from "../domain/session.ts";
import type { Instant } from "../domain/time.ts";

/** What a change of password needs of a store. Every method is one transaction. */
export type PasswordChangeStore = {
  /**
   * Replaces the password `from`, a credential, by `to`, ends every session, starts `session` in place of the
   * acting one and queues the notice. Nothing changes if the user no longer has `from`, or, until `retryOn`, if
   * the user has changed it more often than `limit`. Reset links stay valid.
   */
  changePassword(input: {
    userId: string;
    from: string;
    to: NewCredential;
    session: NewSession;
    limit: Limit;
    now: Instant;
  }): Promise<
    | { readonly changed: true; readonly othersEnded: number }
    | { readonly changed: false; readonly retryOn?: Instant }
  >;
};
