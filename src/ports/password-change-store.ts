import type { NewCredential } from "../domain/evidence.ts";
import type { Limit } from "../domain/limits.ts";
import type { NewSession } from "../domain/session.ts";
import type { Instant } from "../domain/time.ts";

/** What a change of password needs of a store. Every verb is one transaction. */
export type PasswordChangeStore = {
  /**
   * Replaces the password `from`, a credential, by `to`, ends every session, begins `session` in the place
   * of the acting one and queues the notice. Nothing changes when `from` is none of the user's any more, and
   * until `retryOn` when the user's changes are more than `limit`. Reset links live on.
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
