// The 8 digits that stand in the same mail as a link, derived from the link's row, stored nowhere.

import { createHmac, timingSafeEqual } from "node:crypto";
import type { KeyRing } from "./key-ring.ts";

export type Codes = {
  /** The code of a link, by the newest key. */
  of(linkId: string): string;
  /** Whether some key of the ring gives this code: a mail outlives a change of keys. */
  matches(linkId: string, code: string): boolean;
};

const SPACE = 100_000_000n;

/**
 * Codes over a key ring. Eight digits are taken from 64 bits of an HMAC, so that no code is more
 * likely than another by more than one part in 10^11. Five tries per mail and five mails give a
 * guesser 25 chances in 10^8.
 */
export function codes(keys: KeyRing): Codes {
  const derived = keys.map((key) => createHmac("sha256", key).update("postern.code").digest());
  const code = (key: Buffer, linkId: string): string => {
    const digest = createHmac("sha256", key).update(linkId).digest();
    return `${digest.readBigUInt64BE() % SPACE}`.padStart(8, "0");
  };
  return {
    of: (linkId) => code(derived[0] ?? Buffer.alloc(0), linkId),
    matches: (linkId, typed) => {
      const given = Buffer.from(typed);
      return derived.some((key) => {
        const expected = Buffer.from(code(key, linkId));
        return expected.length === given.length && timingSafeEqual(expected, given);
      });
    },
  };
}

/** The digits of a typed code: people type "4821 9307" and "4821-9307" too. */
export function normaliseCode(typed: string): string | undefined {
  if (typed.length > 32) return undefined;
  const digits = typed.replace(/[\s-]/g, "");
  return /^[0-9]{8}$/.test(digits) ? digits : undefined;
}
