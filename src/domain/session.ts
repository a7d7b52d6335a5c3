// A session: one browser, one user, an opaque secret in a cookie and only its digest at rest.

import { hash } from "node:crypto";
import {
  evidenceOf,
  strengthOf,
  type Evidence,
  type EvidenceText,
  type Factors,
} from "./evidence.ts";
import { days, minutes, type Duration, type Instant } from "./time.ts";

/** A session as the store keeps it. `id` is public (the list of devices shows it); it opens nothing. */
export type Session = {
  readonly id: string;
  readonly userId: string;
  readonly createdOn: Instant;
  readonly lastSeenOn: Instant;
  /** What was shown in this session, and when: `evidenceOf` reads it. */
  readonly evidence: EvidenceText;
  /** When it ends at the latest. It ends earlier if it is not used. */
  readonly expiresOn: Instant;
  /** In words, like "Firefox on Linux". */
  readonly browser: string;
  /** The network address at which it began. */
  readonly client: string;
};

/**
 * A session about to be stored, with the digest it is found by. What was shown for this very session is
 * the evidence of the moment at which it was made.
 */
export type NewSession = Omit<Session, "userId" | "evidence"> & {
  readonly evidence: readonly Evidence[];
  readonly hash: string;
  /** How many its user may have with this one: beyond them, the least recently used end. */
  readonly atMost: number;
};

/** How long sessions last. All lengths are in milliseconds. */
export type SessionOptions = {
  /** Unused for this long, a session ends. */
  readonly idle: Duration;
  /** However used, a session ends this long after it began. */
  readonly absolute: Duration;
  /** Sensitive acts want evidence of within this time (ASVS 7.5). */
  readonly fresh: Duration;
  /** So many sessions a user has at most: more of them no person can look through. */
  readonly perUser: number;
};

export const sessionDefaults: SessionOptions = {
  idle: days(14),
  absolute: days(30),
  fresh: minutes(10),
  perUser: 100,
};

/** Last-seen is written at most this often: the one write a GET may cause. */
const TOUCH_EVERY = minutes(10);

/** For how long a login waits for its second step. */
export const PENDING_FOR = minutes(10);

/** 256 random bits: what the cookie carries (ASVS 7.2.3 asks for 128). */
export const SESSION_SECRET_BYTES = 32;

const SECRET_SHAPE = /^[A-Za-z0-9_-]{43}$/;

/**
 * The digest a session is stored and found by; undefined for anything that cannot be a secret of
 * ours, so that junk costs no query. A plain SHA-256 is enough: the secret has 256 random bits.
 */
export function sessionHash(secret: string | undefined): string | undefined {
  if (secret === undefined || !SECRET_SHAPE.test(secret)) return undefined;
  return hash("sha256", secret, "base64url");
}

export const isLive = (session: Session, options: SessionOptions, now: Instant): boolean =>
  now < session.expiresOn && now < session.lastSeenOn + options.idle;

/**
 * Whether somebody showed, within `recently-authenticated`, as much as this user's sign-in asks for: who has a second
 * factor is not recently authenticated by the first alone.
 */
export const isRecentlyAuthenticated = (
  session: Pick<Session, "evidence">,
  user: { readonly factors: Factors },
  options: Pick<SessionOptions, "fresh">,
  now: Instant,
): boolean => strengthOf(recentEvidence(session, options, now)) >= user.factors;

/** What was shown in a session within `recently-authenticated`. */
export const recentEvidence = (
  session: Pick<Session, "evidence">,
  { fresh }: Pick<SessionOptions, "fresh">,
  now: Instant,
): readonly Evidence[] => evidenceOf(session).filter(({ on }) => now < on + fresh);

export const isDueForTouch = (session: Session, now: Instant): boolean =>
  now >= session.lastSeenOn + TOUCH_EVERY;
