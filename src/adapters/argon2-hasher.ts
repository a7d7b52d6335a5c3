// argon2id off the event loop. How many run at once is decided by its caller.

import { hash, verify } from "@node-rs/argon2";
import type { PasswordHasher } from "../ports/password-hasher.ts";

/** OWASP's recommendation for argon2id: 19 MiB, two passes, one lane. */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

const CURRENT = "$argon2id$v=19$m=19456,t=2,p=1$";

/** Verified when there is no user: the same work, and never correct. Its password is unknown. */
const DUMMY =
  "$argon2id$v=19$m=19456,t=2,p=1$oMH5bFEjt8kDAo4hJyJoIw$6avS881R0F+8IWy7OyKoCuSyASKd9yBn8oHPIugRqCk";

/**
 * A hasher with OWASP's parameters for argon2id (RFC 9106), stored as PHC strings. A verification without a
 * user costs exactly as much as one with a user.
 *
 * @example
 * ```ts
 * const hasher = argon2Hasher();
 * const hash = await hasher.hash("plum tree by the river");
 * await hasher.verify(hash, "plum tree by the river"); // → true
 * await hasher.verify(undefined, "plum tree by the river"); // → false
 * ```
 */
export const argon2Hasher = (): PasswordHasher => ({
  hash: (password) => hash(password, PARAMETERS),
  async verify(stored, password) {
    const right = await verify(stored ?? DUMMY, password);
    return stored !== undefined && right;
  },
  isOutdated: (stored) => !stored.startsWith(CURRENT),
});
