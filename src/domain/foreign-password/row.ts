// What a row of the tables of stored forms is, and the pieces that rows are made of.

import { fromBase64, fromText, sizeOf } from "./bytes.ts";
import { HASHES } from "./costs.ts";
import type { Algorithm, CryptName, Form, HashName, Step } from "./foreign-password.ts";
import type { ForeignParameters, StoredPassword } from "./stored-password.ts";

/** Undefined marks what could not be read; `readForeignPassword` refuses a draft that has one anywhere. */
type Loose<Value> = Value extends object
  ? { readonly [Key in keyof Value]: Value[Key] | undefined }
  : Value;

export type Draft = {
  readonly scheme: string;
  readonly forms?: readonly Form[];
  readonly steps?: readonly (Step | Loose<Step>)[];
  readonly algorithms: readonly Loose<Algorithm>[];
  readonly expected: string | undefined;
};

/** What a stored form turns out to be. `again` is another form within this one. */
export type Reading =
  | Draft
  | { readonly plain: string }
  | { readonly cannot: string }
  | {
      readonly again: string | undefined;
      readonly scheme?: string;
      readonly forms?: readonly Form[];
      readonly steps?: readonly Step[];
    };

export type Given = { readonly stored: StoredPassword; readonly parameters: ForeignParameters };
type Groups = Readonly<Record<string, string | undefined>>;

/**
 * A stored form: what the text begins with, the rest of it, and what that means. The first row whose beginning fits is taken: if
 * the rest does not fit then, or one of its parts cannot be read, the form is broken.
 */
export type Row = readonly [
  begins: RegExp,
  rest: RegExp,
  read: (groups: Groups, given: Given) => Reading,
];

/** A column that is a text or a number; nothing else can be a part of a hash. */
export const word = (value: unknown): string =>
  typeof value === "string" || typeof value === "number" ? String(value) : "";

export const number = (text: string | undefined): number => Number(text ?? NaN);

/** `SHA-256`, `sha256` and `SHA256` are the same, and so are `SHA` and `SHA1`. */
export function hashNamed(name: string | undefined): HashName | undefined {
  const plain = (name ?? "").toLowerCase().replace(/[-_]/g, "").replace(/^sha$/, "sha1");
  return HASHES.find((hash) => hash === plain);
}

type Text = string | undefined;

export const pbkdf2 = (
  hash: HashName | undefined,
  rounds: Text | number,
  salt: Text,
  key: Text,
): Draft => ({
  scheme: `pbkdf2-${hash}`,
  algorithms: [{ name: "pbkdf2", hash, salt, rounds: Number(rounds ?? NaN), length: sizeOf(key) }],
  expected: key,
});

export type ScryptCost = { readonly n: number; readonly r: number; readonly p: number };

export const scrypt = (cost: ScryptCost, salt: Text, key: Text): Draft => ({
  scheme: "scrypt",
  algorithms: [{ name: "scrypt", salt, ...cost, length: sizeOf(key) }],
  expected: key,
});

/** A plain hash; with several orders of salt and password where nothing says which. */
export const digest = (
  hash: HashName | undefined,
  parts: readonly { readonly before?: Text; readonly after?: Text; readonly hmac?: Text }[],
  expected: Text,
): Draft => ({
  scheme: hash ?? "?",
  algorithms: parts.map(({ hmac, ...around }) =>
    hmac === undefined ? { name: "digest", hash, ...around } : { name: "hmac", hash, key: hmac },
  ),
  expected,
});

/** Bytes with a salt behind them, as LDAP writes them. */
export function saltedDigest(hash: HashName | undefined, size: number, bytes: Text): Draft {
  const all = bytes === undefined ? undefined : Buffer.from(bytes, "base64");
  const after = all?.subarray(size).toString("base64");
  return digest(hash, [{ after }], all?.subarray(0, size).toString("base64"));
}

/** What crypt(3) writes: a setting and a text behind it. */
export const crypt = (
  name: CryptName,
  setting: string,
  hash: Text,
  scheme: string = name,
): Draft => ({
  scheme,
  algorithms: [{ name, setting }],
  expected: fromText(hash),
});

/** Windows and Samba. */
export const ntHash = (expected: Text): Draft => ({
  scheme: "nt",
  algorithms: [{ name: "nt" }],
  expected,
});

/** Firebase writes the salt and the hash in one alphabet of base64 and the keys in another. */
export function firebase(
  config: NonNullable<ForeignParameters["firebase"]>,
  salt: Text,
  key: Text,
): Draft {
  const [own, separator] = [fromBase64(salt), fromBase64(config.saltSeparator)];
  const joined =
    own === undefined || separator === undefined
      ? undefined
      : Buffer.concat([own, separator].map((each) => Buffer.from(each, "base64"))).toString(
          "base64",
        );
  const signer = config.signerKey === undefined ? {} : { key: fromBase64(config.signerKey) };
  return {
    scheme: "firebase-scrypt",
    algorithms: [
      { name: "firebase", salt: joined, n: 2 ** config.memCost, r: config.rounds, ...signer },
    ],
    expected: fromBase64(key),
  };
}
