// Stored forms that begin with a dollar sign: modular crypt, PHC strings, and what looks like them.

import { cryptNumber, fromBase64, fromCrypt, fromHex, fromText, sizeOf } from "./bytes.ts";
import { crypt, type Draft, firebase, hashNamed, number, pbkdf2, type Row, scrypt } from "./row.ts";

/** The order is `m,t,p` by the specification; argon2 0.45 for Node writes `m,p,t`, and AdonisJS 6 `t,m,p`. */
const argon2: Row = [
  /^\$argon2(?=(?:id|i|d)\$)/,
  /^(?<variant>id|i|d)\$(?:v=(?<version>16|19)\$)?(?=[^$]*m=(?<m>\d+))(?=[^$]*t=(?<t>\d+))(?=[^$]*p=(?<p>\d+))(?:[mtp]=\d+,){2}[mtp]=\d+\$(?<salt>[^$]*)\$(?<key>[^$]*)$/,
  ({ variant, version = "16", m, t, p, salt, key }) => ({
    scheme: `argon2${variant}`,
    algorithms: [
      {
        name: "argon2",
        variant: variant as "id",
        version: Number(version) as 19,
        memory: number(m),
        passes: number(t),
        lanes: number(p),
        salt: fromBase64(salt),
        length: sizeOf(fromBase64(key)),
      },
    ],
    expected: fromBase64(key),
  }),
];

/** The logarithm of N, as passlib writes it, or as Kratos does N itself, which nobody confuses. */
const scryptN = (ln: string | undefined): number =>
  number(ln) < 64 ? 2 ** number(ln) : number(ln);

const BCRYPT = /^(?<setting>\d\d\$[./A-Za-z0-9]{22})(?<hash>[./A-Za-z0-9]{31})$/;

const bcrypt = (version: string, setting: string | undefined, hash: string | undefined): Draft =>
  crypt("bcrypt", `$2${version}$${setting}`, hash);

const sha256 = { do: "digest", hash: "sha256", to: "base64" } as const;

/** WordPress since 6.8, before its bcrypt. */
const wordpressHmac = {
  do: "hmac",
  hash: "sha384",
  key: Buffer.from("wp-sha384").toString("base64"),
  to: "base64",
} as const;

/** What phpass does 2^n times is one letter of its text. */
const stretched = (
  hash: "md5" | "sha512",
  length: number,
  log: string,
  salt: string,
  key: string,
): Draft => ({
  scheme: hash === "md5" ? "phpass" : "drupal7",
  algorithms: [
    {
      name: "digest",
      hash,
      before: fromText(salt),
      rounds: 2 ** (cryptNumber(log) ?? NaN),
      mixing: true,
      length,
    },
  ],
  expected: fromCrypt(key),
});

export const CRYPT_ROWS: readonly Row[] = [
  argon2,
  [/^\$2x\$/, /^/, () => ({ cannot: "bcrypt of a faulty crypt_blowfish ($2x$)" })],
  [
    /^\$2(?=[aby]?\$)/,
    new RegExp(`^(?<version>[aby]?)\\$${BCRYPT.source.slice(1)}`),
    ({ version = "", setting, hash }) => bcrypt(version, setting, hash),
  ],
  [
    /^\$wp(?=\$2y\$)/,
    /^(?<rest>.*)$/,
    ({ rest }) => ({
      again: rest,
      scheme: "wordpress-bcrypt",
      forms: ["typed", "trimmed", "slashed"],
      steps: [wordpressHmac],
    }),
  ],
  [
    /^\$bcrypt-sha256\$(?=v=2,)/,
    /^v=2,t=2b,r=(?<cost>\d\d?)\$(?<salt>[^$]{22})\$(?<hash>[^$]{31})$/,
    ({ cost = "", salt, hash }) => ({
      ...bcrypt("b", `${cost.padStart(2, "0")}$${salt}`, hash),
      scheme: "bcrypt-sha256",
      steps: [{ do: "hmac", hash: "sha256", key: fromText(salt), to: "base64" }],
    }),
  ],
  [
    /^\$bcrypt-sha256\$/,
    /^(?<version>2[ab]),(?<cost>\d\d?)\$(?<salt>[^$]{22})\$(?<hash>[^$]{31})$/,
    ({ version = "", cost = "", salt, hash }) => ({
      ...bcrypt(version.slice(1), `${cost.padStart(2, "0")}$${salt}`, hash),
      scheme: "bcrypt-sha256",
      steps: [sha256],
    }),
  ],
  [
    /^\$pbkdf2(?=[-$])/,
    /^(?:-(?<hash>sha(?:1|224|256|384|512)))?\$(?:i=)?(?<rounds>\d+)(?:,l=\d+)?\$(?<salt>[^$]*)\$(?<key>[^$]*)$/,
    ({ hash = "sha1", rounds, salt, key }) =>
      pbkdf2(hashNamed(hash), rounds, fromBase64(salt), fromBase64(key)),
  ],
  [
    /^\$p5k2\$(?=.*=$)/,
    /^(?<rounds>[0-9a-f]+)\$(?<salt>[^$]*)\$(?<key>[^$]*)$/,
    ({ rounds, salt, key }) =>
      pbkdf2("sha1", parseInt(rounds ?? "", 16), fromBase64(salt), fromBase64(key)),
  ],
  [
    /^\$p5k2\$/,
    /^(?<setting>(?<rounds>[0-9a-f]*)\$[^$]*)\$(?<key>[^$]*)$/,
    ({ rounds, setting, key }) =>
      pbkdf2(
        "sha1",
        rounds === "" ? 400 : parseInt(rounds ?? "", 16),
        fromText(`$p5k2$${setting}`),
        fromBase64(key),
      ),
  ],
  [
    /^\$scrypt\$/,
    /^(?:ln=(?<ln>\d+)|n=(?<n>\d+)),r=(?<r>\d+),p=(?<p>\d+)\$(?<salt>[^$]*)\$(?<key>[^$]*)$/,
    ({ ln, n, r, p, salt, key }) =>
      scrypt(
        { n: n === undefined ? scryptN(ln) : number(n), r: number(r), p: number(p) },
        fromBase64(salt),
        fromBase64(key),
      ),
  ],
  [
    /^\$7\$/,
    /^(?<n>.)(?<r>.{5})(?<p>.{5})(?<salt>[^$]*)\$(?<key>[^$]{43})$/,
    ({ n, r, p, salt, key }) =>
      scrypt(
        { n: 2 ** (cryptNumber(n) ?? NaN), r: cryptNumber(r) ?? NaN, p: cryptNumber(p) ?? NaN },
        fromText(salt),
        fromCrypt(key),
      ),
  ],
  [
    /^\$fbscrypt\$/,
    /^v=1,n=(?<n>\d+),r=(?<r>\d+),p=1(?:,ss=(?<separator>[^,$]*))?,sk=(?<sk>[^,$]*)\$(?<salt>[^$]*)\$(?<key>[^$]*)$/,
    ({ n, r, separator = "", sk, salt, key }) =>
      firebase(
        { memCost: number(n), rounds: number(r), saltSeparator: separator, signerKey: sk ?? "?" },
        salt,
        key,
      ),
  ],
  [
    /^\$(?=[56]\$)/,
    /^(?<setting>(?<kind>[56])\$(?:rounds=\d+\$)?[./0-9A-Za-z]{0,16})\$(?<hash>[./0-9A-Za-z]{43}(?:[./0-9A-Za-z]{43})?)$/,
    ({ setting, kind, hash }) =>
      crypt("sha-crypt", `$${setting}`, hash, kind === "5" ? "sha256-crypt" : "sha512-crypt"),
  ],
  [
    /^\$(?=(?:1|apr1)\$)/,
    /^(?<setting>(?:1|apr1)\$[^$]{0,8})\$(?<hash>[^$]{22})$/,
    ({ setting, hash }) => crypt("md5-crypt", `$${setting}`, hash),
  ],
  [
    /^\$md5(?=[,$])/,
    /^(?<setting>.*)\$(?<hash>[^$]{22})$/,
    ({ setting, hash }) => crypt("sun-md5", `$md5${setting}`, hash),
  ],
  [
    /^\$sha1\$/,
    /^(?<setting>\d+\$[^$]{0,64})\$(?<hash>[^$]{28})$/,
    ({ setting, hash }) => crypt("sha1-crypt", `$sha1$${setting}`, hash),
  ],
  [
    /^\$3\$/,
    /^\$(?<hash>[0-9a-f]{32})$/i,
    ({ hash }) => ({
      scheme: "nt",
      algorithms: [{ name: "nt", widened: true }],
      expected: fromHex(hash),
    }),
  ],
  [
    /^\$[PH]\$/,
    /^(?<log>.)(?<salt>.{8})(?<key>.{22})$/,
    ({ log = "", salt = "", key = "" }) => stretched("md5", 16, log, salt, key),
  ],
  [
    /^\$S\$/,
    /^(?<log>.)(?<salt>.{8})(?<key>.{43})$/,
    ({ log = "", salt = "", key = "" }) => stretched("sha512", 32, log, salt, key),
  ],
  // Passwords that were MD5 before the update to Drupal 7.
  [
    /^U(?=\$[SPH]\$)/,
    /^(?<rest>.*)$/,
    ({ rest }) => ({ again: rest, steps: [{ do: "digest", hash: "md5", to: "hex" }] }),
  ],
  [
    /^\$scram\$/,
    /^(?<rounds>\d+)\$(?<salt>[^$]*)\$(?=.*sha-(?<hash>512|256|1)=)(?:.*,)?sha-\k<hash>=(?<key>[^,]*)/,
    ({ rounds, salt, hash, key }) => ({
      ...pbkdf2(hashNamed(`sha${hash}`), rounds, fromBase64(salt), fromBase64(key)),
      forms: ["saslprep"],
    }),
  ],
  [
    /^\$(?=g?y\$)/,
    /^(?<name>g?y)\$/,
    ({ name }) => ({ cannot: name === "y" ? "yescrypt ($y$)" : "gost-yescrypt ($gy$)" }),
  ],
];
