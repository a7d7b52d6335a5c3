import { describe, expect, test } from "vitest";
import {
  evidenceOf,
  passwordCredential,
  passwordShown,
  strengthOf,
  withShown,
  writeEvidence,
  type Evidence,
} from "./evidence.ts";
import { minutes, type Instant } from "./time.ts";

const NOW: Instant = Date.UTC(2026, 10, 22, 13, 5);

const password: Evidence = { kind: "password", factor: "first", credentialId: "p", on: NOW };
const totp: Evidence = { kind: "totp", factor: "second", credentialId: "t", on: NOW };
const passkey: Evidence = { kind: "passkey", factor: "both", credentialId: "k", on: NOW };

describe("what was shown stands for", () => {
  test.for<[string, readonly Evidence[], 0 | 1 | 2]>([
    ["nothing, where nothing was shown", [], 0],
    ["one factor, where it was a password", [password], 1],
    [
      "one factor still, where it was two of one sort",
      [password, { ...password, kind: "link" }],
      1,
    ],
    ["nothing, where it only adds to a first factor", [totp, totp], 0],
    ["two factors, where one adds to the other", [totp, password], 2],
    ["two factors, where one is two by itself", [passkey], 2],
  ])("%s", ([, shown, strength]) => {
    expect(strengthOf(shown)).toBe(strength);
  });
});

describe("evidence", () => {
  test("is a right password with its credential, and a new password is a first factor", () => {
    expect(passwordShown("p")).toEqual({ kind: "password", factor: "first", credentialId: "p" });
    expect(passwordCredential("p", "a hash")).toEqual({
      id: "p",
      kind: "password",
      factor: "first",
      secret: "a hash",
    });
  });

  test("is read as it was written", () => {
    expect(evidenceOf({ evidence: writeEvidence([password, totp]) })).toEqual([password, totp]);
  });

  test("of one kind is replaced by what is shown of it now, and that of others stays", () => {
    const later = NOW + minutes(5);
    const { on: _, ...shown } = { ...password, credentialId: "another" };
    expect(withShown([password, totp], [shown], later)).toEqual([totp, { ...shown, on: later }]);
    expect(withShown([password], [], later)).toEqual([password]);
  });
});

test("a security key that is shown after a passkey takes nothing from it", () => {
  const phone = { kind: "passkey", factor: "both", credentialId: "phone", on: 1 } as const;
  const key = { kind: "passkey", factor: "second", credentialId: "key" } as const;
  const both = withShown([phone], [key], 2);
  expect(strengthOf(both)).toBe(2);
  expect(withShown(both, [key], 3)).toEqual([phone, { ...key, on: 3 }]);
});
