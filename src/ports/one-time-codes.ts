import { seconds, type Instant } from "../domain/time.ts";

/** How long an app shows a code. Steps are counted from 1970. */
export const TIME_STEP = seconds(30);

/** What an authenticator app is told about an account. */
export type AuthenticatorAccount = {
  readonly secret: string;
  /** The name of the site. */
  readonly issuer: string;
  /** The address of the user. */
  readonly account: string;
};

/** The codes of authenticator apps (RFC 6238): six digits, a new code every 30 seconds, HMAC-SHA-1. */
export type OneTimeCodes = {
  /** A new secret: 160 random bits in base32, without padding. */
  newSecret(): string;
  /** The `otpauth://` URI that an app reads from a QR code. */
  uri(account: AuthenticatorAccount): string;
  /**
   * The time step whose code was typed, if it is the present one or at most `steps` (by default one) before or after it:
   * the same at set-up and at every login. Digits of any script count, and blanks and dashes never matter.
   * Undefined for anything else.
   */
  stepOf(secret: string, typed: string, now: Instant, steps?: number): number | undefined;
};
