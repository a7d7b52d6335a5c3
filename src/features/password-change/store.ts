import type { NewSession } from "../../domain/session.ts";
import type { Instant } from "../../domain/time.ts";

export type PasswordChangeStore = {
  findPasswordHash(userId: string): Promise<string | undefined>;
  /**
   * Replaces the password hash `from` by `to`, ends every session, begins `session` in the place of
   * the acting one and queues the notice. False when `from` is no longer the user's hash.
   */
  changePassword(input: {
    userId: string;
    from: string;
    to: string;
    session: NewSession;
    now: Instant;
  }): Promise<{ readonly changed: boolean; readonly othersEnded: number }>;
};
