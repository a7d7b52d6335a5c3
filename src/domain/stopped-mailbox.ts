// Mailboxes that have stopped the mail that strangers can cause: how they are stored, and for how long.

import { createHmac } from "node:crypto";
import { mailboxKey } from "./email-address.ts";
import { deriveKeys, type KeyRing } from "./key-ring.ts";
import { days, type Duration } from "./time.ts";

/** Identifies a mailbox in the database without its address. */
export type MailboxDigests = {
  /**
   * The digests of the mailbox of an address: one for each key of the ring, that of the newest key first. All tagged
   * addresses of a mailbox have the same digests.
   */
  of(emailKey: string): readonly string[];
};

/**
 * A stop ends after this time. An address can pass to another person, whom a stop of the previous owner must not affect
 * forever. Many providers reassign an address after a year or less.
 */
export const STOP_LASTS: Duration = days(365);

/** In this time, a stopped mailbox gets one mail at most. It says how to lift the stop. */
export const TELLS_EVERY: Duration = days(1);

/** The purpose of tokens that lift a stop. Such a token names the link of the mail that contains it. */
export const LIFT_STOP = "lift-stop";

/** The stored answer of a mail that was not handed over, because its mailbox has stopped such mail. */
export const STOPPED = "not sent: this mailbox has stopped mail that strangers can cause";

/**
 * Makes digests with the keys of a ring. Somebody who has the database but not the keys cannot test whether an address is
 * in it. If a key is removed from the ring, the stops that were stored with it no longer apply. Throws `RangeError` for an
 * empty ring.
 */
export function mailboxDigests(keys: KeyRing): MailboxDigests {
  const derived = deriveKeys(keys, (secret) =>
    createHmac("sha256", secret).update("postern.mailbox").digest(),
  );
  return {
    of: (emailKey) =>
      derived.map((key) =>
        createHmac("sha256", key).update(mailboxKey(emailKey)).digest("base64url"),
      ),
  };
}
