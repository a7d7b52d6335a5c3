// DKIM signatures (RFC 6376), with RSA and Ed25519 (RFC 8463): nodemailer signs with RSA only.

import { createHash, sign, type KeyObject } from "node:crypto";

/** A key that signs, and where its public half is: at `<selector>._domainkey.<domain>`. */
export type SigningKey = {
  readonly domain: string;
  readonly selector: string;
  readonly key: KeyObject;
};

/**
 * The fields that a signature covers, and forbids to be added: each is named once more than the mail has it (RFC 6376
 * section 8.15).
 */
const SIGNED = [
  "from",
  "to",
  "reply-to",
  "subject",
  "date",
  "message-id",
  "mime-version",
  "content-type",
  "content-transfer-encoding",
  "content-language",
  "auto-submitted",
];

/**
 * The header fields that sign a mail, one for each key, each with its line break: they go in front of it. Header and body are
 * canonicalized as `relaxed`. The same mail gets the same signatures at every try. `mail` is a complete mail with CRLF line
 * breaks.
 */
export function dkimSignatures(mail: Buffer, keys: readonly SigningKey[]): string {
  if (keys.length === 0) return "";
  const text = mail.toString("latin1");
  const end = text.indexOf("\r\n\r\n");
  const fields = fieldsOf(text.slice(0, end));
  const covered = SIGNED.flatMap((name) => fields.filter((field) => field.name === name));
  const names = [...covered.map(({ name }) => name), ...SIGNED].join(":");
  const signed = covered.map(({ name, value }) => `${name}:${value}\r\n`).join("");
  const bodyHash = createHash("sha256").update(relaxedBody(text.slice(end + 4)), "latin1");
  const bh = bodyHash.digest("base64");
  return keys.map((each) => signatureOf(each, bh, names, signed)).join("");
}

function signatureOf(
  { domain, selector, key }: SigningKey,
  bh: string,
  names: string,
  signed: string,
): string {
  const isRsa = key.asymmetricKeyType === "rsa";
  const unsigned = [
    `v=1; a=${isRsa ? "rsa" : "ed25519"}-sha256; c=relaxed/relaxed; d=${domain};`,
    `s=${selector}; bh=${bh};`,
    `h=${names.replace(/.{1,60}:/g, "$&\r\n ").trim()};`,
    "b=",
  ].join("\r\n ");
  const data = Buffer.from(`${signed}dkim-signature:${relaxed(unsigned)}`, "latin1");
  // RFC 8463 section 3: Ed25519 signs the hash.
  const signature = isRsa
    ? sign("sha256", data, key)
    : sign(null, createHash("sha256").update(data).digest(), key);
  const folded = signature.toString("base64").replace(/.{72}(?=.)/g, "$&\r\n ");
  return `DKIM-Signature: ${unsigned}${folded}\r\n`;
}

type Field = { readonly name: string; readonly value: string };

/** The fields of a header from bottom to top, in which order a verifier takes those of one name. */
const fieldsOf = (header: string): readonly Field[] =>
  header
    .split(/\r\n(?![ \t])/)
    .map((line) => {
      const colon = line.indexOf(":");
      return {
        name: line.slice(0, colon).trimEnd().toLowerCase(),
        value: relaxed(line.slice(colon + 1)),
      };
    })
    .toReversed();

/** RFC 6376 section 3.4.2. */
const relaxed = (value: string): string =>
  value
    .replace(/\r\n/g, "")
    .replace(/[ \t]+/g, " ")
    .replace(/^ | $/g, "");

/** RFC 6376 section 3.4.4; the last line ends with a line break, as in every mail. */
const relaxedBody = (body: string): string =>
  body
    .replace(/[ \t]+\r\n/g, "\r\n")
    .replace(/[ \t]+/g, " ")
    .replace(/(?<=^|\r\n)(?:\r\n)+$/, "");
