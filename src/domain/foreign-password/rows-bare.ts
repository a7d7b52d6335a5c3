// Stored forms without a name in them: what they are shows in their length and letters, or in the columns beside them.

import { fromBase64, fromHex, fromText } from "./bytes.ts";
import {
  crypt,
  digest,
  type Draft,
  type Given,
  ntHash,
  number,
  pbkdf2,
  type Row,
  scrypt,
} from "./row.ts";

const HEX_HASHES = {
  32: "md5",
  40: "sha1",
  56: "sha224",
  64: "sha256",
  96: "sha384",
  128: "sha512",
} as const;

/** Without a salt a plain hash; with one, nothing says in which order they were hashed. Windows' hash looks like MD5. */
function bareHex(
  { all = "" }: Readonly<Record<string, string | undefined>>,
  { stored }: Given,
): Draft {
  const hash = HEX_HASHES[all.length as 32];
  const expected = fromHex(all);
  if (stored.system === "samba") return ntHash(expected);
  const salt = fromText(stored.salt);
  return digest(hash, salt ? [{ before: salt }, { after: salt }, { hmac: salt }] : [{}], expected);
}

const KDF = { 0: "sha1", 1: "sha256", 2: "sha512" } as const;

/** ASP.NET Core Identity: one byte of version, then for the newer one three numbers, the salt and the key. */
function aspNet({ all }: Readonly<Record<string, string | undefined>>): Draft {
  const bytes = Buffer.from(fromBase64(all) ?? "", "base64");
  const part = (from: number, to?: number): string => bytes.subarray(from, to).toString("base64");
  if (bytes[0] === 0)
    return pbkdf2("sha1", 1000, part(1, 17), bytes.length === 49 ? part(17) : undefined);
  if (bytes.length < 45) return pbkdf2("sha256", undefined, undefined, undefined);
  const [hash, rounds, size] = [1, 5, 9].map((at) => bytes.readUInt32BE(at)) as [0, number, number];
  return pbkdf2(KDF[hash], rounds, part(13, 13 + size), part(13 + size));
}

/** The header of an encrypted file of the tool scrypt, whose last part is signed with half of the key. */
function scryptFile({ all }: Readonly<Record<string, string | undefined>>): Draft {
  const bytes = Buffer.from(fromBase64(all) ?? "", "base64");
  const isWhole = bytes.length === 96;
  const part = (from: number, to?: number): string | undefined =>
    isWhole ? bytes.subarray(from, to).toString("base64") : undefined;
  const [n, r, p] = isWhole
    ? [2 ** (bytes[7] ?? NaN), bytes.readUInt32BE(8), bytes.readUInt32BE(12)]
    : [];
  return {
    scheme: "scrypt",
    algorithms: [{ name: "scrypt-file", n, r, p, salt: part(16, 48), header: part(0, 64) }],
    expected: part(64),
  };
}

/** Lucia 1 used a block size of 8, Better Auth and Lucia 2 and 3 use 16, and only `s2:` tells. The salt is its text. */
const lucia = ({ s2, salt, key }: Readonly<Record<string, string | undefined>>): Draft => ({
  ...scrypt({ n: 16_384, r: 16, p: 1 }, fromText(salt), fromHex(key)),
  forms: ["nfkc"],
  algorithms: (s2 ? [16] : [16, 8]).flatMap(
    (r) => scrypt({ n: 16_384, r, p: 1 }, fromText(salt), fromHex(key)).algorithms,
  ),
});

export const BARE_ROWS: readonly Row[] = [
  [
    /^(?=(?:s2:)?[A-Za-z0-9]{16,32}:[0-9a-f]{100,})/,
    /^(?<s2>s2:)?(?<salt>[^:]+):(?<key>[0-9a-f]{128})$/,
    lucia,
  ],
  // RedwoodJS: hash|N|r|p, with the salt in a column of its own.
  [
    /^(?=[0-9a-f]+\|)/,
    /^(?<key>[0-9a-f]{64})\|(?<n>\d+)\|(?<r>\d+)\|(?<p>\d+)$/,
    ({ key, n, r, p }, { stored }) => ({
      ...scrypt({ n: number(n), r: number(r), p: number(p) }, fromText(stored.salt), fromHex(key)),
      forms: ["nfc"],
    }),
  ],
  // Payload, whose salt is its text, too.
  [
    /^pbkdf2-sha256-v1:/,
    /^(?<key>.{64})$/,
    ({ key }, { stored }) => pbkdf2("sha256", 600_000, fromText(stored.salt), fromHex(key)),
  ],
  [
    /^(?=[0-9a-f]{1024}$)/,
    /^(?<key>.*)$/,
    ({ key }, { stored }) => pbkdf2("sha256", 25_000, fromText(stored.salt), fromHex(key)),
  ],
  [/^(?=c2NyeXB0AA)/, /^(?<all>.*)$/, scryptFile],
  [/^(?=AQAAAA|A[A-P][A-Za-z0-9+/]{64}==$)/, /^(?<all>.*)$/, aspNet],
  [
    /^(?=(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{56}|[0-9a-f]{64}|[0-9a-f]{96}|[0-9a-f]{128})$)/i,
    /^(?<all>.*)$/,
    bareHex,
  ],
  [
    /^_(?=[./0-9A-Za-z]{19}$)/,
    /^(?<setting>.{8})(?<hash>.{11})$/,
    ({ setting, hash }) => crypt("bsdi-crypt", `_${setting}`, hash),
  ],
  [
    /^(?=[./0-9A-Za-z]{13}$)/,
    /^(?<setting>..)(?<hash>.{11})$/,
    ({ setting = "", hash }) => crypt("des-crypt", setting, hash),
  ],
  [
    /^(?=[./0-9A-Za-z]{2}(?:[./0-9A-Za-z]{11}){2,16}$)/,
    /^(?<setting>..)(?<hash>.*)$/,
    ({ setting = "", hash }) => crypt("big-crypt", setting, hash),
  ],
];
