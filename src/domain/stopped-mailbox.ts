// A mailbox that wants no mail that strangers can cause: how it is remembered, and for how long.

import { createHmac } from "node:crypto";
import { mailboxKey } from "./email-address.ts";
import { deriveKeys, type KeyRing } from "./key-ring.ts";
import { days, type Duration } from "./time.ts";

/** How a mailbox is remembered whose address must not stand in the database. */
export type MailboxDigests = {
  /**
   * The digests of an address's mailbox, one for each key of the ring, the newest first. All tags of a
   * mailbox have the same.
   */
  of(emailKey: string): readonly string[];
};

/**
 * A stop ends by itself: addresses pass to other people, and who owned this one before must not keep the
 * next one from registering. Many providers give an address away after a year or less.
 */
export const STOP_LASTS: Duration = days(365);

/** A stopped mailbox gets one mail in this time, which says how to lift the stop. */
export const TELLS_EVERY: Duration = days(1);

/** The purpose of the tokens that lift a stop. They name the link of the mail that they stand in. */
export const LIFT_STOP = "lift-stop";

/** What stands beside a mail that was not handed over, since its mailbox said so. */
export const STOPPED = "not sent: this mailbox has stopped mail that strangers can cause";

/**
 * The digests of a key ring. Safe because whoever reads the database without the keys cannot try addresses.
 * A key that leaves the ring takes the stops along that were made with it. Throws RangeError for an empty ring.
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
