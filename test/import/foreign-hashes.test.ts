// Passwords that other systems stored, verified as those systems do. `scripts/foreign-hashes.ts` tries the slow ones, too.

import { describe, expect, it, test } from "vitest";
import { argon2Hasher } from "../../src/adapters/argon2-hasher.ts";
import { foreignHashes } from "../../src/adapters/foreign-hashes/foreign-hashes.ts";
import { costOf } from "../../src/domain/foreign-password/costs.ts";
import {
  foreignText,
  parseForeignText,
  type ForeignPassword,
} from "../../src/domain/foreign-password/foreign-password.ts";
import { looksAtAll } from "../../src/domain/foreign-password/looks-at-all.ts";
import { readKeptText } from "../../src/domain/foreign-password/kept-text.ts";
import { readForeignPassword } from "../../src/domain/foreign-password/read-foreign-password.ts";
import { passwordFrom } from "../../src/import/passwords.ts";
import { likenesses, nearMisses } from "./near-misses.ts";
import { VECTORS, type Vector } from "./vectors.ts";

const hashes = foreignHashes();

const all = VECTORS.map((vector) => ({
  ...vector,
  read: readForeignPassword(vector.stored, vector.parameters),
}));

const foreign = all.flatMap(({ read, ...vector }) =>
  read.ok && read.value.kind === "foreign" ? [{ ...vector, ...read.value }] : [],
);

/** In seconds. */
const QUICK = 0.01;
const NOT_SLOW = 0.3;

test("all stored passwords are here: no file of them has vanished, or become shorter", () => {
  const ofFiles = Map.groupBy(VECTORS, ({ name }) => name.split(" ")[0]);
  expect(Object.fromEntries([...ofFiles].map(([file, { length }]) => [file, length]))).toEqual({
    "389-ds-2.3": 6,
    "apache-htpasswd": 30,
    "crypt3-mkpasswd": 65,
    "django-3.2": 51,
    "dovecot-2.3.19": 120,
    "flask-security-5.1.2": 20,
    "npm-systems": 59,
    "openldap-2.5": 40,
    "passlib-1.7.4": 170,
    "php-symfony-laravel": 80,
    "python-bcrypt-argon2": 20,
    "recomputed-from-sources": 42,
    "ruby-devise-rails": 15,
    "werkzeug-2.2.2": 25,
    "wordpress-form-6.1.9": 4,
    "wordpress-phpass": 15,
  });
});

test("all of them can be verified, except yescrypt, those stored bare, and what no password opens", () => {
  const kinds = Map.groupBy(all, ({ name, read }) => {
    const kind = read.ok ? read.value.kind : read.reason;
    return kind === "foreign" ? kind : `${kind}: ${name.replace(/ \d+:/, "")}`;
  });
  expect(Object.fromEntries([...kinds].map(([kind, { length }]) => [kind, length]))).toEqual({
    foreign: 743,
    "cannot-verify: 389-ds-2.3 GOST_YESCRYPT": 2,
    "cannot-verify: crypt3-mkpasswd gost-yescrypt": 5,
    "cannot-verify: crypt3-mkpasswd yescrypt": 5,
    "cannot-verify: crypt3-mkpasswd yescrypt -R 7": 1,
    "none: django-3.2 unusable": 1,
    "plain: werkzeug-2.2.2 plain": 5,
  });
});

describe("every kind of stored password that is quickly verified", () => {
  const quick = foreign.filter((each) => costOf(each.foreign).seconds < QUICK);

  it.each(quick)("$name", async (vector) => {
    const verify = (typed: string): Promise<boolean> =>
      hashes.verify(vector.foreign, typed, vector.parameters.pepper?.text);

    expect(await verify(vector.password)).toBe(true);
    const accepted: string[] = [];
    for (const miss of nearMisses(vector, vector.foreign)) {
      if (await verify(miss)) accepted.push(miss);
    }
    expect(accepted).toEqual([]);
  });

  it.each(quick)("is one text, or known to be several: $name", async (vector) => {
    const only = new Set<string>();
    for (const text of likenesses(vector)) {
      const isOnly = looksAtAll(vector.foreign, text);
      if (isOnly && (await hashes.verify(vector.foreign, text, vector.parameters.pepper?.text)))
        only.add(text.normalize("NFKC"));
    }
    expect(only.size).toBeLessThan(2);
  });
});

describe("one of every other scheme", () => {
  const slower = foreign.filter(({ foreign: { algorithms, forms } }) => {
    const { seconds } = costOf({ algorithms, ...(forms && { forms }) });
    return seconds >= QUICK && seconds < NOT_SLOW;
  });
  const ones = [...new Map(slower.map((vector) => [vector.foreign.scheme, vector])).values()];

  it.each(ones)("$name", async ({ foreign: one, password, parameters }) => {
    const verify = (typed: string): Promise<boolean> =>
      hashes.verify(one, typed, parameters.pepper?.text);

    expect(await verify(password)).toBe(true);
    expect(await verify(`x${password.slice(1)}`)).toBe(false);
  });
});

/** As an import stores it. */
async function wrappedAtImport({ stored, parameters }: Vector): Promise<ForeignPassword> {
  const made = passwordFrom({ stored }, stored.system ?? "csv", parameters);
  if (made.kind !== "kept" || typeof made.secret === "string") throw new Error("It is not weak.");
  return parseForeignText(await made.secret(argon2Hasher()))!;
}

describe("a weak hash", () => {
  const weak = foreign.filter((each) => each.weak && costOf(each.foreign).seconds < QUICK);
  const ones = [...new Map(weak.map((vector) => [vector.foreign.scheme, vector])).values()];

  it.each(ones)(
    "verifies when wrapped, and is no longer in what is stored: $name",
    async (vector) => {
      const wrapped = await wrappedAtImport(vector);

      expect(foreignText(wrapped)).not.toContain(vector.foreign.expected);
      expect(wrapped.expected).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
      expect(await hashes.verify(wrapped, vector.password, undefined)).toBe(true);
      expect(await hashes.verify(wrapped, `${vector.password.slice(0, 5)}~`, undefined)).toBe(
        false,
      );
    },
  );
});

test.each(foreign.slice(0, 20))(
  "what is stored reads back as it was: $name",
  ({ foreign: one }) => {
    expect(parseForeignText(foreignText(one))).toEqual(one);
  },
);

test("every kind that is kept is read from an export, bare and wrapped", async () => {
  for (const { foreign: one } of foreign) {
    expect(readKeptText(foreignText(one))).toEqual(one);
    const wrapped = {
      ...one,
      wrapped: true,
      expected: "$argon2id$v=19$m=19456,t=2,p=1$a$b",
    } as const;
    expect(readKeptText(foreignText(wrapped))).toEqual(wrapped);
  }
});

const bcrypt: ForeignPassword = {
  scheme: "bcrypt",
  algorithms: [{ name: "bcrypt", setting: "$2b$04$abcdefghijklmnopqrstuu" }],
  expected: "",
};
const digest = { do: "digest", hash: "sha512", to: "base64" } as const;

test.each<[string, Partial<ForeignPassword>, boolean, boolean]>([
  ["bcrypt", {}, true, false],
  ["a digest before bcrypt", { steps: [digest] }, true, true],
  ["a digest of long texts before bcrypt", { steps: [{ ...digest, over: 72 }] }, true, true],
  ["a pepper behind the text", { steps: [{ do: "append" }] }, true, false],
  ["a pepper before the text", { steps: [{ do: "prepend" }] }, false, false],
  ["an algorithm that looks at all", { algorithms: [{ name: "nt" }] }, true, true],
])("a hash looks at all of a short and of a long text: %s", (_, parts, short, long) => {
  expect(looksAtAll({ ...bcrypt, ...parts }, "x".repeat(71))).toBe(short);
  expect(looksAtAll({ ...bcrypt, ...parts }, "x".repeat(73))).toBe(long);
});

test("what somebody else wrote is no foreign password", () => {
  for (const text of [
    "",
    "$argon2id$v=19$m=19456,t=2,p=1$a$b",
    "foreign:",
    "foreign:{}",
    "foreign:[",
  ]) {
    expect(parseForeignText(text)).toBeUndefined();
  }
});
