// Compares what people type with what is stored: hashes of our own, and those that other systems made.

import { isForeign } from "../domain/foreign-password/foreign-password.ts";
import { normalisePassword } from "../domain/password-policy.ts";
import { untilStep } from "../domain/steps.ts";
import type { Duration } from "../domain/time.ts";
import type { Pace } from "../ports/pace.ts";
import type { PasswordHasher } from "../ports/password-hasher.ts";
import type { Asker, Passwords } from "../ports/passwords.ts";
import type { ImportedPasswords } from "./imported-passwords.ts";

type Parts = {
  readonly passwords: Passwords;
  readonly imported: ImportedPasswords;
  readonly pace: Pace;
};

/**
 * Wraps the passwords of a host, whose hasher sees only its own hashes, and texts in their normal form. What this one
 * verifies is the text exactly as it was typed.
 *
 * While imported passwords remain, no wrong comparison tells whether it was one with an imported password, which takes
 * longer: an operation's time from its turn on is filled up to a fixed step. The turn is over by then, so nobody else waits
 * for it. A password that is right at the first comparison is answered at once. If it is the one of a
 * later candidate, its sender must not learn how long the first took: anybody can register anybody's address.
 */
export const typedPasswords = ({ passwords, imported, pace }: Parts): Passwords => {
  /** The shortest that our own hasher took. It does the same work for everybody, so no step that follows from it tells anything. */
  let own: Duration = Infinity;

  function comparing(hasher: PasswordHasher, asker: Asker, seen: Seen): PasswordHasher {
    async function compareOurs(stored: string | undefined, normal: string): Promise<boolean> {
      const began = pace.now();
      const right = await hasher.verify(stored, normal);
      own = Math.min(own, pace.now() - began);
      return right;
    }

    /** Everybody waits as long for the turn of those who verify imported passwords. */
    async function compare(stored: string | undefined, typed: string): Promise<boolean> {
      // What could never have been set does the work, too.
      const normal = normalisePassword(typed);
      const known = normal === undefined ? undefined : stored;
      const foreign = known !== undefined && isForeign(known) ? known : undefined;
      if (foreign === undefined && (await compareOurs(known, normal ?? ""))) return true;
      const { right, waited } = await imported.verify(asker, foreign, typed);
      seen.waited += waited;
      seen.isWrong ||= !right;
      return right;
    }

    return {
      hash: (password) => hasher.hash(password),
      verify: compare,
      isOutdated: (hash) => isForeign(hash) || hasher.isOutdated(hash),
    };
  }

  return {
    async admit(asker, act) {
      const seen: Seen = { began: 0, waited: 0, isWrong: false };
      const value = await passwords.admit(asker, async (hasher) => {
        await imported.look();
        seen.began = pace.now();
        return act(comparing(hasher, asker, seen));
      });
      const worked = pace.now() - seen.began - seen.waited;
      const step = seen.isWrong ? imported.step(own) : undefined;
      if (step !== undefined) await pace.wait(untilStep(worked, step));
      return value;
    },
  };
};

/** When an operation began to work, how long it waited in line since, and whether something it compared was wrong. */
type Seen = { began: number; waited: Duration; isWrong: boolean };
