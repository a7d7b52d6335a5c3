// The codes of authenticator apps, by otpauth.

import { createHmac, createSecretKey } from "node:crypto";
import { Secret, TOTP } from "otpauth/bare";
import { digitsOf } from "../domain/code.ts";
import { TIME_STEP, type OneTimeCodes } from "../ports/one-time-codes.ts";
import type { Random } from "../ports/random.ts";

/** As long as the digest of SHA-1 (RFC 4226, section 4, R6). */
const SECRET_BYTES = 20;

/** What every app supports. Many ignore other values in the URI, and then show codes that never fit. */
const COMMON = { algorithm: "SHA1", digits: 6, period: TIME_STEP / 1_000 } as const;

/** One neighbour: the clock of a phone may differ a little, and typing takes time (RFC 6238, section 5.2). */
const NEIGHBOURS = 1;

export const oneTimeCodes = (random: Random): OneTimeCodes => ({
  newSecret: () =>
    new Secret({ buffer: Uint8Array.from(random.bytes(SECRET_BYTES)).buffer }).base32,
  uri: ({ secret, issuer, account }) =>
    new TOTP({ ...COMMON, ...named(issuer, account), secret }).toString(),
  stepOf(secret, typed, now, steps = NEIGHBOURS) {
    // Text of another length, or of other characters, is no token: otpauth throws for some of it.
    const token = digitsOf(typed, COMMON.digits);
    if (token === undefined) return undefined;
    const totp = new TOTP({ ...COMMON, secret, hmac: hmacWith(secret) });
    const away = totp.validate({ token, timestamp: now, window: steps });
    return away === null ? undefined : totp.counter({ timestamp: now }) + away;
  },
});

/** Node's own, with a key that is prepared once: otpauth without hashes of its own starts in a third of the time. */
function hmacWith(secret: string) {
  const key = createSecretKey(Secret.fromBase32(secret).bytes);
  return (_algorithm: string, _key: Uint8Array, message: Uint8Array) =>
    createHmac("sha1", key).update(message).digest();
}

const named = (issuer: string, account: string) => ({
  issuer: withoutColons(issuer),
  label: withoutColons(account),
});

/**
 * A colon separates the issuer from the account, and apps split at the first one even where it is escaped: a brand
 * that is a URL, or has a colon, would become another account.
 */
const withoutColons = (name: string): string =>
  name
    .toWellFormed()
    .replace(/^\s*\w+:\/\//, "")
    .replace(/[\s:：]+/g, " ")
    .trim();
