import type { LinkRefusal } from "../domain/link.ts";
import type { Result } from "../domain/result.ts";
import type { Instant } from "../domain/time.ts";

/** A stop of the mail that strangers can cause: when it began, and when it ends. */
export type Stop = { readonly stoppedOn: Instant; readonly endsOn: Instant };

/**
 * What a store does for stopping mail. `mailbox` contains the digests of a mailbox, that of the newest key first. Each verb
 * is one transaction.
 */
export type StopStore = {
  /**
   * Stops the mail that strangers can cause to the mailbox of a confirmation link, and removes the registration of the
   * link if it is still unconfirmed. An expired, replaced or removed link works too, because it still proves whose
   * mailbox it was sent to. Refuses with `address-taken` if the address has an owner: their mail is never stopped.
   */
  stopMail(input: {
    linkId: string;
    mailbox: readonly string[];
    endsOn: Instant;
    now: Instant;
  }): Promise<Result<null, LinkRefusal>>;
  /** Returns whether there was a stop. */
  liftStop(input: { mailbox: readonly string[]; actor: string; now: Instant }): Promise<boolean>;
  findStop(input: { mailbox: readonly string[]; now: Instant }): Promise<Stop | undefined>;
  /** Deletes stops that have ended. Returns how many. */
  purgeStops(now: Instant): Promise<number>;
};
