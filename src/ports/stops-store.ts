import type { LinkRefusal } from "../domain/link.ts";
import type { Result } from "../domain/result.ts";
import type { Instant } from "../domain/time.ts";

/** Since when a mailbox gets no mail that strangers can cause, and until when. */
export type Stop = { readonly stoppedOn: Instant; readonly endsOn: Instant };

/**
 * What stopping mail needs of a store. `mailbox` is the digests of a mailbox, the newest key's first. Every verb is
 * one transaction.
 */
export type StopStore = {
  /**
   * Stops the mail that strangers can cause to the mailbox of a confirmation link, and removes the registration of
   * the link, if it still waits. A link that is expired, replaced or removed does it too, since whose mailbox it is does
   * not end. `address-taken` where the address has an owner, whose mail is never stopped.
   */
  stopMail(input: {
    linkId: string;
    mailbox: readonly string[];
    endsOn: Instant;
    now: Instant;
  }): Promise<Result<null, LinkRefusal>>;
  /** False where there was no stop. */
  liftStop(input: { mailbox: readonly string[]; actor: string; now: Instant }): Promise<boolean>;
  findStop(input: { mailbox: readonly string[]; now: Instant }): Promise<Stop | undefined>;
  /** Forgets the stops that have ended. Returns how many. */
  purgeStops(now: Instant): Promise<number>;
};
