import { hash } from "@node-rs/argon2";
import { describe, expect, test } from "vitest";
import { argon2Hasher } from "./argon2-hasher.ts";

describe("a hash", () => {
  test("carries OWASP's parameters and a salt of its own", async () => {
    const hasher = argon2Hasher();
    const first = await hasher.hash("plum tree by the river");
    expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
    expect(await hasher.hash("plum tree by the river")).not.toBe(first);
  });

  test("is right for its password alone, to the last letter of a long one", async () => {
    const hasher = argon2Hasher();
    const long = "x y".repeat(80);
    const stored = await hasher.hash(`${long}a`);
    expect(await hasher.verify(stored, `${long}a`)).toBe(true);
    expect(await hasher.verify(stored, `${long}b`)).toBe(false); // bcrypt stops at 72 bytes
    expect(await hasher.verify(stored, "")).toBe(false);
  });

  test("with other than today's parameters is outdated, and still verified", async () => {
    const hasher = argon2Hasher();
    const older = await hash("plum tree", { memoryCost: 8_192, timeCost: 1, parallelism: 1 });
    expect(hasher.isOutdated(older)).toBe(true);
    expect(await hasher.verify(older, "plum tree")).toBe(true);
    expect(hasher.isOutdated(await hasher.hash("plum tree"))).toBe(false);
  });
});

describe("for nobody", () => {
  test("a verification does the work, and then says no to everything", async () => {
    const hasher = argon2Hasher();
    for (const password of ["", "dummy", "postern", "plum tree by the river"]) {
      expect(await hasher.verify(undefined, password)).toBe(false);
    }
  });
});
