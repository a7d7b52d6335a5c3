import { expect, test } from "vitest";
import { NONCE } from "../domain/sealed.ts";
import { keptOutcomes } from "./kept-outcome.ts";

const OLD = "an old key of at least thirty-two characters";
const NEW = "a newer key of at least thirty-two characters";
const NOW = 1_000_000;
const nonce = new Uint8Array(NONCE).fill(7);
const entries = { email: "ada@example.com", password: "plum tree", currentPassword: "oak" };
const outcome = { ok: false, value: null };

const written = (keys: readonly [string, ...string[]], path = "/login"): string =>
  keptOutcomes(keys).write(path, { entries, outcome }, NOW, nonce)!;

test("what a page carries of a form is read again, without its passwords", () => {
  expect(keptOutcomes([NEW]).read("/login", written([NEW]), NOW)).toEqual({
    entries: { email: "ada@example.com", password: "", currentPassword: "" },
    outcome,
  });
});

test("nobody reads it without the key, and a key that was rotated still does", () => {
  expect(Buffer.from(written([NEW]), "base64url").toString("latin1")).not.toContain("ada");
  expect(keptOutcomes([NEW]).read("/login", written([OLD]), NOW)).toBeUndefined();
  expect(keptOutcomes([NEW, OLD]).read("/login", written([OLD]), NOW)).toMatchObject({ outcome });
});

test("it is good for an hour", () => {
  const { read } = keptOutcomes([NEW]);
  expect(read("/login", written([NEW]), NOW + 3_599_000)).toMatchObject({ outcome });
  expect(read("/login", written([NEW]), NOW + 3_600_000)).toBeUndefined();
});

test("it is good for the path of its form only, and not if a byte is changed", () => {
  const text = written([NEW]);
  const bytes = Buffer.from(text, "base64url");
  bytes[NONCE] = bytes[NONCE]! ^ 1;
  const { read } = keptOutcomes([NEW]);
  expect(read("/forgot", text, NOW)).toBeUndefined();
  expect(read("/login", bytes.toString("base64url"), NOW)).toBeUndefined();
  for (const odd of ["", "x", text.slice(0, 20), ["a"], null]) {
    expect(read("/login", odd, NOW)).toBeUndefined();
  }
});
