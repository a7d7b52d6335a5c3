// Verifies passwords with the hashes of other systems.

import { isSameText } from "../../domain/constant-time.ts";
import type { Algorithm, ForeignPassword } from "../../domain/foreign-password/foreign-password.ts";
import type { ForeignHasher } from "../../ports/foreign-hasher.ts";
import type { PasswordHasher } from "../../ports/password-hasher.ts";
import { argon2Hasher, loadArgon2 } from "../argon2-hasher.ts";
import { ForeignHashError } from "./error.ts";
import { preparedInputs } from "./prepare.ts";
import { digestThreads, type DigestThreads } from "./digest-threads.ts";

/** In bytes. A login never asks about so much; the work grows with the text. */
const LONGEST = 4096;

/** However many sites a process runs: each further thread would take its own memory, and have no core. */
const SHARED = digestThreads();

/**
 * Verifies in threads of the process, which start when they are first needed and do not keep the process running. Throws
 * `ForeignHashError` where nobody can tell whether a password is right. `hasher`: what weak hashes were wrapped with.
 *
 * @example
 * ```ts
 * const hashes = foreignHashes();
 * await hashes.verify(foreign, "plum tree by the river", undefined); // → true
 * ```
 */
export function foreignHashes(
  options: { readonly hasher?: PasswordHasher | undefined; readonly threads?: DigestThreads } = {},
): ForeignHasher {
  const { threads = SHARED } = options;
  let hasher = options.hasher;
  const ours = (): PasswordHasher => (hasher ??= argon2Hasher());
  const digest = (algorithm: Algorithm, input: Buffer): Promise<Buffer> =>
    algorithm.name === "argon2" ? argon2(algorithm, input) : threads.digest(algorithm, input);
  const isExpected = (foreign: ForeignPassword, found: string): boolean | Promise<boolean> =>
    foreign.wrapped ? ours().verify(foreign.expected, found) : isSameText(foreign.expected, found);
  return {
    async verify(foreign, typed, pepper) {
      if (foreign.pepper !== undefined && pepper === undefined)
        throw new ForeignHashError("pepper-missing");
      if (Buffer.byteLength(typed) > LONGEST) return false;
      for (const input of preparedInputs(foreign, typed, pepper ?? "")) {
        for (const algorithm of foreign.algorithms) {
          const found = await digest(keyed(algorithm, pepper), input);
          // A setting that is longer than what is made with it leaves nothing, for every password.
          if (found.length === 0) throw new ForeignHashError("failed");
          if (await isExpected(foreign, found.toString("base64"))) return true;
        }
      }
      return false;
    },
  };
}

/** Firebase's key may be the pepper, in any alphabet of base64. */
const keyed = (algorithm: Algorithm, pepper: string | undefined): Algorithm =>
  algorithm.name === "firebase" && algorithm.key === undefined && pepper !== undefined
    ? { ...algorithm, key: pepper }
    : algorithm;

const VARIANTS = { d: 0, i: 1, id: 2 } as const;

async function argon2(
  algorithm: Extract<Algorithm, { name: "argon2" }>,
  input: Buffer,
): Promise<Buffer> {
  return loadArgon2().hashRaw(input, {
    algorithm: VARIANTS[algorithm.variant],
    version: algorithm.version === 16 ? 0 : 1,
    memoryCost: algorithm.memory,
    timeCost: algorithm.passes,
    parallelism: algorithm.lanes,
    outputLen: algorithm.length,
    salt: Buffer.from(algorithm.salt, "base64"),
  });
}
