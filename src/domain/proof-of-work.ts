// A puzzle that costs a browser a second or two, and whoever registers thousands of mailboxes hours of a processor.
//
// The number to find is known only to holders of the key, and so is the digest: nothing is stored, and nothing has to be
// signed. A number in a known range, as in version 1 of ALTCHA, bounds the work: a count of zero bits would
// now and then keep a slow phone busy for a minute.

import { createHash, createHmac, type KeyObject } from "node:crypto";
import { deriveKeys, type KeyRing } from "./key-ring.ts";
import type { Limit } from "./limits.ts";
import { hours, type Duration, type Instant } from "./time.ts";

/** What has to be solved: the number from 0 to `maxnumber` for which the SHA-256 of `salt` and number is `challenge`. */
export type Challenge = {
  readonly algorithm: "SHA-256";
  /** In hexadecimal. */
  readonly challenge: string;
  readonly salt: string;
  readonly maxnumber: number;
};

/** Makes challenges, and reads proofs that they were solved. Both are stored nowhere. */
export type ProofsOfWork = {
  /** A challenge with this id, which is used for no other. */
  challenge(id: string, now: Instant): Challenge;
  /** The id of the challenge that a proof, `salt` and number, solves in time; undefined for anything else. */
  read(proof: string | undefined, now: Instant): string | undefined;
};

/** Long enough for whoever fills in a form slowly or is called away. */
const LIVES: Duration = hours(1);

/** A proof is good for one registration, and remembered for as long as it could be sent again. */
export const ONE_PROOF: Limit = { name: "proof", windows: [{ count: 1, every: LIVES }] };

/**
 * At most three seconds at the 330,000 digests a second of Chromium slowed down six times, and half of that on
 * average (`test/browser/proof-of-work.test.ts` solves one).
 */
const NUMBERS = 1_000_000;

/** Id, end and number. The point behind the end keeps digits of the one from being taken for the other. */
const PROOF = /^(([A-Za-z0-9_-]{22})\.([0-9a-z]{1,10})\.)(\d{1,7})$/;

/** Challenges of a key ring. A number is one of `numbers`, so that attackers in tests need not wait. */
export function proofsOfWork(keys: KeyRing, numbers = NUMBERS): ProofsOfWork {
  const derived = deriveKeys(keys, (secret) =>
    createHmac("sha256", secret).update("postern.proof").digest(),
  );
  const numberOf = (key: KeyObject, salt: string): string =>
    `${createHmac("sha256", key).update(salt).digest().readUInt32BE() % numbers}`;
  return {
    challenge(id, now) {
      const salt = `${id}.${(now + LIVES).toString(36)}.`;
      const solved = salt + numberOf(derived[0], salt);
      const challenge = createHash("sha256").update(solved).digest("hex");
      return { algorithm: "SHA-256", challenge, salt, maxnumber: numbers - 1 };
    },
    read(proof, now) {
      const [, salt = "", id, end = "", number] = PROOF.exec(proof ?? "") ?? [];
      if (id === undefined || parseInt(end, 36) < now) return undefined;
      return derived.some((key) => numberOf(key, salt) === number) ? id : undefined;
    },
  };
}
