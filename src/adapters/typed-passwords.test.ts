// Imported passwords at login, with time that only passes when something takes it.

import { expect, test } from "vitest";
import { foreignText, type ForeignPassword } from "../domain/foreign-password/foreign-password.ts";
import { foreignKind } from "../domain/foreign-password/kind.ts";
import { minutes } from "../domain/time.ts";
import type { ForeignHasher } from "../ports/foreign-hasher.ts";
import { Overloaded } from "../ports/password-hasher.ts";
import type { Passwords } from "../ports/passwords.ts";
import { quickHasher } from "../testing/quick-hasher.ts";
import { fairPasswords } from "./fair-passwords.ts";
import { importedPasswords } from "./imported-passwords.ts";
import { typedPasswords } from "./typed-passwords.ts";

const ASKER = { client: "198.51.100.7", known: false };
const BCRYPT: ForeignPassword = {
  scheme: "bcrypt",
  algorithms: [{ name: "bcrypt", setting: "$2b$12$aaaaaaaaaaaaaaaaaaaaaa" }],
  expected: "right",
};
const IMPORTED = foreignText(BCRYPT);

/** A site whose own hashes take 20 ms, and whose imported ones take 400 ms. */
function site(
  samples = [{ scheme: foreignKind(BCRYPT), hash: IMPORTED }],
  first: ForeignHasher[] = [],
) {
  const seen = {
    now: 0,
    imported: 400,
    afterPause: 0,
    inTurn: false,
    waitedInTurn: false,
    looks: 0,
    own: [] as unknown[][],
  };
  const events: string[] = [];
  const pace = {
    now: () => seen.now,
    wait: async (duration: number) => {
      seen.waitedInTurn ||= seen.inTurn;
      seen.now += duration;
    },
  };
  const passwords: Passwords = {
    async admit(_, act) {
      seen.inTurn = true;
      let last = -1;
      const value = await act({
        hash: async (password) => `hash of ${password}`,
        verify: async (stored, password) => {
          seen.own.push([stored, password]);
          seen.now += seen.now === last ? 20 : 20 + seen.afterPause;
          last = seen.now;
          return stored === `hash of ${password}`;
        },
        isOutdated: (hash) => !hash.startsWith("hash of"),
      });
      seen.inTurn = false;
      return value;
    },
  };
  const foreign: ForeignHasher = {
    async verify({ expected }, typed) {
      seen.now += seen.imported;
      if (typed === "crash") throw new Error("It cannot be verified.");
      return expected === typed;
    },
  };
  const imported = importedPasswords({
    store: {
      sampleForeignPasswords: async () => {
        seen.looks += 1;
        return samples;
      },
    },
    clock: { now: () => 0 },
    log: {
      info: (event) => events.push(event),
      warn: (event) => events.push(event),
      error: (event) => events.push(event),
    },
    settings: { importedPasswordsUntil: undefined } as never,
    newHasher: () => first.pop() ?? foreign,
    peppers: { read: async () => undefined },
    pace,
  });
  const typed = typedPasswords({ passwords, imported, pace });
  const compare = async (stored: string | undefined, text: string) => {
    const began = seen.now;
    const right = await typed.admit(ASKER, (hasher) => hasher.verify(stored, text));
    return { right, took: seen.now - began };
  };
  return { seen, events, typed, imported, pace, compare };
}

/** The same, when it has measured how long imported passwords take. */
async function measured() {
  const opened = site();
  await opened.compare(undefined, "first");
  await new Promise(setImmediate);
  return opened;
}

test("a wrong password takes the same time, compared with an imported one, our own, or none", async () => {
  const { compare } = await measured();
  const taken = [];
  for (const stored of [IMPORTED, "hash of plum", undefined, "foreign:broken"])
    taken.push(await compare(stored, "wrong"));
  // 400 ms, three times for a machine that is busy, is less than two seconds.
  expect(taken).toEqual(taken.map(() => ({ right: false, took: 2_000 })));
});

test("a right one is answered at once", async () => {
  const { compare } = await measured();
  expect(await compare("hash of plum", "plum")).toEqual({ right: true, took: 20 });
  expect(await compare(IMPORTED, "right")).toEqual({ right: true, took: 420 });
});

test("an imported password tells itself in no place, nor by a hash of our own that is slower after a pause", async () => {
  const { seen, typed } = await measured();
  seen.afterPause = 5;
  const taken = [];
  for (const candidates of [
    [IMPORTED, undefined, undefined, undefined],
    ["hash of plum", undefined, IMPORTED, undefined],
    ["hash of plum", undefined, undefined, undefined],
    [undefined, undefined, undefined, undefined],
  ]) {
    const began = seen.now;
    await typed.admit(ASKER, async (hasher) => {
      for (const stored of candidates) await hasher.verify(stored, "wrong");
    });
    taken.push(seen.now - began);
  }
  expect(taken).toEqual(taken.map(() => 2_000));
});

test("what is read between two comparisons is within the step, too", async () => {
  const { seen, typed } = await measured();
  const began = seen.now;
  await typed.admit(ASKER, async (hasher) => {
    await hasher.verify(undefined, "wrong");
    seen.now += 30;
    await hasher.verify(IMPORTED, "wrong");
  });
  expect(seen.now - began).toBe(2_000);
});

test("whoever knows the password of a later candidate does not learn how long the first took", async () => {
  const { seen, typed } = await measured();
  const taken = [];
  for (const owner of [IMPORTED, "hash of another", undefined]) {
    const began = seen.now;
    await typed.admit(ASKER, async (hasher) => {
      expect(await hasher.verify(owner, "plum")).toBe(false);
      expect(await hasher.verify("hash of plum", "plum")).toBe(true);
    });
    taken.push(seen.now - began);
  }
  expect(taken).toEqual(taken.map(() => 2_000));
});

test("until it is measured how long the imported ones take, the step is the longest", async () => {
  const measuring: ForeignHasher = { verify: () => new Promise(() => {}) };
  const { compare } = site(undefined, [measuring]);
  for (const stored of ["hash of plum", IMPORTED])
    expect(await compare(stored, "wrong")).toEqual({ right: false, took: 8_000 });
});

test("nobody waits when no imported passwords remain, and the store is asked once a minute", async () => {
  const { seen, compare } = site([]);
  expect(await compare("hash of plum", "wrong")).toEqual({ right: false, took: 20 });
  expect(await compare(undefined, "wrong")).toEqual({ right: false, took: 20 });
  expect(seen.looks).toBe(1);
  seen.now += minutes(1);
  await compare(undefined, "wrong");
  expect(seen.looks).toBe(2);
});

test("an import is noticed with its first password, even within the minute", async () => {
  const samples: { scheme: string; hash: string }[] = [];
  const { seen, compare } = site(samples);
  await compare(undefined, "wrong");
  samples.push({ scheme: foreignKind(BCRYPT), hash: IMPORTED });
  expect((await compare(IMPORTED, "wrong")).took).toBe(8_000);
  await compare(undefined, "wrong");
  expect(seen.looks).toBe(2);
});

test("a machine that is busy when it is measured is measured again, and the shortest time counts", async () => {
  const opened = site();
  const { seen, compare } = opened;
  seen.imported = 2_000;
  await compare(undefined, "first");
  await new Promise(setImmediate);
  expect((await compare(undefined, "wrong")).took).toBe(8_000);
  seen.imported = 60;
  seen.now += minutes(1);
  await compare(undefined, "later");
  await new Promise(setImmediate);
  expect((await compare(undefined, "wrong")).took).toBe(500);
});

test("no turn is held while an answer waits", async () => {
  const { seen, compare } = await measured();
  await compare(IMPORTED, "wrong");
  expect(seen.waitedInTurn).toBe(false);
});

test("no more operations wait for imported passwords than may wait at all", async () => {
  const endless: ForeignHasher = { verify: () => new Promise(() => {}) };
  const { imported, pace } = site(undefined, [endless]);
  const passwords = fairPasswords(quickHasher(), { atOnce: 1, each: 1, mayWait: 1 });
  const { admit } = typedPasswords({ passwords, imported, pace });
  const ask = () => admit(ASKER, (hasher) => hasher.verify(IMPORTED, "wrong"));
  void ask();
  void ask();
  await expect(ask()).rejects.toThrow(Overloaded);
});

test("an operation that compares nothing, such as a reset, does not wait", async () => {
  const { seen, typed } = await measured();
  const began = seen.now;
  expect(await typed.admit(ASKER, (hasher) => hasher.hash("plum"))).toBe("hash of plum");
  expect(seen.now).toBe(began);
});

test("a hasher never sees an imported password, nor text that is not in its normal form", async () => {
  const { seen, compare } = await measured();
  seen.own.length = 0;
  await compare(IMPORTED, "wrong");
  await compare("hash of \uFB01ne", "\uFB01ne");
  await compare("hash of x", "\uD800");
  expect(seen.own).toEqual([
    [undefined, "wrong"],
    ["hash of \uFB01ne", "fine"],
    [undefined, ""],
  ]);
});

test("an imported one is always outdated", async () => {
  const { typed } = site();
  await typed.admit(ASKER, async (hasher) => {
    expect(hasher.isOutdated(IMPORTED)).toBe(true);
    expect(hasher.isOutdated("hash of plum")).toBe(false);
  });
});

test("what cannot be verified is wrong, with one line in the log", async () => {
  const { events, compare } = await measured();
  expect((await compare(IMPORTED, "crash")).right).toBe(false);
  expect((await compare("foreign:{}", "wrong")).right).toBe(false);
  expect(events).toEqual(["imported-password-unreadable", "imported-password-unreadable"]);
});
