// Compares what people type with what is stored: hashes of our own, and those that other systems made.

import { isForeign } from "../domain/foreign-password/foreign-password.ts";
import { normalisePassword } from "../domain/password-policy.ts";
import { stepAfter } from "../domain/steps.ts";
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
 * longer: it is answered at a fixed step of time. A password that is right at the first comparison is answered at once. If
 * it is the one of a later candidate, its sender must not learn how long the first took: anybody can register anybody's
 * address.
 */
export const typedPasswords = ({ passwords, imported, pace }: Parts): Passwords => {
  const steps = inSteps(pace);
  /** The shortest that our own hasher took. It does the same work for everybody, so no step that follows from it tells anything. */
  let own: Duration = Infinity;

  function comparing(hasher: PasswordHasher, asker: Asker, seen: Seen): PasswordHasher {
    async function compareOurs(stored: string | undefined, normal: string): Promise<boolean> {
      const began = pace.now();
      const right = await hasher.verify(stored, normal);
      own = Math.min(own, pace.now() - began);
      return right;
    }

    async function compare(stored: string | undefined, typed: string): Promise<boolean> {
      // What could never have been set does the work, too.
      const normal = normalisePassword(typed);
      const known = normal === undefined ? undefined : stored;
      const foreign = known !== undefined && isForeign(known) ? known : undefined;
      // Before an imported one too, so that our own hasher does as much work for everybody.
      if (await compareOurs(foreign === undefined ? known : undefined, normal ?? "")) return true;
      const right = await imported.verify(asker, foreign, typed);
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
      const seen: Seen = { isWrong: false };
      const asked = pace.now();
      const value = await passwords.admit(asker, async (hasher) => {
        await imported.look();
        return act(comparing(hasher, asker, seen));
      });
      const step = seen.isWrong ? imported.step(own) : undefined;
      if (step !== undefined) await steps(asker, asked, step);
      return value;
    },
  };
};

/** Whether something that an operation compared was wrong. */
type Seen = { isWrong: boolean };

/**
 * Waits for the end of a step, which holds no turn. Waiting for turns is within the step: somebody who asks about two
 * addresses at once would see it. Of operations about one address, each has a step of its own, however many are under way:
 * they wait for each other's work.
 */
function inSteps(pace: Pace) {
  /** When the last operation of those under way is answered. */
  const lines = new Map<string, number>();
  return async ({ address = "", client, known }: Asker, asked: number, step: Duration) => {
    const line = `${known} ${address || client}`;
    const now = pace.now();
    const on = stepAfter(now, Math.max(asked, lines.get(line) ?? asked), step);
    lines.set(line, on);
    await pace.wait(on - now);
    if (lines.get(line) === on) lines.delete(line);
  };
}
