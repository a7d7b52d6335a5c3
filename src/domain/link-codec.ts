// The codec of links: the wire format of itsdangerous' URLSafeTimedSerializer, read strictly.

import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { deflateSync, inflateSync } from "node:zlib";
import type { KeyRing } from "./key-ring.ts";
import type { LinkPurpose } from "./link.ts";
import { done, refused, type Result } from "./result.ts";
import type { Duration, Instant } from "./time.ts";

export type Json =
  string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
export type Derivation = "hmac" | "django-concat" | "concat" | "none";
export type Digest = "sha1" | "sha256" | "sha512";

export type CodecOptions = {
  readonly keys: KeyRing;
  readonly salt: string;
  readonly derivation?: Derivation;
  readonly digest?: Digest;
  /** The longest token that is looked at, in characters. */
  readonly maxLength?: number;
  /** The longest payload that is inflated to, in bytes. */
  readonly maxInflated?: number;
};

export type CodecRefusal =
  "malformed" | "bad-signature" | "bad-timestamp" | "bad-payload" | "expired" | "from-the-future";

/** How old a token may be, and what time it is; without it, the time is not looked at. */
export type Age = { readonly now: Instant; readonly maxAge: Duration };

export type Signed = { readonly payload: Json; readonly signedAt: Instant };

export type Codec = {
  sign(payload: Json, at: Instant): string;
  read(token: string, age?: Age): Result<Signed, CodecRefusal>;
};

const TOKEN = /^\.?[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*\.[A-Za-z0-9_-]+$/;

/**
 * A codec for one purpose. The newest key signs; every key of the ring verifies.
 *
 * Reading is stricter than the reference (wire format, 4.4): only the very text that signing would
 * give is accepted, so one link has one token. The signature is compared, in constant time, before
 * anything inside is decoded, and lengths are bounded before that.
 */
export function codec(options: CodecOptions): Codec {
  const { digest = "sha256", maxLength = 2_048, maxInflated = 16_384 } = options;
  const derived = options.keys.map((key) => deriveKey(key, options));
  const signature = (key: Buffer, text: string): Buffer =>
    createHmac(digest, key).update(text).digest();
  return {
    sign(payload, at) {
      const text = `${encodePayload(payload)}.${encodeTime(Math.floor(at / 1000))}`;
      return `${text}.${signature(derived[0] ?? Buffer.alloc(0), text).toString("base64url")}`;
    },
    read(token, age) {
      if (token.length > maxLength || !TOKEN.test(token)) return refused("malformed");
      const cut = token.lastIndexOf(".");
      const text = token.slice(0, cut);
      const given = Buffer.from(token.slice(cut + 1), "base64url");
      if (given.toString("base64url") !== token.slice(cut + 1)) return refused("bad-signature");
      const genuine = derived.some((key) => {
        const expected = signature(key, text);
        return expected.length === given.length && timingSafeEqual(expected, given);
      });
      if (!genuine) return refused("bad-signature");
      return readText(text, age, maxInflated);
    },
  };
}

function readText(
  text: string,
  age: Age | undefined,
  maxInflated: number,
): Result<Signed, CodecRefusal> {
  const cut = text.lastIndexOf(".");
  const seconds = decodeTime(text.slice(cut + 1));
  if (seconds === undefined) return refused("bad-timestamp");
  if (age !== undefined) {
    const elapsed = Math.floor(age.now / 1000) - seconds;
    if (elapsed < 0) return refused("from-the-future");
    if (elapsed > Math.floor(age.maxAge / 1000)) return refused("expired");
  }
  const payload = decodePayload(text.slice(0, cut), maxInflated);
  return payload.ok ? done({ payload: payload.value, signedAt: seconds * 1000 }) : payload;
}

/** The key itself is never used to sign: it is bound to the salt first, and so to the purpose. */
function deriveKey(
  key: string,
  { salt, derivation = "hmac", digest = "sha256" }: CodecOptions,
): Buffer {
  switch (derivation) {
    case "hmac":
      return createHmac(digest, key).update(salt).digest();
    case "django-concat":
      return createHash(digest).update(`${salt}signer${key}`).digest();
    case "concat":
      return createHash(digest).update(`${salt}${key}`).digest();
    case "none":
      return Buffer.from(key);
  }
}

function encodePayload(payload: Json): string {
  const plain = Buffer.from(JSON.stringify(payload));
  const packed = deflateSync(plain);
  return packed.length < plain.length - 1
    ? `.${packed.toString("base64url")}`
    : plain.toString("base64url");
}

function decodePayload(text: string, maxInflated: number): Result<Json, "bad-payload"> {
  const packed = text.startsWith(".");
  const body = packed ? text.slice(1) : text;
  const bytes = Buffer.from(body, "base64url");
  if (bytes.toString("base64url") !== body) return refused("bad-payload");
  try {
    const plain = packed ? inflateSync(bytes, { maxOutputLength: maxInflated }) : bytes;
    if (plain.length > maxInflated) return refused("bad-payload");
    return done(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(plain)) as Json);
  } catch {
    return refused("bad-payload");
  }
}

/** Seconds as big-endian bytes without leading zeros; the time 0 is no byte at all. */
function encodeTime(seconds: number): string {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(seconds));
  const first = bytes.findIndex((byte) => byte !== 0);
  return first < 0 ? "" : bytes.subarray(first).toString("base64url");
}

function decodeTime(text: string): number | undefined {
  const bytes = Buffer.from(text, "base64url");
  if (bytes.toString("base64url") !== text || bytes.length > 6 || bytes[0] === 0) return undefined;
  return bytes.length === 0 ? 0 : bytes.readUIntBE(0, bytes.length);
}

export type LinkCodec = {
  /** The token that a mailed URL carries for the row `linkId`. */
  write(purpose: LinkPurpose, linkId: string, mintedOn: Instant): string;
  /** The id of the row a token names; undefined for anything we did not sign for this purpose. */
  read(purpose: LinkPurpose, token: string): string | undefined;
};

/** A row's id: 128 random bits in base64url. */
const LINK_ID = /^[A-Za-z0-9_-]{22}$/;

/** No link of ours is longer; anything longer is refused before it is hashed. */
const LONGEST_LINK = 128;

/**
 * The codec of Postern's own links: one salt per purpose, so that a link of one kind is nothing
 * anywhere else. Whether a link may still be used, only its row says.
 */
export function linkCodec(keys: KeyRing): LinkCodec {
  const codecs = new Map<LinkPurpose, Codec>();
  const codecFor = (purpose: LinkPurpose): Codec => {
    const known = codecs.get(purpose);
    if (known !== undefined) return known;
    const made = codec({ keys, salt: `postern.link.${purpose}`, maxLength: LONGEST_LINK });
    codecs.set(purpose, made);
    return made;
  };
  return {
    write: (purpose, linkId, mintedOn) => codecFor(purpose).sign([linkId], mintedOn),
    read(purpose, token) {
      const read = codecFor(purpose).read(token);
      if (!read.ok || !Array.isArray(read.value.payload)) return undefined;
      const [id, ...more]: readonly unknown[] = read.value.payload;
      return typeof id === "string" && more.length === 0 && LINK_ID.test(id) ? id : undefined;
    },
  };
}
