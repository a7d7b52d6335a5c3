// Passwords that were imported as other systems hashed them: verified with the old hash until their owners log in.

import { availableParallelism } from "node:os";
import { parseForeignText } from "../domain/foreign-password/foreign-password.ts";
import { stepFor } from "../domain/steps.ts";
import { minutes, type Duration } from "../domain/time.ts";
import type { Uses } from "../ports/context.ts";
import type { ForeignHasher } from "../ports/foreign-hasher.ts";
import type { Pace } from "../ports/pace.ts";
import type { Asker } from "../ports/passwords.ts";
import { fairTurns } from "./fair-turns.ts";
import type { Peppers } from "./stored-peppers.ts";

export type ImportedPasswords = {
  /** Asks the store, at most once a minute, whether some remain, and of which kinds. */
  look(): Promise<void>;
  /**
   * The step of time to which an operation that compares is filled up, if our own hasher takes so long for one comparison.
   * Undefined if none remain.
   */
  step(own: Duration): Duration | undefined;
  /**
   * Whether a text is the password, once it is the asker's turn, which is also waited for without a stored one. False also for
   * what cannot be read, which is logged: a reset works.
   */
  verify(asker: Asker, stored: string | undefined, typed: string): Promise<boolean>;
};

type Parts = Uses<"sampleForeignPasswords", "clock" | "log" | "settings"> & {
  /** Makes a hasher, which verifies one password at a time. */
  readonly newHasher: () => ForeignHasher;
  readonly peppers: Peppers;
  readonly pace: Pace;
};

/** How long it may take until an import is noticed. */
const LOOKED_FOR: Duration = minutes(1);

/** How often an operation compares with our own hasher at most: see decision 30. */
const OWN_EACH = 4;

/** A kind that takes as long as the slowest may. */
const UNSEEN = "";

/**
 * The step is longer than the slowest kind takes here. That is measured with one of each kind and a made-up text, in the
 * background and not with what people type: otherwise the first one of a kind would tell itself by its time. Until it is
 * measured, the step is the longest.
 */
export function importedPasswords(parts: Parts): ImportedPasswords {
  const { store, clock, settings, pace } = parts;
  const work = working(parts);
  const times = measuring(parts, work);
  // As many at a time as there are cores, and clients take turns, as with our own hashes.
  const turns = fairTurns({ atOnce: availableParallelism(), each: Infinity, mayWait: Infinity });
  let kinds: readonly string[] = [];
  let lookedOn = -Infinity;
  let looking: Promise<void> | undefined;

  async function look(): Promise<void> {
    const samples = await store.sampleForeignPasswords();
    kinds = samples.map(({ scheme }) => scheme);
    lookedOn = pace.now();
    times.measure(samples);
  }

  return {
    async look() {
      if (pace.now() - lookedOn < LOOKED_FOR) return;
      looking ??= look().finally(() => {
        looking = undefined;
      });
      await looking;
    },
    step(own) {
      if (kinds.length === 0) return undefined;
      const slowest = Math.max(...kinds.map(times.of));
      return stepFor(slowest + OWN_EACH * own);
    },
    async verify(asker, stored, typed) {
      // It was imported after the last look.
      if (kinds.length === 0 && stored !== undefined) [kinds, lookedOn] = [[UNSEEN], -Infinity];
      if (kinds.length === 0) return false;
      const { importedPasswordsUntil: until = Infinity } = settings;
      return turns(asker, async () => {
        const isOver = clock.now() >= until;
        return stored !== undefined && !isOver && work(stored, typed);
      });
    },
  };
}

type Work = (stored: string, typed: string) => Promise<boolean>;

/** Verifies with a hasher of its own. */
function working({ log, newHasher, peppers }: Parts): Work {
  const idle: ForeignHasher[] = [];

  async function compare(hasher: ForeignHasher, stored: string, typed: string): Promise<boolean> {
    const foreign = parseForeignText(stored);
    if (foreign === undefined) {
      log.warn("imported-password-unreadable");
      return false;
    }
    const { pepper: id, scheme } = foreign;
    const pepper = id === undefined ? undefined : await peppers.read(id);
    if (id !== undefined && pepper === undefined) {
      log.warn("imported-password-without-pepper", { pepper: id, scheme });
      return false;
    }
    try {
      return await hasher.verify(foreign, typed, pepper);
    } catch (error) {
      log.error("imported-password-unreadable", error, { scheme });
      return false;
    }
  }

  return async (stored, typed) => {
    const hasher = idle.pop() ?? newHasher();
    try {
      return await compare(hasher, stored, typed);
    } finally {
      idle.push(hasher);
    }
  };
}

/**
 * Takes as long as any: its spellings all differ, so that each is hashed, and it is about as long as a password may be,
 * which matters to hashes that go through it in each of their rounds.
 */
const LONGEST_TEXT = ` "it's" \uFB01ne & caf\u00E9 or cafe\u0301 ${"x".repeat(980)} `;

type Sample = { readonly scheme: string; readonly hash: string };

/** Each kind is measured so often, once a minute, and the smallest time counts: others took something else, too. */
const MEASURED = 5;

/** How long the kinds take: Infinity as long as that is not known. */
function measuring({ log, pace }: Parts, work: Work) {
  const times = new Map<string, readonly Duration[]>();
  let running = false;

  async function run(samples: readonly Sample[]): Promise<void> {
    for (const { scheme, hash } of samples) {
      const began = pace.now();
      await work(hash, LONGEST_TEXT);
      times.set(scheme, [...(times.get(scheme) ?? []), pace.now() - began]);
    }
  }

  return {
    of: (kind: string): Duration => Math.min(...(times.get(kind) ?? [])),
    /** Begins to measure those samples that were not measured often enough. */
    measure(samples: readonly Sample[]): void {
      const fresh = samples.filter(({ scheme }) => (times.get(scheme)?.length ?? 0) < MEASURED);
      if (fresh.length === 0 || running) return;
      running = true;
      run(fresh)
        .catch((error: unknown) => log.error("imported-passwords-unmeasured", error))
        .finally(() => {
          running = false;
        });
    },
  };
}
