// The codec of links: the wire format of itsdangerous' URLSafeTimedSerializer, read strictly.

import { createHash, createHmac, type KeyObject } from "node:crypto";
import { isSameText } from "./constant-time.ts";
import { deriveKeys, type KeyRing } from "./key-ring.ts";
import type { LinkPurpose } from "./link.ts";
import { done, refused, type Result } from "./result.ts";
import type { Duration, Instant } from "./time.ts";
import { decodePayload, encodePayload, type Json } from "./wire/payload.ts";
import { decodeTimestamp, encodeTimestamp } from "./wire/timestamp.ts";

/** How a secret and a salt become the key of a codec; named as in itsdangerous. */
export type Derivation = "hmac" | "django-concat" | "concat" | "none";

/** The hash function of a codec. */
export type Digest = "sha1" | "sha256" | "sha512";

export type CodecOptions = {
  readonly keys: KeyRing;
  /** Names what the tokens are for: a token of one salt is worthless under another. */
  readonly salt: string;
  /** Default "hmac"; the default of itsdangerous is "django-concat". */
  readonly derivation?: Derivation;
  /** Default "sha256"; the default of itsdangerous is "sha1". */
  readonly digest?: Digest;
  /** The longest token that is looked at, in characters. */
  readonly maxLength?: number;
  /** The longest JSON that is read, in bytes, compressed or not. */
  readonly maxInflated?: number;
};

/**
 * Why a token is refused. Each word stands for rows of the table of verification errors (wire format, 4.3):
 * "malformed" 1, "bad-signature" 2 to 4, "bad-timestamp" 5 and 6, "expired" 7, "from-the-future" 8,
 * "bad-payload" 9. Except for the first two, only somebody who has a key can cause them.
 */
export type CodecRefusal =
  "malformed" | "bad-signature" | "bad-timestamp" | "expired" | "from-the-future" | "bad-payload";

/** The current time, and the greatest age that a token may have (inclusive). */
export type Age = { readonly now: Instant; readonly maxAge: Duration };

export type Signed = { readonly payload: Json; readonly signedAt: Instant };

export type Codec = {
  /** A token. Throws RangeError or TypeError for a payload that is too long or cannot be written. */
  sign(payload: Json, at: Instant): string;
  /** What was signed, if the signature is genuine. Without `age`, tokens of any age are read. */
  read(token: string, age?: Age): Result<Signed, CodecRefusal>;
};

/** Signs the tokens of mailed links, and reads them. */
export type LinkCodec = {
  /** The token that a mailed URL carries for the row `linkId`. */
  write(purpose: LinkPurpose, linkId: string, mintedOn: Instant): string;
  /** The id of the row a token names; undefined for anything we did not sign for this purpose. */
  read(purpose: LinkPurpose, token: string | undefined): string | undefined;
};

/** More than any link of a migrated application needs, and less than any server allows in a URL. */
const LONGEST_TOKEN = 2_048;

const LONGEST_PAYLOAD = 16_384;

/** A row's id: 128 random bits in base64url. */
const LINK_ID = /^[A-Za-z0-9_-]{22}$/;

/** Postern's own have 86 characters, and 87 from 2106; anything much longer is refused before it is hashed. */
const LONGEST_LINK = 96;

/**
 * A codec for one kind of token: `payload "." time "." signature`. The newest key signs; every key of the ring
 * verifies. It keeps no state and reads no clock.
 *
 * It is safe because nothing inside a token is decoded before its signature is found genuine, by a
 * constant-time comparison of texts. The reference decodes a signature first and so accepts many spellings of
 * it (wire format, 4.4): spare bits, padding, another alphabet, junk between. Here a token has only one
 * spelling. Throws RangeError for an empty ring.
 *
 * @example
 * // Reads links that were mailed by a Flask application with itsdangerous' defaults.
 * codec({ keys: [secret], salt: "confirm", derivation: "django-concat", digest: "sha1" });
 */
export function codec(options: CodecOptions): Codec {
  const { digest = "sha256", maxLength = LONGEST_TOKEN, maxInflated = LONGEST_PAYLOAD } = options;
  const keys = deriveKeys(options.keys, derivation(options, digest));
  const signature = (key: KeyObject, text: string): string =>
    createHmac(digest, key).update(text).digest("base64url");
  return {
    sign(payload, at) {
      const text = `${encodePayload(payload, maxInflated)}.${encodeTimestamp(at)}`;
      const token = `${text}.${signature(keys[0], text)}`;
      if (token.length <= maxLength) return token;
      throw new RangeError(`a token has at most ${maxLength} characters`);
    },
    read(token, age) {
      const cut = token.length > maxLength ? -1 : token.lastIndexOf(".");
      if (cut < 0) return refused("malformed");
      const text = token.slice(0, cut);
      const given = token.slice(cut + 1);
      const isGenuine = keys.some((key) => isSameText(signature(key, text), given));
      return isGenuine ? readText(text, age, maxInflated) : refused("bad-signature");
    },
  };
}

/**
 * The codec of Postern's own links. Each purpose has its own salt, so that a link of one kind is worthless
 * anywhere else, and a payload that is only the id of a row.
 *
 * Reading a token proves only that Postern wrote it, so that a forged one costs no query. The row says whether
 * the link may still be used: no age is checked here.
 */
export function linkCodec(keys: KeyRing): LinkCodec {
  const codecOf = (purpose: LinkPurpose): Codec =>
    codec({ keys, salt: `postern.link.${purpose}`, maxLength: LONGEST_LINK });
  if (keys.length === 0) throw new RangeError("links need a key");
  const codecs = new Map<LinkPurpose, Codec>();
  const codecFor = (purpose: LinkPurpose): Codec => {
    const known = codecs.get(purpose) ?? codecOf(purpose);
    codecs.set(purpose, known);
    return known;
  };
  return {
    write: (purpose, linkId, mintedOn) => codecFor(purpose).sign([linkId], mintedOn),
    read(purpose, token) {
      const read = codecFor(purpose).read(token ?? "");
      return read.ok ? linkIdIn(read.value.payload) : undefined;
    },
  };
}

/** Reads what was signed, in the reference's order: first the time, then the age, and only then the payload. */
function readText(
  text: string,
  age: Age | undefined,
  maxInflated: number,
): ReturnType<Codec["read"]> {
  const cut = text.lastIndexOf(".");
  const signedAt = cut < 0 ? undefined : decodeTimestamp(text.slice(cut + 1));
  if (signedAt === undefined) return refused("bad-timestamp");
  const outOfTime = age && outOfTimeBy(signedAt, age);
  if (outOfTime !== undefined) return refused(outOfTime);
  const payload = decodePayload(text.slice(0, cut), maxInflated);
  return payload.ok ? done({ payload: payload.value, signedAt }) : payload;
}

/** Why a token of this time may not be used now; undefined if it may. */
export function outOfTimeBy(
  signedAt: Instant,
  { now, maxAge }: Age,
): "expired" | "from-the-future" | undefined {
  // In whole seconds on both sides; otherwise a token would be from the future in the second in which it was made.
  const elapsed = Math.floor(now / 1000) * 1000 - signedAt;
  // Written this way, a time that is NaN lets nothing pass.
  if (!(elapsed >= 0)) return "from-the-future";
  return elapsed <= maxAge ? undefined : "expired";
}

/** Wire format, 4.2. Only "hmac" has a security proof; the others are for tokens of other applications. */
function derivation(
  { salt, derivation: name = "hmac" }: CodecOptions,
  digest: Digest,
): (secret: string) => Buffer {
  const ways: Readonly<Record<Derivation, (secret: string) => Buffer>> = {
    hmac: (secret) => createHmac(digest, secret).update(salt).digest(),
    "django-concat": (secret) => createHash(digest).update(`${salt}signer${secret}`).digest(),
    concat: (secret) => createHash(digest).update(`${salt}${secret}`).digest(),
    none: (secret) => Buffer.from(secret),
  };
  return ways[name];
}

function linkIdIn(payload: Json): string | undefined {
  if (!Array.isArray(payload) || payload.length !== 1) return undefined;
  const id: unknown = payload[0];
  return typeof id === "string" && LINK_ID.test(id) ? id : undefined;
}
