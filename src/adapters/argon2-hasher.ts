// argon2id off the event loop, as many at a time as there are cores, and not too many waiting.

import { hash, verify } from "@node-rs/argon2";
import { availableParallelism } from "node:os";
import { Overloaded, type PasswordHasher } from "../ports/password-hasher.ts";

/** OWASP's recommendation for argon2id: 19 MiB, two passes, one lane. */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

const CURRENT = "$argon2id$v=19$m=19456,t=2,p=1$";

/** Verified when there is no user: the same work, and never right. Its password is unknown. */
const DUMMY =
  "$argon2id$v=19$m=19456,t=2,p=1$oMH5bFEjt8kDAo4hJyJoIw$6avS881R0F+8IWy7OyKoCuSyASKd9yBn8oHPIugRqCk";

export type HasherOptions = {
  /** Hashes at a time; more than cores gains nothing. */
  readonly atOnce?: number;
  /** Hashes that may wait; beyond, `Overloaded` is thrown at once and the queue stays short. */
  readonly mayWait?: number;
};

/**
 * A hasher with OWASP's parameters for argon2id (RFC 9106), stored as PHC strings. A verification
 * for nobody costs exactly what one for somebody costs.
 */
export function argon2Hasher({ atOnce, mayWait = 256 }: HasherOptions = {}): PasswordHasher {
  const inTurn = queue(atOnce ?? availableParallelism(), mayWait);
  return {
    hash: (password) => inTurn(() => hash(password, PARAMETERS)),
    async verify(stored, password) {
      const right = await inTurn(() => verify(stored ?? DUMMY, password));
      return stored !== undefined && right;
    },
    isOutdated: (stored) => !stored.startsWith(CURRENT),
  };
}

/** Runs tasks so many at a time; throws `Overloaded` when too many wait. */
function queue(atOnce: number, mayWait: number) {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async <Value>(task: () => Promise<Value>): Promise<Value> => {
    if (running >= atOnce) {
      if (waiting.length >= mayWait) throw new Overloaded("Too many passwords wait to be hashed.");
      await new Promise<void>((resolve) => waiting.push(resolve));
    } else {
      running += 1;
    }
    try {
      return await task();
    } finally {
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  };
}
