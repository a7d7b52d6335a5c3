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
 * longer: that work is filled up to a fixed step of time, and where there was none, a whole step is waited. The turn is over
 * by then, so nobody else waits for it. A password that is right at the first comparison is answered at once. If it is the
 * one of a later candidate, its sender must not learn how long the first took: anybody can register anybody's address.
 */
export const typedPasswords = ({ passwords, imported, pace }: Parts): Passwords => ({
  async admit(asker, act) {
    const seen: Seen = { isWrong: false, worked: 0 };
    const value = await passwords.admit(asker, async (hasher) => {
      await imported.look();
      return act(comparing(hasher, imported, asker, seen));
    });
    const step = imported.step();
    if (step !== undefined && seen.isWrong) await pace.wait(untilStep(seen.worked, step));
    return value;
  },
});

/** Whether an operation compared something that was wrong, and how long it worked on imported passwords for that. */
type Seen = { isWrong: boolean; worked: Duration };

function comparing(
  hasher: PasswordHasher,
  imported: ImportedPasswords,
  asker: Asker,
  seen: Seen,
): PasswordHasher {
  /** Every comparison does the same work with our own hasher, and waits as long for those who verify imported ones. */
  async function compare(stored: string | undefined, typed: string): Promise<boolean> {
    // What could never have been set does the work, too.
    const normal = normalisePassword(typed);
    const known = normal === undefined ? undefined : stored;
    const foreign = known !== undefined && isForeign(known) ? known : undefined;
    const ours = (own: string | undefined): Promise<boolean> => hasher.verify(own, normal ?? "");
    if (foreign === undefined && (await ours(known))) return true;
    const { right, took } = await imported.verify(asker, foreign, typed);
    if (right) return true;
    // Our own hash is slower after a pause. The first one of an operation always follows one, so here the old hash adds none.
    if (foreign !== undefined) await ours(undefined);
    seen.isWrong = true;
    seen.worked += took;
    return false;
  }
  return {
    hash: (password) => hasher.hash(password),
    verify: compare,
    isOutdated: (hash) => isForeign(hash) || hasher.isOutdated(hash),
  };
}
