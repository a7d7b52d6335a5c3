// Stored forms that begin with a name: Django, Werkzeug, LDAP and Dovecot, databases.

import { fromBase64, fromHex, fromText } from "./bytes.ts";
import { HASH_SIZES } from "./costs.ts";
import {
  digest,
  type Draft,
  hashNamed,
  ntHash,
  number,
  pbkdf2,
  type Reading,
  type Row,
  saltedDigest,
  scrypt,
} from "./row.ts";

const within = ({ rest }: Readonly<Record<string, string | undefined>>): Reading => ({
  again: rest,
});
const ALL = /^(?<rest>.*)$/s;

/** StoredKey of RFC 5802, which Dovecot and PostgreSQL keep. PostgreSQL prepares passwords, Dovecot does not. */
const scram = (
  hash: string | undefined,
  rounds: string | undefined,
  salt: string | undefined,
  key: string | undefined,
): Draft => ({
  scheme: `scram-${hashNamed(hash)}`,
  forms: ["typed", "saslprep"],
  algorithms: [
    { name: "scram", hash: hashNamed(hash), salt: fromBase64(salt), rounds: number(rounds) },
  ],
  expected: fromBase64(key),
});

const djangoAndWerkzeug: readonly Row[] = [
  [
    /^pbkdf2_(?=sha(?:1|256)\$)/,
    /^(?<hash>sha1|sha256)\$(?<rounds>\d+)\$(?<salt>[^$]*)\$(?<key>[^$]*)$/,
    ({ hash, rounds, salt, key }) =>
      pbkdf2(hashNamed(hash), rounds, fromText(salt), fromBase64(key)),
  ],
  [/^argon2(?=\$argon2)/, ALL, within],
  [/^bcrypt\$(?=\$2)/, ALL, within],
  // The salt stands before the hash once more, except in newer versions.
  [/^crypt\$[./0-9A-Za-z]{0,2}\$/, ALL, within],
  [
    /^bcrypt_sha256\$/,
    /^(?<rest>\$2.*)$/,
    ({ rest }) => ({
      again: rest,
      scheme: "bcrypt-sha256",
      steps: [{ do: "digest", hash: "sha256", to: "hex" }],
    }),
  ],
  [
    /^scrypt\$/,
    /^(?<n>\d+)\$(?<salt>[^$]*)\$(?<r>\d+)\$(?<p>\d+)\$(?<key>[^$]*)$/,
    ({ n, salt, r, p, key }) =>
      scrypt({ n: number(n), r: number(r), p: number(p) }, fromText(salt), fromBase64(key)),
  ],
  [
    /^scrypt:/,
    /^(?<n>\d+):(?<r>\d+):(?<p>\d+)\$(?<salt>[^$]*)\$(?<key>[^$]*)$/,
    ({ n, salt, r, p, key }) =>
      scrypt({ n: number(n), r: number(r), p: number(p) }, fromText(salt), fromHex(key)),
  ],
  [
    /^pbkdf2:/,
    /^(?<hash>[a-z0-9]+)(?::(?<rounds>\d+))?\$(?<salt>[^$]*)\$(?<key>[^$]*)$/,
    // The first versions of Werkzeug wrote no rounds.
    ({ hash, rounds = "1000", salt, key }) =>
      pbkdf2(hashNamed(hash), rounds, fromText(salt), fromHex(key)),
  ],
  // Django hashes the salt and the password; Werkzeug signs the password with the salt.
  [
    /^(?=(?:md5|sha(?:1|224|256|384|512))\$)/,
    /^(?<hash>[a-z0-9]+)\$(?<salt>[^$]*)\$(?<key>[^$]*)$/,
    ({ hash, salt, key }) =>
      digest(hashNamed(hash), [{ before: fromText(salt) }, { hmac: fromText(salt) }], fromHex(key)),
  ],
  [/^plain\$\$/, ALL, ({ rest = "" }) => ({ plain: rest })],
];

const databases: readonly Row[] = [
  [
    /^SCRAM-SHA-256\$/,
    /^(?<rounds>\d+):(?<salt>[^$]*)\$(?<key>[^:]*):/,
    ({ rounds, salt, key }) => scram("sha256", rounds, salt, key),
  ],
  [
    /^\*(?=[0-9A-F]{40}$)/i,
    /^(?<key>.*)$/,
    ({ key }) => ({
      ...digest("sha1", [{}], fromHex(key)),
      scheme: "mysql41",
      steps: [{ do: "digest", hash: "sha1", to: "bytes" }],
    }),
  ],
  [
    /^0x0100(?=[0-9A-F]{48}$)/i,
    /^(?<salt>.{8})(?<key>.*)$/,
    ({ salt, key }) => ({
      ...digest("sha1", [{ after: fromHex(salt) }], fromHex(key)),
      scheme: "mssql2005",
      steps: [{ do: "utf16le" }],
    }),
  ],
  [
    /^0x0200(?=[0-9A-F]{136}$)/i,
    /^(?<salt>.{8})(?<key>.*)$/,
    ({ salt, key }) => ({
      ...digest("sha512", [{ after: fromHex(salt) }], fromHex(key)),
      scheme: "mssql2012",
      steps: [{ do: "utf16le" }],
    }),
  ],
  [
    /^md5(?=[0-9a-f]{32}$)/,
    /^(?<key>.*)$/,
    ({ key }, { stored }) => ({
      ...digest("md5", [{ after: fromText(stored.user) }], fromHex(key)),
      scheme: "pg-md5",
    }),
  ],
  [
    /^grub\.pbkdf2\.sha512\./,
    /^(?<rounds>\d+)\.(?<salt>[^.]*)\.(?<key>[^.]*)$/,
    ({ rounds, salt, key }) => pbkdf2("sha512", rounds, fromHex(salt), fromHex(key)),
  ],
];

/** `{NAME}`, in any case, of LDAP and Dovecot; Dovecot adds how the rest is encoded. */
const braces: readonly Row[] = [
  [
    /^\{(?:CRYPT|BLF-CRYPT|SHA256-CRYPT|SHA512-CRYPT|DES-CRYPT|GOST_YESCRYPT|ARGON2(?:I|D|ID)?)\}/i,
    ALL,
    within,
  ],
  [/^\{(?:MD5|MD5-CRYPT)\}(?=\$)/i, ALL, within],
  // What is text by itself, and encoded on demand. MD5 is text if it begins with $1$.
  [
    /^\{(?=(?:[A-Z0-9-]*CRYPT|PLAIN|CLEAR|CLEARTEXT|ARGON2I?D?|PBKDF2|SCRAM-SHA-\d+)\.|MD5\.(?:HEX\}243124|B(?:ASE)?64\}JDEk))/i,
    /^(?<name>[A-Z0-9-]+)\.(?<code>HEX|B64|BASE64)\}(?<text>.*)$/i,
    ({ name, code, text }) => {
      const bytes = code?.toUpperCase() === "HEX" ? fromHex(text) : fromBase64(text);
      return { again: `{${name}}${Buffer.from(bytes ?? "", "base64").toString()}` };
    },
  ],
  [/^\{(?:PLAIN|CLEAR|CLEARTEXT)\}/i, ALL, ({ rest = "" }) => ({ plain: rest })],
  [
    /^\{FSHP(?=[0-3]\|)/i,
    /^(?<kind>[0-3])\|(?<size>\d+)\|(?<rounds>\d+)\}(?<all>.*)$/,
    ({ kind, size, rounds, all }) =>
      fshp(number(kind), number(size), number(rounds), fromBase64(all)),
  ],
  [
    /^\{PBKDF2\}(?=\$)/i,
    /^\$1\$(?<salt>[^$]*)\$(?<rounds>\d+)\$(?<key>[^$]*)$/,
    ({ salt, rounds, key }) => pbkdf2("sha1", rounds, fromText(salt), fromHex(key)),
  ],
  [
    /^\{PBKDF2(?=[}-])/i,
    /^(?:-(?<hash>SHA(?:1|256|512)))?\}(?<rounds>\d+)\$(?<salt>[^$]*)\$(?<key>[^$]*)$/i,
    ({ hash = "sha1", rounds, salt, key }) =>
      pbkdf2(hashNamed(hash), rounds, fromBase64(salt), fromBase64(key)),
  ],
  // 389 Directory Server and FreeIPA: the rounds in four bytes, and a key of 256.
  [
    /^\{PBKDF2_SHA256\}/i,
    ALL,
    ({ rest }) => {
      const all = Buffer.from(fromBase64(rest) ?? "", "base64");
      const part = (from: number, to?: number): string => all.subarray(from, to).toString("base64");
      const rounds = all.length === 324 ? String(all.readUInt32BE()) : undefined;
      return pbkdf2("sha256", rounds, part(4, 68), part(68));
    },
  ],
  [
    /^\{PKCS5S2\}/i,
    ALL,
    ({ rest }) => {
      const all = Buffer.from(fromBase64(rest) ?? "", "base64");
      return pbkdf2(
        "sha1",
        10_000,
        all.subarray(0, 16).toString("base64"),
        all.subarray(16).toString("base64"),
      );
    },
  ],
  [
    /^\{SCRAM-(?=SHA-(?:1|256)\})/i,
    /^(?<hash>SHA-1|SHA-256)\}(?<rounds>\d+),(?<salt>[^,]*),(?<key>[^,]*),/i,
    ({ hash, rounds, salt, key }) => scram(hash, rounds, salt, key),
  ],
  [
    /^\{(?=(?:LDAP-|PLAIN-)?MD5|SHA)/i,
    /^(?:LDAP-|PLAIN-)?(?<hash>MD5|SHA\d*)(?:\.(?:HEX|B64|BASE64))?\}(?<key>.*)$/i,
    ({ hash, key }) => digest(hashNamed(hash), [{}], decoded(key, sizeNamed(hash))),
  ],
  [
    /^\{S(?=MD5|SHA)/i,
    /^(?<hash>MD5|SHA\d*)(?:\.(?<code>HEX|B64|BASE64))?\}(?<all>.*)$/i,
    ({ hash, code, all }) => {
      const bytes = code?.toUpperCase() === "HEX" ? fromHex(all) : fromBase64(all);
      return saltedDigest(hashNamed(hash), sizeNamed(hash), bytes);
    },
  ],
  [
    /^\{DIGEST-MD5(?:\.(?:HEX|B64|BASE64))?\}/i,
    ALL,
    ({ rest }, { stored }) => digestMd5(stored.user, rest),
  ],
  [
    /^\{(?:CRAM-MD5|HMAC-MD5)(?:\.(?:HEX|B64|BASE64))?\}/i,
    ALL,
    ({ rest }) => ({
      scheme: "cram-md5",
      algorithms: [{ name: "cram-md5" }],
      expected: decoded(rest, 32),
    }),
  ],
  [/^\{NTLM\}/i, ALL, ({ rest }) => ntHash(fromHex(rest))],
  [
    /^\{LANMAN\}/i,
    ALL,
    ({ rest }) => ({ scheme: "lm", algorithms: [{ name: "lm" }], expected: fromHex(rest) }),
  ],
];

/** Dovecot tells hex from base64 by the length, whatever the name says. */
const decoded = (text: string | undefined, size: number): string | undefined =>
  text?.length === 2 * size ? fromHex(text) : fromBase64(text);

const sizeNamed = (hash: string | undefined): number => HASH_SIZES[hashNamed(hash) ?? "md5"];

/** RFC 2831: the name, the realm (all behind the last at sign) and the password. */
function digestMd5(user: string | undefined, key: string | undefined): Draft {
  const at = user?.lastIndexOf("@") ?? -1;
  const named =
    user === undefined
      ? undefined
      : at < 0
        ? `${user}::`
        : `${user.slice(0, at)}:${user.slice(at + 1)}:`;
  return {
    ...digest("md5", [{ before: fromText(named) }], decoded(key, 16)),
    scheme: "digest-md5",
  };
}

/** PBKDF1 with salt and password in each other's places. */
function fshp(kind: number, size: number, rounds: number, all: string | undefined): Draft {
  const hash = (["sha1", "sha256", "sha384", "sha512"] as const)[kind];
  const bytes = all === undefined ? undefined : Buffer.from(all, "base64");
  const part = (from: number, to?: number): string | undefined =>
    bytes?.subarray(from, to).toString("base64");
  return {
    scheme: "fshp",
    algorithms: [{ name: "digest", hash, before: part(0, size), rounds: rounds - 1 }],
    expected: part(size),
  };
}

export const NAMED_ROWS: readonly Row[] = [...djangoAndWerkzeug, ...databases, ...braces];
