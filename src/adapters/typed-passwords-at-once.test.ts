// Imported passwords at logins that overlap on one core: time goes on to whatever is over first.

import { expect, test } from "vitest";
import { foreignText, type ForeignPassword } from "../domain/foreign-password/foreign-password.ts";
import { foreignKind } from "../domain/foreign-password/kind.ts";
import { quickHasher } from "../testing/quick-hasher.ts";
import { fairPasswords } from "./fair-passwords.ts";
import { fairTurns } from "./fair-turns.ts";
import { importedPasswords } from "./imported-passwords.ts";
import { jsonLog } from "./json-log.ts";
import { typedPasswords } from "./typed-passwords.ts";

const BCRYPT: ForeignPassword = {
  scheme: "bcrypt",
  algorithms: [{ name: "bcrypt", setting: "$2b$12$aaaaaaaaaaaaaaaaaaaaaa" }],
  expected: "right",
};
const IMPORTED = foreignText(BCRYPT);

/** Everything that is compared: what an operation has of the owner, and of three registrations that wait. */
const WAITING = [undefined, undefined, undefined];

type Login = {
  readonly address: string;
  readonly stored: string | undefined;
  readonly known?: boolean;
};

/** One core, and time that can be made to go on. */
function oneCore() {
  const sleeping: { readonly until: number; readonly wake: () => void }[] = [];
  const turns = fairTurns({ atOnce: 1, each: Infinity, mayWait: Infinity });
  let now = 0;
  const pace = {
    now: () => now,
    wait: (duration: number) =>
      new Promise<void>((wake) => sleeping.push({ until: now + duration, wake })),
  };
  return {
    pace,
    /** Takes the core for so long, and finds that the password is wrong. */
    async works(duration: number): Promise<false> {
      await turns({ client: "core", known: false }, () => pace.wait(duration));
      return false;
    },
    /** Lets time go on until that is over. */
    async until<Value>(running: Promise<Value>): Promise<Value> {
      const state = { isOver: false };
      void running.finally(() => {
        state.isOver = true;
      });
      for (;;) {
        await new Promise(setImmediate);
        if (state.isOver) return running;
        const next = sleeping.toSorted((a, b) => a.until - b.until)[0]!;
        sleeping.splice(sleeping.indexOf(next), 1);
        now = next.until;
        next.wake();
      }
    },
  };
}

/**
 * A site that has measured how long imported passwords take: 400 ms, and our own 20. Returns after how many milliseconds each of
 * several logins is answered that are asked at once, each by a client of its own.
 */
async function site(): Promise<(logins: readonly Login[]) => Promise<readonly number[]>> {
  const { pace, works, until } = oneCore();
  const hasher = { ...quickHasher(), verify: () => works(20) };
  const passwords = fairPasswords(hasher, { hashes: 1, each: 3, atOnce: 3, mayWait: 100 });
  const imported = importedPasswords({
    store: {
      sampleForeignPasswords: async () => [{ scheme: foreignKind(BCRYPT), hash: IMPORTED }],
    },
    clock: { now: () => 0 },
    log: jsonLog(),
    settings: { importedPasswordsUntil: undefined } as never,
    newHasher: () => ({ verify: () => works(400) }),
    peppers: { read: async () => undefined },
    pace,
  });
  const { admit } = typedPasswords({ passwords, imported, pace });

  function answered(logins: readonly Login[]): Promise<readonly number[]> {
    const began = pace.now();
    const all = logins.map(async ({ address, stored, known = false }, client) => {
      await admit({ client: `client ${client}`, known, address }, async (each) => {
        for (const candidate of [stored, ...WAITING]) await each.verify(candidate, "wrong");
      });
      return pace.now() - began;
    });
    return until(Promise.all(all));
  }

  for (const address of ["first@example.com", "second@example.com"])
    await answered([{ address, stored: undefined }]);
  return answered;
}

const OWNERS = [IMPORTED, "hash of plum", undefined];

const many = (count: number, login: Login): readonly Login[] => Array<Login>(count).fill(login);

test("logins about several addresses at once do not tell which of them has an imported password", async () => {
  const answered = await site();
  const others = [1, 2, 3, 4].map((n) => ({ address: `${n}@example.com`, stored: undefined }));
  for (const stored of OWNERS)
    expect(await answered([{ address: "owner@example.com", stored }, ...others])).toEqual(
      Array(5).fill(2_000),
    );
});

test("many logins at once about one address do not tell that it has an imported password", async () => {
  const answered = await site();
  for (const stored of OWNERS)
    expect(await answered(many(12, { address: "owner@example.com", stored }))).toEqual(
      Array.from({ length: 12 }, (_, at) => 2_000 * (at + 1)),
    );
});

test("a stranger who guesses makes no typo of the owner slower on a device that is known", async () => {
  const answered = await site();
  const guess = { address: "owner@example.com", stored: "hash of plum" };
  const all = await answered([...many(3, guess), { ...guess, known: true }]);
  expect(all).toEqual([2_000, 4_000, 6_000, 2_000]);
});
