// A session: one browser, one user, an opaque secret in a cookie, of which only the digest is stored.

import { hash } from "node:crypto";
import { evidenceOf, type Evidence, type EvidenceText } from "./evidence.ts";
import type { SecondFactorPolicy } from "./second-factor-policy.ts";
import { days, hours, minutes, type Duration, type Instant } from "./time.ts";

/** A session as the store keeps it. `id` is public (the list of devices shows it) and gives no access. */
export type Session = {
  readonly id: string;
  readonly userId: string;
  readonly createdOn: Instant;
  readonly lastSeenOn: Instant;
  /** What was shown in this session, and when: `evidenceOf` reads it. */
  readonly evidence: EvidenceText;
  /** When it ends at the latest. It ends earlier if it is not used. */
  readonly expiresOn: Instant;
  /** In words, such as "Firefox on Linux". */
  readonly browser: string;
  /** The network address from which it was started. */
  readonly client: string;
  /** Whether it was started on a shared computer: it ends with the browser, and sooner if it is not used. */
  readonly shared: boolean;
};

/**
 * A session that is about to be stored, with the digest by which it is found. What was shown for this session
 * becomes evidence of the moment at which it is made.
 */
export type NewSession = Omit<Session, "userId" | "evidence"> & {
  readonly evidence: readonly Evidence[];
  readonly hash: string;
  /**
   * How many sessions the user may have, including this one: of any others, the least recently used ones end.
   */
  readonly atMost: number;
  /** What the site requires: the session is pending if its user could show a second factor, has to, and did not. */
  readonly policy?: SecondFactorPolicy | undefined;
};

/** How long sessions last. All durations are in milliseconds. */
export type SessionOptions = {
  /** A session ends when it has not been used for this long. */
  readonly idle: Duration;
  /** The same for a session on a shared computer. Never longer than `idle`. */
  readonly sharedIdle: Duration;
  /** A session ends this long after it began, however much it is used. */
  readonly absolute: Duration;
  /** Sensitive actions require evidence that is not older than this (ASVS 7.5). */
  readonly fresh: Duration;
  /** How many sessions a user may have: nobody could look through more. */
  readonly perUser: number;
  /** For how long a browser is not asked for the second factor again, if its user wants that. */
  readonly rememberedBrowser: Duration;
};

export const sessionDefaults: SessionOptions = {
  idle: days(14),
  sharedIdle: hours(2),
  absolute: days(30),
  fresh: minutes(10),
  perUser: 100,
  rememberedBrowser: days(30),
};

/**
 * Last-seen is written at most this often, or four times in what a session may be idle, if that is less. It is the
 * only write that a GET may cause.
 */
const TOUCH_EVERY = minutes(10);

/**
 * The request header by which a page's script says that it asks by itself, and nobody uses the session: otherwise an
 * open page would keep it alive. It can only make a session end sooner, so anybody may send it.
 */
export const UNATTENDED = "postern-unattended";

/** How long a login waits for its second step. */
export const PENDING_FOR = minutes(10);

/** 256 random bits: what the cookie carries (ASVS 7.2.3 asks for 128). */
export const SESSION_SECRET_BYTES = 32;

const SECRET_SHAPE = /^[A-Za-z0-9_-]{43}$/;

/**
 * The digest by which a session is stored and found; undefined for anything that cannot be one of Postern's
 * secrets, so that junk costs no query. A plain SHA-256 is enough: the secret has 256 random bits.
 */
export function sessionHash(secret: string | undefined): string | undefined {
  if (secret === undefined || !SECRET_SHAPE.test(secret)) return undefined;
  return hash("sha256", secret, "base64url");
}

type Idle = Pick<SessionOptions, "idle" | "sharedIdle">;

const idleOf = ({ shared }: Session, { idle, sharedIdle }: Idle): Duration =>
  shared ? sharedIdle : idle;

export const isLive = (session: Session, options: Idle, now: Instant): boolean =>
  now < session.expiresOn && now < session.lastSeenOn + idleOf(session, options);

/** Sessions that were last used at these times, or before, have ended. */
export type IdleSince = {
  readonly idleSince: Instant;
  /** For those on a shared computer; never earlier than `idleSince`. */
  readonly sharedIdleSince: Instant;
};

export const idleSince = ({ idle, sharedIdle }: Idle, now: Instant): IdleSince => ({
  idleSince: now - idle,
  sharedIdleSince: now - sharedIdle,
});

/** What was shown in a session within `recently-authenticated`. */
export const recentEvidence = (
  session: Pick<Session, "evidence">,
  { fresh }: Pick<SessionOptions, "fresh">,
  now: Instant,
): readonly Evidence[] => evidenceOf(session).filter(({ on }) => now < on + fresh);

/**
 * Whether somebody recently showed two factors at once, such as a passkey. They need not type a password as well, and may
 * not have one.
 */
export const showedBothAtOnce = (
  session: Pick<Session, "evidence">,
  options: Pick<SessionOptions, "fresh">,
  now: Instant,
): boolean => recentEvidence(session, options, now).some(({ factor }) => factor === "both");

export const isDueForTouch = (session: Session, options: Idle, now: Instant): boolean =>
  now >= session.lastSeenOn + Math.min(TOUCH_EVERY, idleOf(session, options) / 4);
