// What an import makes of the passwords that it finds, before anybody logs in.

import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { readForeignPassword } from "../../src/domain/foreign-password/read-foreign-password.ts";
import type {
  ForeignParameters,
  StoredPassword,
} from "../../src/domain/foreign-password/stored-password.ts";
import { VECTORS } from "./vectors.ts";

const read = (stored: string | StoredPassword, parameters: ForeignParameters = {}) =>
  readForeignPassword(typeof stored === "string" ? { text: stored } : stored, parameters);

/** The stored form of a vector, by what its name contains. */
const stored = (name: string): StoredPassword => {
  const found = VECTORS.find((vector) => vector.name.includes(name));
  if (found === undefined) throw new Error(name);
  return found.stored;
};

const BCRYPT = "$2y$10$T8LcfWPoilx4k2sAtP0zu.8ZkTaTDBKa60GYbkPTguBYY2d8gfK7y";

test.each([
  "",
  " ",
  "!",
  "!!",
  "!yFOIFa4ChXzk4yfmg5GOQYke8WOaWiYRZzcZ72U0",
  `!${BCRYPT}`,
  "*",
  "*0",
  "x",
  "*LK*",
  "NP",
])("nobody can log in with %j", (text) => {
  expect(read(text)).toEqual({ ok: true, value: { kind: "none" } });
});

test.each([
  ["plain$$  two spaces each side  \n", "  two spaces each side  "],
  ["{PLAIN}plum", "plum"],
  ["{cleartext}plum", "plum"],
])("%j is a password that was stored bare", (text, password) => {
  expect(read(text)).toEqual({ ok: true, value: { kind: "plain", password } });
});

test("only Postern's own export has hashes that Postern verifies as they are", () => {
  const text =
    "$argon2id$v=19$m=19456,t=2,p=1$oMH5bFEjt8kDAo4hJyJoIw$6avS881R0F+8IWy7OyKoCuSyASKd9yBn8oHPIugRqCk";

  expect(read({ text, system: "postern" })).toEqual({
    ok: true,
    value: { kind: "own", hash: text },
  });
  expect(read({ text, system: "laravel" })).toMatchObject({ ok: true, value: { kind: "foreign" } });
});

test.each([
  [stored(": yescrypt").text, "yescrypt ($y$)"],
  [stored(": gost-yescrypt").text, "gost-yescrypt ($gy$)"],
  [stored(": GOST_YESCRYPT").text, "gost-yescrypt ($gy$)"],
  [BCRYPT.replace("2y", "2x"), "bcrypt of a faulty crypt_blowfish ($2x$)"],
])("what nobody can verify is named: %s", (text, detail) => {
  expect(read(text)).toEqual({ ok: false, reason: "cannot-verify", detail });
});

test("Firebase's hashes cannot be verified without its settings", () => {
  expect(
    read({ text: "bNCAldQjk0k=", salt: "MTLOTFP1ATpXEQ==", system: "firebase" }),
  ).toMatchObject({
    ok: false,
    reason: "cannot-verify",
  });
});

test("a form that nobody knows is named by its beginning, and nothing of the hash is told", () => {
  const secret = "c2VjcmV0c2VjcmV0";

  expect(read(`$new-thing$${secret}`)).toEqual({
    ok: false,
    reason: "unknown-form",
    detail: "$new-thing$",
  });
  expect(read(`{NEW}${secret}`)).toEqual({ ok: false, reason: "unknown-form", detail: "{NEW}" });
  expect(read(secret)).toEqual({
    ok: false,
    reason: "unknown-form",
    detail: "16 characters without a name",
  });
  expect(read("{CRYPT}".repeat(100_000))).toMatchObject({ ok: false, reason: "unknown-form" });
  expect(read("{CRYPT}".repeat(500))).toMatchObject({ ok: false, reason: "unknown-form" });
});

describe("a stored password is broken", () => {
  // Salts of any length end the salted ones, and SCRAM with a key that is not needed here.
  const endsOpen = /SSHA|SMD5|ldap_salted|SCRAM/;
  const whole = VECTORS.filter(({ name }) => !endsOpen.test(name))
    .filter(({ entry }) => /^(?:ascii|undefined)$/.test(String(entry.password_label)))
    .filter((vector) => {
      const found = read(vector.stored, vector.parameters);
      return found.ok && found.value.kind === "foreign";
    });

  it.each(whole)("when its last letters are cut off: $name", (vector) => {
    const { text } = vector.stored;
    const cut = text.startsWith('{"')
      ? text.replace(/("value":"[^"]{20})[^"]*/, "$1")
      : text.slice(0, -5);

    expect(read({ ...vector.stored, text: cut }, vector.parameters).ok).toBe(false);
  });

  it.each([
    ["a salt that is no base64", "$argon2id$v=19$m=1024,t=2,p=2$WFh%eEsz$JDGYRct3y4hcfZqqaaafyA"],
    [
      "a key of 15 bytes",
      "$argon2id$v=19$m=1024,t=2,p=2$WFhYeEszM2lwaDJxY2J5Lg$JDGYRct3y4hcfZqqaaaf",
    ],
    [
      "less memory than argon2 can use",
      "$argon2id$v=19$m=8,t=2,p=2$WFhYeEszM2lwaDJxY2J5Lg$JDGYRct3y4hcfZqqaaafyA",
    ],
    [
      "no rounds",
      "$pbkdf2-sha256$0$tNaa8z6nFGJsLcW4t/bemw$rq5nxSGtWy8L56CzF8NYNufunWznlOus5vu6oD.yBPU",
    ],
    [
      "a block size of 0",
      "$scrypt$ln=10,r=0,p=1$vdc6h9Da+5/zPoeQ8l6rlQ$0o5rafpzYm8YXh0K1kwyOGPpTmcJGSRtcbivqxO0hD8",
    ],
    [
      "an N that is no power of two",
      "$scrypt$ln=1000,r=8,p=1$vdc6h9Da+5/zPoeQ8l6rlQ$0o5rafpzYm8YXh0K1kwyOGPpTmcJGSRtcbivqxO0hD8",
    ],
    ["bcrypt of cost 3", BCRYPT.replace("$10$", "$03$")],
    ["a salted digest shorter than the digest", "{SSHA}t4PSdVri1WQvWi7t"],
    ["PostgreSQL's MD5 without its user", "md50a03eed3c2e71175dbc849c2fc5591e0"],
    ["Redwood's without its salt", `${"ab".repeat(32)}|16384|8|1`],
    ["Payload's without its salt", `pbkdf2-sha256-v1:${"ab".repeat(32)}`],
  ])("when it has %s", (_, text) => {
    expect(read(text)).toMatchObject({ ok: false, reason: "broken" });
  });
});

test.each([
  ["bcrypt of cost 15", BCRYPT.replace("$10$", "$15$")],
  [
    "argon2 with 257 MiB",
    "$argon2id$v=19$m=263168,t=1,p=1$WFhYeEszM2lwaDJxY2J5Lg$JDGYRct3y4hcfZqqaaafyA",
  ],
  [
    "argon2 with 100 passes",
    "$argon2id$v=19$m=65536,t=100,p=1$WFhYeEszM2lwaDJxY2J5Lg$JDGYRct3y4hcfZqqaaafyA",
  ],
  [
    "scrypt with 512 MiB",
    "$scrypt$ln=19,r=8,p=1$vdc6h9Da+5/zPoeQ8l6rlQ$0o5rafpzYm8YXh0K1kwyOGPpTmcJGSRtcbivqxO0hD8",
  ],
  [
    "100 million rounds of PBKDF2",
    "$pbkdf2-sha256$100000000$tNaa8z6nFGJsLcW4t/bemw$rq5nxSGtWy8L56CzF8NYNufunWznlOus5vu6oD.yBPU",
  ],
  [
    "999,999,999 rounds of SHA-512-crypt",
    stored(": sha512crypt").text.replace("$6$", "$6$rounds=999999999$"),
  ],
  ["2^30 rounds of phpass", stored("phpass $P$").text.replace("$P$B", "$P$S")],
])("%s would be too costly for whoever asks with a wrong password", (_, text) => {
  expect(read(text)).toMatchObject({ ok: false, reason: "too-costly" });
});

test.each([
  ["bcrypt of cost 14", BCRYPT.replace("$10$", "$14$")],
  [
    "argon2 with 256 MiB",
    "$argon2id$v=19$m=262144,t=3,p=4$WFhYeEszM2lwaDJxY2J5Lg$JDGYRct3y4hcfZqqaaafyA",
  ],
  [
    "scrypt with 128 MiB",
    "$scrypt$ln=17,r=8,p=1$vdc6h9Da+5/zPoeQ8l6rlQ$0o5rafpzYm8YXh0K1kwyOGPpTmcJGSRtcbivqxO0hD8",
  ],
  ["passlib's default of SHA-512-crypt", stored("sha512_crypt").text],
])("%s is accepted", (_, text) => {
  expect(read(text)).toMatchObject({ ok: true });
});

describe("parts of Firebase's hashes", () => {
  const vector = VECTORS.find(({ entry }) => entry.source === "firebase-scrypt");
  const { text = "", salt = "" } = vector?.stored ?? {};
  const {
    signerKey = "",
    saltSeparator = "",
    ...rest
  } = vector?.parameters.firebase ?? { memCost: 0, rounds: 0 };
  const read1 = (parts: readonly string[]) => {
    const [hash = "", own = "", key = "", separator = ""] = parts;
    const firebase = { ...rest, signerKey: key, saltSeparator: separator };
    return read({ text: hash, salt: own, system: "firebase" }, { firebase });
  };
  const parts = [text, salt, signerKey, saltSeparator];
  const spellings = [
    (part: string) => part.replaceAll("+", "-").replaceAll("/", "_"),
    (part: string) => part.replaceAll("=", ""),
    (part: string) => part.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", ""),
  ];

  it.each([0, 1, 2, 3])(
    "may each be in either alphabet, with padding or without: part %i",
    (changed) => {
      for (const spelling of spellings) {
        const others = parts.map((part, place) => (place === changed ? spelling(part) : part));
        expect(read1(others)).toEqual(read1(parts));
      }
      expect(read1(parts)).toMatchObject({ ok: true });
    },
  );

  it.each([0, 2])("are broken when they have another length: part %i", (changed) => {
    const others = parts.map((part, place) => (place === changed ? part.slice(0, -8) : part));

    expect(read1(others)).toMatchObject({ ok: false, reason: "broken" });
  });

  it("do not have the key in each row where it is the pepper", () => {
    const pepper = { id: "firebase", text: signerKey };
    const found = read(
      { text, salt, system: "firebase" },
      { firebase: { ...rest, saltSeparator }, pepper },
    );

    expect(found).toMatchObject({ ok: true, value: { foreign: { pepper: "firebase" } } });
    expect(JSON.stringify(found)).not.toContain(signerKey);
  });
});

test("the text of a pepper is never part of what is stored", () => {
  const pepper = { id: "devise", text: "a long secret of the old application" };

  for (const system of ["devise", "flask-security"]) {
    const found = read({ text: BCRYPT, system }, { pepper });
    expect(found).toMatchObject({ ok: true, value: { foreign: { pepper: "devise" } } });
    expect(JSON.stringify(found)).not.toContain(pepper.text);
  }
});

test("the file's parameters replace what is known of the system", () => {
  const found = read(
    { text: BCRYPT, system: "laravel" },
    { forms: ["nfkc"], steps: [{ do: "digest", hash: "md5", to: "hex" }] },
  );

  expect(found).toMatchObject({
    value: { foreign: { forms: ["nfkc"], steps: [{ hash: "md5" }] } },
  });
});

test("weak is what a graphics card guesses two million times a second", () => {
  const weakness = VECTORS.flatMap((vector) => {
    const found = read(vector.stored, vector.parameters);
    return found.ok && found.value.kind === "foreign"
      ? [[found.value.foreign.scheme, found.value.weak] as const]
      : [];
  });
  const named = (weak: boolean): string[] =>
    [...new Set(weakness.filter(([, is]) => is === weak).map(([scheme]) => scheme))].toSorted(
      (a, b) => (a < b ? -1 : 1),
    );

  expect({ weak: named(true), strong: named(false) }).toMatchInlineSnapshot(`
    {
      "strong": [
        "argon2d",
        "argon2i",
        "argon2id",
        "bcrypt",
        "bcrypt-sha256",
        "drupal7",
        "firebase-scrypt",
        "fshp",
        "pbkdf2-sha1",
        "pbkdf2-sha256",
        "pbkdf2-sha512",
        "phpass",
        "scrypt",
        "sha1-crypt",
        "sha256-crypt",
        "sha512-crypt",
        "sun-md5",
        "symfony-message-digest",
        "wordpress-bcrypt",
      ],
      "weak": [
        "big-crypt",
        "bsdi-crypt",
        "cram-md5",
        "des-crypt",
        "digest-md5",
        "drupal7",
        "md5",
        "md5-crypt",
        "mssql2005",
        "mysql41",
        "nt",
        "pbkdf2-sha1",
        "pbkdf2-sha512",
        "pg-md5",
        "phpass",
        "scram-sha1",
        "scram-sha256",
        "sha1",
        "sha256",
        "sha256-crypt",
        "sha512",
        "sha512-crypt",
      ],
    }
  `);
});

test("nothing that a column can contain throws", () => {
  const texts = fc.oneof(
    fc.string(),
    fc.string({ unit: "binary" }),
    fc.constantFrom(...VECTORS.map(({ stored: each }) => each.text)),
  );
  const changed = fc
    .tuple(texts, fc.nat(200), fc.string({ maxLength: 3 }))
    .map(([text, at, other]) => text.slice(0, at) + other + text.slice(at + 1));
  const systems = fc.constantFrom(
    "firebase",
    "keycloak",
    "symfony",
    "discourse",
    "auth0",
    "flask-security",
    "constructor",
  );

  fc.assert(
    fc.property(
      changed,
      systems,
      fc.option(fc.string()),
      fc.option(fc.object()),
      (text, system, salt, details) => {
        const given = { text, system, ...(salt !== null && { salt }), ...(details && { details }) };
        expect(() =>
          read(given, { firebase: { memCost: 14, rounds: 8, saltSeparator: "Bw==" } }),
        ).not.toThrow();
      },
    ),
    { numRuns: 2000 },
  );
});
