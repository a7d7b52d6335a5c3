// What each system does with a password before it hashes it, and how it writes numbers, against what one would guess.

import { hashSync } from "bcryptjs";
import { createHash, createHmac, pbkdf2Sync, scryptSync } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { foreignHashes } from "../../src/adapters/foreign-hashes/foreign-hashes.ts";
import { readForeignPassword } from "../../src/domain/foreign-password/read-foreign-password.ts";
import type {
  ForeignParameters,
  StoredPassword,
} from "../../src/domain/foreign-password/stored-password.ts";
import { passwordFrom } from "../../src/import/passwords.ts";
import { VECTORS, type Vector } from "./vectors.ts";

const hashes = foreignHashes();

async function isRight(
  stored: StoredPassword,
  typed: string,
  parameters: ForeignParameters = {},
): Promise<boolean> {
  const read = readForeignPassword(stored, parameters);
  if (!read.ok || read.value.kind !== "foreign") throw new Error(JSON.stringify(read));
  return hashes.verify(read.value.foreign, typed, parameters.pepper?.text);
}

const vectors = (name: RegExp): Vector[] => VECTORS.filter((vector) => name.test(vector.name));

const SALT = "abcdefghijklmnopqrstuu";
const bcrypt = (text: string, version = "2b"): string => hashSync(text, `$${version}$04$${SALT}`);

const LONG = "0123456789".repeat(8);

describe("bcrypt", () => {
  it.each(["2a", "2b", "2y"])("is verified as $%s$", async (version) => {
    expect(await isRight({ text: bcrypt("plum", version) }, "plum")).toBe(true);
    expect(await isRight({ text: bcrypt("plum", version) }, "Plum")).toBe(false);
  });

  it("does not refuse more than 72 bytes, and looks at no more", async () => {
    expect(await isRight({ text: bcrypt(LONG) }, LONG)).toBe(true);
    expect(await isRight({ text: bcrypt(LONG) }, LONG.slice(0, 72))).toBe(true);
    expect(await isRight({ text: bcrypt(LONG) }, LONG.slice(0, 71))).toBe(false);
  });

  it("counts bytes where Rails counts characters", async () => {
    const cyrillic = "пароль".repeat(12);

    expect(await isRight({ text: bcrypt(cyrillic), system: "rails" }, cyrillic)).toBe(true);
    expect(await isRight({ text: bcrypt(cyrillic), system: "rails" }, "пароль".repeat(6))).toBe(
      true,
    );
    expect(await isRight({ text: bcrypt(cyrillic), system: "rails" }, "пароль".repeat(5))).toBe(
      false,
    );
  });
});

describe("argon2", () => {
  const orders = vectors(/^npm-systems .*argon2id/);

  it("is here in each order of its parameters that Node's libraries write", () => {
    expect(orders).toHaveLength(4);
  });

  it.each(orders)("is verified whatever the order: $name", async ({ stored, password }) => {
    expect(await isRight(stored, password)).toBe(true);
    expect(await isRight(stored, `${password}s`)).toBe(false);
  });

  it.each(orders)("may be what a host's own hasher wrote, in an export: $name", ({ stored }) => {
    expect(passwordFrom({ hash: stored.text }, "postern", {})).toMatchObject({ kind: "kept" });
  });

  it.each([
    "$argon2id$v=19$m=1024,m=1024,t=3,p=4$",
    "$argon2id$v=19$m=1024,m=1024,t=3$",
    "$argon2id$v=19$m=1024,t=3$",
    "$argon2id$v=19$m=1024,t=3,p=4,p=4$",
  ])("is broken where a parameter is missing or comes twice: %s", (begins) => {
    const text = `${begins}oN08nKrGpcC3/f6GM6y0yQ$6iWI1G8c05JaWtCFtkS4U0iZ7vCpF1FsF+Jkvqmyink`;

    expect(readForeignPassword({ text }, {})).toMatchObject({ ok: false, reason: "broken" });
  });
});

describe("Flask-Security", () => {
  const pepper = { id: "salt-2024", text: "146585145368132386173505678016728509634" };
  const signed = (text: string): string =>
    createHmac("sha512", pepper.text).update(text).digest("base64");

  it("gives bcrypt 88 characters", async () => {
    const stored = { text: bcrypt(signed("plum")), system: "flask-security" };

    expect(signed("plum")).toHaveLength(88);
    expect(await isRight(stored, "plum", { pepper })).toBe(true);
    expect(await isRight(stored, "plums", { pepper })).toBe(false);
    expect(await isRight(stored, "plum", { pepper: { ...pepper, text: "another" } })).toBe(false);
  });

  it("normalises to NFKD, which its older versions did not", async () => {
    const typed = "Gru\u0308ße";
    const stored = (text: string) => ({ text: bcrypt(signed(text)), system: "flask-security" });

    expect(await isRight(stored("Gru\u0308ße"), "Grüße", { pepper })).toBe(true);
    expect(await isRight(stored("Grüße"), "Grüße", { pepper })).toBe(true);
    expect(await isRight(stored("Grüße"), typed, { pepper })).toBe(false);
  });

  it("signs nothing where it is told so, and none of Django's hashes", async () => {
    const stored = { text: bcrypt("plum"), system: "flask-security" };

    expect(await isRight(stored, "plum", { singleHash: true })).toBe(true);
    expect(await isRight({ ...stored, text: `bcrypt$${stored.text}` }, "plum", { pepper })).toBe(
      true,
    );
  });

  it("needs its pepper", () => {
    const stored = { text: bcrypt(signed("plum")), system: "flask-security" };

    expect(readForeignPassword(stored, {})).toMatchObject({ ok: false, reason: "pepper-missing" });
  });
});

it("Devise adds a pepper of 128 characters to the password", async () => {
  const pepper = { id: "devise", text: "9d5b2c71a4e0f3".repeat(10).slice(0, 128) };
  const stored = { text: bcrypt(`plum${pepper.text}`), system: "devise" };

  expect(await isRight(stored, "plum", { pepper })).toBe(true);
  expect(await isRight(stored, "plum")).toBe(false);
  expect(await isRight({ ...stored, text: bcrypt("plum") }, "plum")).toBe(true);
});

it("Symfony hashes what bcrypt would cut off", async () => {
  const short = createHash("sha512").update(LONG).digest("base64");

  expect(await isRight({ text: bcrypt(short), system: "symfony" }, LONG)).toBe(true);
  expect(await isRight({ text: bcrypt(short), system: "symfony" }, LONG.slice(0, 72))).toBe(false);
  expect(await isRight({ text: bcrypt("plum"), system: "symfony" }, "plum")).toBe(true);
});

it("Meteor hashes in the browser first", async () => {
  const first = createHash("sha256").update("plum").digest("hex");

  expect(await isRight({ text: bcrypt(first), system: "meteor" }, "plum")).toBe(true);
});

it("phpBB escapes passwords for HTML", async () => {
  const stored = { text: bcrypt("&lt;plum&gt; &amp; 'pear&quot;"), system: "phpbb" };

  expect(await isRight(stored, "<plum> & 'pear\"")).toBe(true);
  expect(await isRight(stored, "plum & 'pear\"")).toBe(false);
});

describe("WordPress", () => {
  it.each(vectors(/^wordpress-form/))(
    "hashes what its forms made of the password: $password",
    async ({ stored, password }) => {
      expect(await isRight(stored, password)).toBe(true);
      expect(await isRight(stored, password.trim())).toBe(true);
      expect(await isRight(stored, `${password}!`)).toBe(false);
    },
  );
});

describe("scrypt", () => {
  const salt = Buffer.from("0123456789abcdef");
  const key = (n: number): Buffer => scryptSync("plum", salt, 32, { N: n, r: 8, p: 1 });
  const bare = (bytes: Buffer): string => bytes.toString("base64").replaceAll("=", "");

  it.each([
    [
      "Ory Kratos, with N itself",
      `$scrypt$ln=1024,r=8,p=1$${salt.toString("base64")}$${key(1024).toString("base64")}`,
    ],
    ["passlib, with its logarithm", `$scrypt$ln=10,r=8,p=1$${bare(salt)}$${bare(key(1024))}`],
    ["Adonis", `$scrypt$n=1024,r=8,p=1$${bare(salt)}$${bare(key(1024))}`],
    ["Werkzeug", `scrypt:1024:8:1$0123456789abcdef$${key(1024).toString("hex")}`],
    ["Django", `scrypt$1024$0123456789abcdef$8$1$${key(1024).toString("base64")}`],
  ])("is written in its own way by %s", async (_, text) => {
    expect(await isRight({ text }, "plum")).toBe(true);
    expect(await isRight({ text }, "plums")).toBe(false);
  });

  it.each(vectors(/^npm-systems .*(?:r=8|Scrypt|better-auth|scrypt N=)/).slice(0, 20))(
    "has a block size of 8 or 16, and nothing says which: $name",
    async ({ stored, password }) => {
      expect(await isRight(stored, password)).toBe(true);
    },
  );

  it("is given the memory that it needs, and a little more", async () => {
    const text = `$scrypt$ln=15,r=8,p=1$${bare(salt)}$${bare(scryptSync("plum", salt, 32, { N: 2 ** 15, r: 8, p: 1, maxmem: 2 ** 26 }))}`;

    expect(await isRight({ text }, "plum")).toBe(true);
  });
});

it("Better Auth and Lucia normalise to NFKC, Redwood to NFC, and others not at all", async () => {
  const key = (text: string, length: number, r: number): string =>
    scryptSync(text, "0123456789abcdef0123456789abcdef", length, {
      N: 16_384,
      r,
      p: 1,
      maxmem: 2 ** 26,
    }).toString("hex");
  const ligature = "\ufb01g";
  const lucia = { text: `0123456789abcdef0123456789abcdef:${key("fig", 64, 16)}` };
  const redwood = (text: string) => ({
    text: `${key(text, 32, 8)}|16384|8|1`,
    salt: "0123456789abcdef0123456789abcdef",
  });

  expect(await isRight(lucia, ligature)).toBe(true);
  expect(await isRight(redwood("fig"), ligature)).toBe(false);
  expect(await isRight(redwood("ü"), "u\u0308")).toBe(true);
  expect(await isRight({ text: bcrypt("ü") }, "u\u0308")).toBe(false);
});

it("a whole table of Better Auth is verified", async () => {
  const file = new URL("../vectors/better-auth-tables.json", import.meta.url);
  const { password, tables } = JSON.parse(readFileSync(file, "utf8")) as {
    readonly password: string;
    readonly tables: { readonly account: readonly { readonly password: string }[] };
  };
  const text = tables.account[0]?.password ?? "";

  expect(await isRight({ text, system: "better-auth" }, password)).toBe(true);
});

it.each(vectors(/payload/).filter((_, index) => [0, 1, 5, 6].includes(index)))(
  "$name",
  async ({ stored, password }) => {
    expect(await isRight(stored, password)).toBe(true);
  },
);

it("the scheme {ARGON2} of OpenLDAP is argon2i, and {SSHA} of any salt is verified", async () => {
  const [one] = vectors(/^openldap.*\{ARGON2\}/);
  const salted = (length: number): string => {
    const salt = Buffer.alloc(length, 7);
    const digest = createHash("sha1").update("plum").update(salt).digest();
    return `{SSHA}${Buffer.concat([digest, salt]).toString("base64")}`;
  };

  expect(one?.stored.text).toContain("$argon2i$");
  expect(await isRight(one?.stored ?? { text: "" }, one?.password ?? "")).toBe(true);
  for (const length of [1, 4, 8, 20, 32])
    expect(await isRight({ text: salted(length) }, "plum")).toBe(true);
});

it("argon2 may have padding, and a new line behind it", async () => {
  const [one] = vectors(/^openldap.*\{ARGON2\}/);
  const text = `${one?.stored.text.replace("{ARGON2}", "").replace(/\$([^$]+)\$([^$]+)$/, "$$$1=$$$2==")}\r\n`;

  expect(await isRight({ text }, one?.password ?? "")).toBe(true);
});

it("Auth0 says itself what a hash is", async () => {
  const details = {
    algorithm: "sha256",
    hash: { value: createHash("sha256").update("saltplum").digest("base64"), encoding: "base64" },
    salt: { value: Buffer.from("salt").toString("hex"), encoding: "hex", position: "prefix" },
  };
  const stored = { text: details.hash.value, system: "auth0", details };

  expect(await isRight(stored, "plum")).toBe(true);
  expect(await isRight(stored, "plums")).toBe(false);
});

/** Written by doveadm of Dovecot 2.3.19 and by passlib 1.7.4, or made by hand and verified by doveadm. */
const ENCODED: Readonly<Record<string, string>> = {
  "{SHA} in hex": "{SHA}6a68666354eb1ba776afacd5b092a354ae6339f0",
  "{SHA1} in upper-case hex": "{SHA1}6A68666354EB1BA776AFACD5B092A354AE6339F0",
  "{LDAP-MD5} in hex": "{LDAP-MD5}ff6eed0541349fc680a6e23853d3c346",
  "{PLAIN-MD5} in base64": "{PLAIN-MD5}/27tBUE0n8aApuI4U9PDRg==",
  "{SHA256-CRYPT.HEX}":
    "{SHA256-CRYPT.HEX}243524505948684a2e53774e56664f44636c4c24484b7577424a634972672e785668396432477136457350556c375933714e455a6c7341473056544736382f",
  "{MD5.HEX}": "{MD5.HEX}2431244b4c316c4b3548692454764376704971347136337555463275696a57565531",
  "{MD5.B64}": "{MD5.B64}JDEkUnBVQldnUlEkS2JQbVkyNGVRZEhJTHI5b296bVU3MA==",
  "{CRAM-MD5.B64}": "{CRAM-MD5.B64}Ipq7mDJzcO2ewI+sl/8gbkK45KkC0KSe9CSaf7Ns2jw=",
  "{SCRAM-SHA-1.B64}":
    "{SCRAM-SHA-1.B64}NDA5NixTNEVNRjVLa1VKdDNsM3NYK2RRQkhBPT0sODgxVUVXd3ZRMnNGQm1zczNqWTErSGJvZDkwPSxabWxLd0U0d1M0b2kvRHNpWlRIUWJYeHdnbU09",
  "{PBKDF2.HEX}":
    "{PBKDF2.HEX}243124556f316c67774746707178715a2f613324353030302438343938383861303636326435386137383739326566643630346330393161303039613339373662",
  "{DIGEST-MD5.B64}": "{DIGEST-MD5.B64}XY6MRZfg1hQ68rybi4KRXQ==",
  "Django's crypt with a salt": "crypt$r8$r8wnanGWGR9Xk",
};

describe("389 Directory Server and FreeIPA", () => {
  const own = vectors(/^389-ds-2.3 .*PBKDF2/);

  it("have PBKDF2 in two forms", () => {
    expect(own.map(({ entry }) => entry.scheme)).toEqual([
      "PBKDF2_SHA256",
      "PBKDF2_SHA256",
      "PBKDF2-SHA512",
      "PBKDF2-SHA512",
    ]);
  });

  it.each(own)("are verified: $name", async ({ stored, password }) => {
    expect(await isRight(stored, password)).toBe(true);
    expect(await isRight(stored, `${password}s`)).toBe(false);
  });
});

describe("Dovecot and Django", () => {
  it.each(Object.entries(ENCODED))(
    "are read whatever their hashes are encoded in: %s",
    async (_, text) => {
      const stored = { text, user: "ada@example.com" };
      expect(await isRight(stored, "plum tree 4")).toBe(true);
      expect(await isRight(stored, "Plum tree 4")).toBe(false);
    },
  );

  it("read passwords that are stored bare, encoded or not", () => {
    const read = readForeignPassword({ text: "{PLAIN.HEX}706C756D20747265652034" }, {});
    expect(read).toEqual({ ok: true, value: { kind: "plain", password: "plum tree 4" } });
  });

  it("forget spaces around a password, as the forms of allauth do, and Django's own do not", async () => {
    const hash = pbkdf2Sync("plum tree", "salt", 1000, 32, "sha256").toString("base64");
    const text = `pbkdf2_sha256$1000$salt$${hash}`;
    expect(await isRight({ text, system: "django-allauth" }, " plum tree ")).toBe(true);
    expect(await isRight({ text, system: "django-allauth" }, "plumtree")).toBe(false);
    expect(await isRight({ text, system: "django" }, " plum tree ")).toBe(false);
  });
});
