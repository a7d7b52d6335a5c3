// Secrets that must be read again: encrypted and signed, with a key for each purpose.

import { createCipheriv, createDecipheriv, hkdfSync, type KeyObject } from "node:crypto";
import { deriveKeys, type KeyRing } from "./key-ring.ts";

/** What was sealed, and whether an older key of the ring did it, so that it must be sealed again before that key goes. */
export type Opened = { readonly text: string; readonly outdated: boolean };

/** Seals texts with the newest key of a ring, and opens what any key of it sealed. */
export type Sealer = {
  /**
   * The sealed text, in base64url. It opens only for the same `boundTo`, so that a row that was copied to another user
   * opens nothing. No two texts may be sealed with the same nonce, of `NONCE` random bytes.
   */
  seal(text: string, boundTo: string, nonce: Uint8Array): string;
  /** Undefined for anything that was not sealed for this. */
  open(sealed: string, boundTo: string): Opened | undefined;
};

/** What became of sealed texts when they were sealed again with the newest key. */
export type Resealed = {
  readonly seen: number;
  readonly resealed: number;
  /** The ids of those that no key of the ring opens. */
  readonly unopened: readonly string[];
};

/** Seals secrets of credentials, each bound with `ofCredential`. */
export const credentialSealer = (keys: KeyRing): Sealer => sealer(keys, "credential");

/** What the secret of a credential is bound to. */
export const ofCredential = (userId: string, credentialId: string): string =>
  `${userId}|${credentialId}`;

/** In bytes (NIST SP 800-38D, 8.2.2: random ones are good for 2^32 texts of a key). */
export const NONCE = 12;
const TAG = 16;

/** AES-256-GCM. A text that was sealed for one purpose does not open for another. Throws RangeError for an empty ring. */
export function sealer(keys: KeyRing, purpose: string): Sealer {
  const derived = deriveKeys(keys, (secret) =>
    Buffer.from(hkdfSync("sha256", secret, "", `postern.${purpose}`, 32)),
  );
  return {
    seal(text, boundTo, nonce) {
      const cipher = createCipheriv("aes-256-gcm", derived[0], nonce).setAAD(Buffer.from(boundTo));
      const sealed = Buffer.concat([nonce, cipher.update(text, "utf8"), cipher.final()]);
      return Buffer.concat([sealed, cipher.getAuthTag()]).toString("base64url");
    },
    open(sealed, boundTo) {
      const bytes = Buffer.from(sealed, "base64url");
      if (bytes.length < NONCE + TAG) return undefined;
      for (const [age, key] of derived.entries()) {
        const text = opened(key, bytes, boundTo);
        if (text !== undefined) return { text, outdated: age > 0 };
      }
      return undefined;
    },
  };
}

function opened(key: KeyObject, bytes: Buffer, boundTo: string): string | undefined {
  try {
    const cipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, NONCE))
      .setAAD(Buffer.from(boundTo))
      .setAuthTag(bytes.subarray(-TAG));
    const text = [cipher.update(bytes.subarray(NONCE, -TAG)), cipher.final()];
    return Buffer.concat(text).toString("utf8");
  } catch {
    return undefined;
  }
}
