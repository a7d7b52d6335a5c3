import { expect, test } from "vitest";
import type { PasswordHasher } from "../ports/password-hasher.ts";
import { argon2Hasher } from "./argon2-hasher.ts";
import { fairPasswords } from "./fair-passwords.ts";

const ASKER = { client: "192.0.2.1", known: false };

/** A hasher that records its calls, and answers when told to. */
function slowHasher() {
  const asked: (string | undefined)[] = [];
  const ends: (() => void)[] = [];
  const wait = () => new Promise<void>((resolve) => ends.push(resolve));
  const hasher: PasswordHasher = {
    hash: async (password) => {
      asked.push(password);
      await wait();
      return "hash";
    },
    verify: async (hash) => {
      asked.push(hash);
      await wait();
      return true;
    },
    isOutdated: () => true,
  };
  return { hasher, asked, ends };
}

const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

test("as many hashes run at once as there are cores, however many acts were admitted", async () => {
  const { hasher, asked, ends } = slowHasher();
  const passwords = fairPasswords(hasher, { hashes: 2 });
  const acts = ["one", "two", "three"].map((password) =>
    passwords.admit(ASKER, (turns) => turns.hash(password)),
  );
  await settle();
  expect(asked).toEqual(["one", "two"]);
  ends.shift()!();
  await settle();
  expect(asked).toEqual(["one", "two", "three"]);
  for (const end of ends) end();
  await Promise.all(acts);
});

test("between the hashes of one client's acts, those of others have their turn", async () => {
  const { hasher, asked, ends } = slowHasher();
  const passwords = fairPasswords(hasher, { hashes: 1 });
  const acts = ["flood 1", "flood 2", "flood 3"].map((hash) =>
    passwords.admit(ASKER, (turns) => turns.verify(hash, "")),
  );
  acts.push(
    passwords.admit({ ...ASKER, client: "192.0.2.2" }, (turns) => turns.verify("real", "")),
  );
  for (await settle(); ends.length > 0; await settle()) ends.shift()!();
  await Promise.all(acts);
  expect(asked).toEqual(["flood 1", "flood 2", "real", "flood 3"]);
});

test("where there is no password, the same work is done, and nothing is right", async () => {
  const real = fairPasswords(argon2Hasher());
  for (const typed of ["", "*", "undefined", "plum tree by the river"]) {
    expect(await real.admit(ASKER, (turns) => turns.verify(undefined, typed))).toBe(false);
  }
});
