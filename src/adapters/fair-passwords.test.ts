import { expect, test } from "vitest";
import { NO_PASSWORD, type PasswordHasher } from "../ports/password-hasher.ts";
import { argon2Hasher } from "./argon2-hasher.ts";
import { fairPasswords } from "./fair-passwords.ts";

const ASKER = { client: "192.0.2.1", known: false };

/** A hasher that writes down what it is asked, and answers when told to. */
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

test("where no password fits, the same work is done as for nobody, by any hasher, and it is never right", async () => {
  const { hasher, asked, ends } = slowHasher();
  const slow = fairPasswords(hasher).admit(ASKER, async (turns) => {
    expect(turns.isOutdated(NO_PASSWORD)).toBe(false);
    await turns.verify(NO_PASSWORD, "plum tree");
  });
  await settle();
  expect(asked).toEqual([undefined]);
  for (const end of ends) end();
  await slow;
  const real = fairPasswords(argon2Hasher());
  for (const typed of ["", "*", "plum tree by the river"]) {
    const right = await real.admit(ASKER, (turns) => turns.verify(NO_PASSWORD, typed));
    expect(right).toBe(false);
  }
});
