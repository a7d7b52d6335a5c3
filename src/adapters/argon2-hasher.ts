// argon2id off the event loop. How many run at once is decided by its caller.

import type * as Argon2 from "@node-rs/argon2";
import { createRequire } from "node:module";
import type { PasswordHasher } from "../ports/password-hasher.ts";
import { argon2Threads, startThread, type Argon2 as Hashing } from "./argon2-threads.ts";

const PACKAGE = "@node-rs/argon2";

/** OWASP's recommendation for argon2id: 19 MiB, two passes, one lane. */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

const CURRENT = "$argon2id$v=19$m=19456,t=2,p=1$";

/** Verified when there is no user: the same work, and never correct. Its password is unknown. */
const DUMMY =
  "$argon2id$v=19$m=19456,t=2,p=1$oMH5bFEjt8kDAo4hJyJoIw$6avS881R0F+8IWy7OyKoCuSyASKd9yBn8oHPIugRqCk";

/** One thread for each core is enough, however many sites a process runs. */
let shared: Hashing | undefined;

/**
 * A hasher with OWASP's parameters for argon2id (RFC 9106), stored as PHC strings. A verification without a
 * user costs exactly as much as one with a user. Throws if `@node-rs/argon2` cannot be loaded.
 *
 * @example
 * ```ts
 * const hasher = argon2Hasher();
 * const hash = await hasher.hash("plum tree by the river");
 * await hasher.verify(hash, "plum tree by the river"); // → true
 * await hasher.verify(undefined, "plum tree by the river"); // → false
 * ```
 */
export function argon2Hasher(): PasswordHasher {
  const { hash, verify } = (shared ??= argon2Threads(loadArgon2(), () =>
    startThread(requireHere().resolve(PACKAGE)),
  ));
  return {
    hash: (password) => hash(password, PARAMETERS),
    async verify(stored, password) {
      const right = await verify(stored ?? DUMMY, password);
      return stored !== undefined && right;
    },
    isOutdated: (stored) => !stored.startsWith(CURRENT),
  };
}

/**
 * The only native module of the package is loaded here and not by an import: a host that brings a hasher of its own needs
 * none, and a bundler, which could not put it into its one file, leaves it out.
 */
export function loadArgon2(): typeof Argon2 {
  try {
    return requireHere()(PACKAGE) as typeof Argon2;
  } catch (cause) {
    throw new Error(
      "Install @node-rs/argon2 beside this program, or give createPostern a passwordHasher.",
      { cause },
    );
  }
}

function requireHere(): NodeJS.Require {
  // In a bundle of CommonJS, `import.meta` is empty.
  const url = import.meta.url as string | undefined;
  return createRequire(url ?? `${process.cwd()}/`);
}
