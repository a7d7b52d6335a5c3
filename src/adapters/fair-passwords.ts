// The only queue in front of the hasher: a few operations of each client at a time, and one hash per core.

import { availableParallelism } from "node:os";
import type { PasswordHasher } from "../ports/password-hasher.ts";
import type { Asker, Passwords } from "../ports/passwords.ts";
import { fairTurns, type TurnSizes, type Turns } from "./fair-turns.ts";

export type FairnessSizes = TurnSizes & {
  /** Hashes at a time; more than one per core gains nothing. */
  readonly hashes: number;
};

/**
 * For one client, one and a half times as many operations as there are cores: the cores go on hashing while one
 * of them writes, and a flood of requests that are refused at once keeps nobody else waiting. For all clients
 * together, more. What waits costs memory, and somebody's patience.
 */
const sizesFor = (cores: number): FairnessSizes => ({
  hashes: cores,
  each: Math.ceil(1.5 * cores),
  atOnce: 16 * cores,
  mayWait: 512,
});

/**
 * Wraps any hasher. An operation waits until it is its client's turn, and so does each of its single hashes:
 * clients take turns, known devices first.
 */
export function fairPasswords(
  hasher: PasswordHasher,
  chosen: Partial<FairnessSizes> = {},
): Passwords {
  const sizes = { ...sizesFor(availableParallelism()), ...chosen };
  const acts = fairTurns(sizes);
  // Nobody is refused here: no more hashes are asked for than operations were admitted.
  const hashes = fairTurns({ atOnce: sizes.hashes, each: Infinity, mayWait: Infinity });
  return { admit: (asker, act) => acts(asker, () => act(inTurn(hasher, hashes, asker))) };
}

function inTurn(hasher: PasswordHasher, turns: Turns, asker: Asker): PasswordHasher {
  return {
    hash: (password) => turns(asker, () => hasher.hash(password)),
    verify: (stored, password) => turns(asker, () => hasher.verify(stored, password)),
    isOutdated: (hash) => hasher.isOutdated(hash),
  };
}
