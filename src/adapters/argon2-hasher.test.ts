import { hash } from "@node-rs/argon2";
import { describe, expect, test } from "vitest";
import { Overloaded } from "../ports/password-hasher.ts";
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

  test("a verification takes its place in the queue like any other", async () => {
    const hasher = argon2Hasher({ atOnce: 1, mayWait: 0 });
    const busy = hasher.hash("plum tree by the river");
    await expect(hasher.verify(undefined, "plum tree")).rejects.toThrow(Overloaded);
    await busy;
  });
});

describe("the queue", () => {
  test("is bounded: who comes when it is full is refused at once", async () => {
    const hasher = argon2Hasher({ atOnce: 2, mayWait: 3 });
    const outcomes = await Promise.allSettled(
      Array.from({ length: 9 }, () => hasher.hash("plum tree by the river")),
    );
    const refused = outcomes.filter((outcome) => outcome.status === "rejected");
    expect(refused).toHaveLength(4);
    expect(refused.every(({ reason }) => reason instanceof Overloaded)).toBe(true);
  });

  test("has room again afterwards", async () => {
    const hasher = argon2Hasher({ atOnce: 1, mayWait: 0 });
    await hasher.hash("first");
    await expect(hasher.hash("second")).resolves.toContain("$argon2id$");
  });

  test("goes on after a verification that failed", async () => {
    const hasher = argon2Hasher({ atOnce: 1, mayWait: 1 });
    await expect(hasher.verify("this is no hash", "plum tree")).rejects.toThrow("Decoding failed");
    await expect(hasher.hash("plum tree")).resolves.toContain("$argon2id$");
  });
});
