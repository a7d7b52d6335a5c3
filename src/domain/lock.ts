// Locking an account: what a mailbox can do if somebody else is in its account.

import { RECOVERY_CODE, TOTP, type Credential } from "./evidence.ts";
import type { Link, LinkPurpose } from "./link.ts";
import { days, type Duration, type Instant } from "./time.ts";

/** The purpose of the link that a notice of a changed credential has. */
export const LOCK_ACCOUNT = "lock-account" satisfies LinkPurpose;

/** What locking an account does to its address, and to what was added lately. All durations are in milliseconds. */
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

/** Since when nothing that was added is trusted, for whoever uses a link that a change was told with. */
export const distrustedSince = (
  { createdOn }: Pick<Link, "createdOn">,
  { recent }: LockRules,
  now: Instant,
): Instant => Math.min(createdOn, now - recent);

/**
 * What gives the codes that moving an account back asks for. What was added since goes with the account's lock, and is
 * not asked for: otherwise a thief would only have to add one.
 */
export const askedFactors = (
  credentials: readonly Credential[],
  since: Instant,
): readonly Credential[] =>
  credentials.filter(
    ({ kind, createdOn }) => (kind === TOTP || kind === RECOVERY_CODE) && createdOn < since,
  );
