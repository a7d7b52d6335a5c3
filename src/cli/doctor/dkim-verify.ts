// Verifies the DKIM signatures of a mail (RFC 6376 section 6), of the kind that Postern makes: relaxed, with SHA-256.

import { createHash, verify, type KeyObject } from "node:crypto";
import { readTags } from "./tags.ts";

export type Signature = {
  readonly domain: string;
  readonly selector: string;
  /** Whether it is genuine for a key. */
  verify(key: KeyObject): boolean;
};

type Field = { readonly name: string; readonly raw: string };

/** The signatures of a complete mail with CRLF line breaks, the uppermost first. */
export function signaturesOf(mail: Buffer): readonly Signature[] {
  const text = mail.toString("latin1");
  const end = text.indexOf("\r\n\r\n");
  const fields = text
    .slice(0, end)
    .split(/\r\n(?![ \t])/)
    .map((raw) => ({ name: raw.slice(0, raw.indexOf(":")).trim().toLowerCase(), raw }));
  const body = text.slice(end + 4);
  return fields
    .filter(({ name }) => name === "dkim-signature")
    .map((field) => signatureOf(field, fields, body));
}

function signatureOf(field: Field, fields: readonly Field[], body: string): Signature {
  const { tags } = readTags(field.raw.slice(field.raw.indexOf(":") + 1));
  const tag = (name: string): string => (tags.get(name) ?? "").replace(/\s/g, "");
  const isKnown = tag("c") === "relaxed/relaxed" && tag("l") === "" && tag("v") === "1";
  const bodyHash = createHash("sha256").update(relaxedBody(body), "latin1").digest("base64");
  const unsigned = field.raw.replace(/([;:\s]b\s*=)[^;]*/, "$1");
  const covered = [
    ...coveredBy(tag("h"), fields).map(relaxedField),
    relaxedField({ ...field, raw: unsigned }),
  ];
  const data = Buffer.from(covered.join("\r\n"), "latin1");
  return {
    domain: tag("d"),
    selector: tag("s"),
    verify(key) {
      const signature = Buffer.from(tag("b"), "base64");
      if (!isKnown || tag("bh") !== bodyHash) return false;
      const kind = key.asymmetricKeyType;
      if (tag("a") === "rsa-sha256" && kind === "rsa")
        return verify("sha256", data, key, signature);
      // RFC 8463 section 3: Ed25519 signs the hash.
      if (tag("a") !== "ed25519-sha256" || kind !== "ed25519") return false;
      return verify(null, createHash("sha256").update(data).digest(), key, signature);
    },
  };
}

/** Section 5.4.2: of several fields with one name, the lowest is signed first. A name without a field adds nothing. */
function coveredBy(h: string, fields: readonly Field[]): readonly Field[] {
  const left = fields.toReversed();
  return h
    .toLowerCase()
    .split(":")
    .flatMap((name) => {
      const at = left.findIndex((field) => field.name === name);
      return at < 0 ? [] : left.splice(at, 1);
    });
}

/** Section 3.4.2. */
const relaxedField = ({ name, raw }: Field): string =>
  `${name}:${raw
    .slice(raw.indexOf(":") + 1)
    .replace(/\r\n/g, "")
    .replace(/[ \t]+/g, " ")
    .trim()}`;

/** Section 3.4.4. */
function relaxedBody(body: string): string {
  const lines = body.split("\r\n").map((line) => line.replace(/[ \t]+/g, " ").trimEnd());
  while (lines.at(-1) === "") lines.pop();
  return lines.map((line) => `${line}\r\n`).join("");
}
