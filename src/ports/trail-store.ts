import type { Trail } from "../domain/trail.ts";
import type { Instant } from "../domain/time.ts";

/** What is asked for: all about an address, or all about one user. */
export type TrailOf =
  | {
      readonly emailKey: string;
      /** Addresses that differ from it by a likely typing error. */
      readonly slips: readonly string[];
      /** Digests of its mailbox, by which a stop is found; none if the keys are not at hand. */
      readonly mailbox: readonly string[];
    }
  | { readonly userId: string; readonly mailbox: readonly string[] };

/** What the question "why did no mail come?" needs of a store. */
export type TrailStore = {
  /**
   * Everything that is known about an address or a user, including users who are gone, as far as a mail or the audit log
   * remembers them. Reads by indexes only, and at most the newest `limit` of each kind. Contains no link, code, hash or
   * session id.
   */
  readTrail(input: {
    readonly of: TrailOf;
    readonly limit: number;
    readonly now: Instant;
  }): Promise<Trail>;
};
