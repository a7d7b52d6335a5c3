// Locking an account: what a mailbox can do if somebody else is in its account.

import type { LinkPurpose } from "./link.ts";
import { days, type Duration } from "./time.ts";

/** The purpose of the link that a notice of a changed credential has. */
export const LOCK_ACCOUNT = "lock-account" satisfies LinkPurpose;

export type LockRules = {
  /** How long the address cannot be changed afterwards. */
  readonly freeze: Duration;
  /**
   * How far back added credentials are not trusted, at least: whoever notices the second thing that a thief did may
   * have missed the first.
   */
  readonly recent: Duration;
};

export const LOCK: LockRules = { freeze: days(7), recent: days(7) };
