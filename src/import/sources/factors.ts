// Second factors of other systems: authenticator apps, recovery codes, passkeys.

import { createHash } from "node:crypto";
import { xchacha20poly1305 } from "@noble/ciphers/chacha.js";
import { isFields, type Fields } from "../../domain/shape.ts";
import type { PasskeyRecord, TotpRecord } from "../../domain/user-record.ts";
import type { Row } from "./row.ts";

type App = {
  readonly secret: string;
  readonly algorithm?: unknown;
  readonly digits?: unknown;
  readonly period?: unknown;
  readonly name?: string | undefined;
};

/** An authenticator app with a secret in base32. Those that are not the usual kind are left behind, and told. */
export function totpOf(row: Row, app: App): readonly TotpRecord[] | undefined {
  const { algorithm = "SHA1", digits = 6, period = 30, name } = app;
  const hash = String(algorithm)
    .replace(/^Hmac|[^a-z\d]/gi, "")
    .toUpperCase();
  if (hash !== "SHA1" || Number(digits) !== 6 || Number(period) !== 30) {
    row.leave("authenticator apps that are not SHA-1, 6 digits, 30 seconds");
    return undefined;
  }
  const secret = app.secret.toUpperCase().replace(/[\s=-]/g, "");
  if (!/^[A-Z2-7]{16,256}$/.test(secret)) {
    row.wrong(
      "broken-factor",
      "has an authenticator app whose secret is not base32 of 10 bytes or more",
    );
    return undefined;
  }
  return [{ secret, ...(name !== undefined && name !== "" && { name: name.slice(0, 64) }) }];
}

/** An authenticator app as its QR code has it. */
export function totpFromUrl(row: Row, url: string): readonly TotpRecord[] | undefined {
  const query = URL.canParse(url) ? new URL(url).searchParams : undefined;
  const secret = query?.get("secret");
  if (query === undefined || !secret) {
    row.wrong("broken-factor", "has an authenticator app that is not an otpauth link");
    return undefined;
  }
  const given = (name: string): string | undefined => query.get(name) ?? undefined;
  return totpOf(row, {
    secret,
    algorithm: given("algorithm"),
    digits: given("digits"),
    period: given("period"),
  });
}

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** Bytes in base32, without padding. */
export function base32(bytes: Uint8Array): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  return (bits.match(/.{1,5}/g) ?? [])
    .map((five) => ALPHABET[Number.parseInt(five.padEnd(5, "0"), 2)])
    .join("");
}

/** The bytes of base32, with or without padding. */
export function fromBase32(text: string): Buffer {
  const bits = [...text.toUpperCase().replaceAll("=", "")]
    .map((letter) => ALPHABET.indexOf(letter).toString(2).padStart(5, "0"))
    .join("");
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((eight) => Number.parseInt(eight, 2)));
}

/** Passkeys come along only under the domain that they were made for, which no system stores with them. */
export function passkeysOf(
  row: Row,
  found: readonly unknown[],
  read: (passkey: Fields, rpId: string) => PasskeyRecord | undefined,
): readonly PasskeyRecord[] | undefined {
  const { rpId } = row.parameters;
  const those = found.filter(isFields);
  if (those.length === 0) return undefined;
  if (rpId !== undefined) {
    const passkeys = those.flatMap((each) => read(each, rpId) ?? []);
    if (passkeys.length < those.length)
      row.wrong("broken-factor", "has a passkey without an id or a key");
    // No system keeps the handle with the passkey; a source that finds it elsewhere says so.
    return passkeys.map(withUnknownHandle);
  }
  row.leave("passkeys (no rpId in the parameters)");
  return undefined;
}

const withUnknownHandle = (passkey: PasskeyRecord): PasskeyRecord => ({
  userHandle: null,
  ...passkey,
});

/** Whether a passkey is synced, by what the browser reported. */
export const backupOf = (possible: boolean, done: unknown): "done" | "possible" | "none" => {
  if (done === true || done === 1) return "done";
  return possible ? "possible" : "none";
};

/** Either alphabet, with or without padding, as base64url. */
export const toBase64url = (text: string): string =>
  Buffer.from(text, "base64").toString("base64url");

/** What Better Auth encrypted with XChaCha20-Poly1305, behind its nonce of 24 bytes; undefined if the key is another one. */
export function openXChaCha(key: Uint8Array, sealed: Uint8Array): string | undefined {
  try {
    const cipher = xchacha20poly1305(key, sealed.subarray(0, 24));
    return Buffer.from(cipher.decrypt(sealed.subarray(24))).toString("utf8");
  } catch {
    return undefined;
  }
}

export const sha256 = (text: string): Buffer => createHash("sha256").update(text).digest();
