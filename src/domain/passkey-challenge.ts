// What a passkey has to sign: made for one browser and one act, and stored nowhere before it is used.

import { createHmac, type KeyObject } from "node:crypto";
import { isSameText } from "./constant-time.ts";
import { deriveKeys, type KeyRing } from "./key-ring.ts";
import type { Limit } from "./limits.ts";
import { minutes, type Duration, type Instant } from "./time.ts";

/**
 * What a passkey is asked for. `login`: a whole sign-in, of whoever it belongs to. `second-step`: the second step of one.
 * `again`: to show once more who is there. `add`: a new one to log in with. `add-quietly`: the same from a password manager
 * that asks nobody. `add-security-key`: a new one that only adds to a password.
 */
export type PasskeyAct =
  "login" | "second-step" | "again" | "add" | "add-quietly" | "add-security-key";

export const PASSKEY_ACTS: readonly PasskeyAct[] = [
  "login",
  "second-step",
  "again",
  "add",
  "add-quietly",
  "add-security-key",
];

/** A challenge as it was given to a browser. */
export type PasskeyChallenge = {
  readonly act: PasskeyAct;
  readonly id: string;
  /** 256 bits in base64url: what is signed. */
  readonly challenge: string;
};

/** Makes challenges, and reads them. A browser may have any number of them at the same time. */
export type PasskeyChallenges = {
  /**
   * A challenge, and the state that comes back with its answer. `id` is used for no other, and `binding` is what the forms of this browser are bound
   * to: its session, or a cookie.
   */
  make(
    act: PasskeyAct,
    id: string,
    binding: string,
    now: Instant,
  ): { readonly state: string; readonly challenge: string };
  /** The challenge in a state that was made for this browser and is not too old; undefined for anything else. */
  read(state: string, binding: string, now: Instant): PasskeyChallenge | undefined;
};

/** Twice what browsers are told to wait for a person who looks for the key. */
const LIVES: Duration = minutes(10);

/** A challenge is good for one sign-in, and remembered for as long as it could be sent again. */
export const ONE_SIGN_IN: Limit = { name: "passkey", windows: [{ count: 1, every: LIVES }] };

/** The act, the id, the end, and the signature, which is the challenge. */
const STATE = /^(([a-z-]{1,16})\.([A-Za-z0-9_-]{22})\.([0-9a-z]{1,10}))\.([A-Za-z0-9_-]{43})$/;

/**
 * The signature itself is what a passkey signs: it has 256 bits that nobody without the key can guess, and whoever
 * holds a state knows for whom, what and until when it was made.
 */
export function passkeyChallenges(keys: KeyRing): PasskeyChallenges {
  const derived = deriveKeys(keys, (secret) =>
    createHmac("sha256", secret).update("postern.passkey").digest(),
  );
  const sign = (key: KeyObject, text: string, binding: string): string =>
    createHmac("sha256", key).update(`${text}\0${binding}`).digest("base64url");
  return {
    make(act, id, binding, now) {
      const text = `${act}.${id}.${(now + LIVES).toString(36)}`;
      const challenge = sign(derived[0], text, binding);
      return { state: `${text}.${challenge}`, challenge };
    },
    read(state, binding, now) {
      const [, text = "", act, id = "", end = "", challenge = ""] = STATE.exec(state) ?? [];
      const known = PASSKEY_ACTS.find((each) => each === act);
      if (known === undefined || parseInt(end, 36) <= now) return undefined;
      const isOurs = derived.some((key) => isSameText(sign(key, text, binding), challenge));
      return isOurs ? { act: known, id, challenge } : undefined;
    },
  };
}
