import type { Instant } from "../domain/time.ts";

/** What accepting terms needs of a store. */
export type TermsStore = {
  /**
   * Records that a user accepts a version of the terms: with the user, and in the audit log. A version that they have
   * accepted before changes nothing, however many ask at once. False if the user is gone.
   */
  acceptTerms(input: { userId: string; version: string; now: Instant }): Promise<boolean>;
};
