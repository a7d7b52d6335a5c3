import { expect, test } from "vitest";
import { foreignText, isForeign, type Algorithm } from "./foreign-password.ts";
import { foreignKind } from "./kind.ts";

const kind = (scheme: string, algorithm: Algorithm, rest = {}): string =>
  foreignKind({ scheme, algorithms: [algorithm], expected: "", ...rest });

test("a kind is a scheme with what it costs", () => {
  expect(kind("bcrypt", { name: "bcrypt", setting: "$2y$12$abc" })).toBe("bcrypt 12");
  expect(kind("sha512-crypt", { name: "sha-crypt", setting: "$6$rounds=656000$abc" })).toBe(
    "sha512-crypt 656000",
  );
  expect(kind("sha512-crypt", { name: "sha-crypt", setting: "$6$abc" })).toBe("sha512-crypt");
  expect(kind("bsdi-crypt", { name: "bsdi-crypt", setting: "_J9..rasm" })).toBe("bsdi-crypt J9..");
  const salt = "";
  expect(
    kind("pbkdf2-sha256", { name: "pbkdf2", hash: "sha256", salt, rounds: 600_000, length: 32 }),
  ).toBe("pbkdf2-sha256 600000");
  expect(
    kind("pbkdf2", { name: "pbkdf2", hash: "sha256", salt, rounds: 25_000, length: 512 }),
  ).toBe("pbkdf2 25000,16");
  expect(kind("scrypt", { name: "scrypt", salt, n: 16_384, r: 8, p: 1, length: 64 })).toBe(
    "scrypt 16384,8,1",
  );
  expect(kind("md5", { name: "digest", hash: "md5" }, { wrapped: true })).toBe("md5 wrapped");
});

test("a kind tells how many spellings of a text are hashed", () => {
  const bcrypt: Algorithm = { name: "bcrypt", setting: "$2y$12$abc" };
  expect(kind("bcrypt", bcrypt, { forms: ["nfkc"] })).toBe("bcrypt 12");
  expect(kind("bcrypt", bcrypt, { forms: ["typed", "trimmed", "slashed"] })).toBe("bcrypt 12 x3");
});

test("two ways to read one form are one kind", () => {
  const scrypt = (r: number): Algorithm => ({
    name: "scrypt",
    salt: "",
    n: 16_384,
    r,
    p: 1,
    length: 64,
  });
  expect(foreignKind({ scheme: "lucia", algorithms: [scrypt(8), scrypt(16)], expected: "" })).toBe(
    "lucia 16384,8,1 16384,16,1 x2",
  );
});

test("what an import stored is told from every hash of our own", () => {
  const text = foreignText({ scheme: "md5", algorithms: [], expected: "" });
  expect(isForeign(text)).toBe(true);
  for (const own of ["$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA", "$quick$a$b", ""])
    expect(isForeign(own)).toBe(false);
});
