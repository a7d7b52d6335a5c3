// From what a person typed to the bytes that the old system hashed.

import { createHash, createHmac } from "node:crypto";
import type {
  Encoding,
  ForeignPassword,
  Form,
  Step,
} from "../../domain/foreign-password/foreign-password.ts";

const PHP_TRIM = /^[ \t\n\r\0\v]+|[ \t\n\r\0\v]+$/g;

/** RFC 4013, as far as it changes a password: spaces of other alphabets, and characters that show nothing. */
const OTHER_SPACES = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g;
const NOTHING =
  /\u00ad|\u034f|\u1806|[\u180b-\u180d]|[\u200b-\u200d]|\u2060|[\ufe00-\ufe0f]|\ufeff/g;

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
};

const SPELLINGS: Readonly<Record<Form, (typed: string) => string>> = {
  typed: (typed) => typed,
  nfc: (typed) => typed.normalize("NFC"),
  nfkc: (typed) => typed.normalize("NFKC"),
  nfkd: (typed) => typed.normalize("NFKD"),
  saslprep: (typed) => typed.replace(OTHER_SPACES, " ").replace(NOTHING, "").normalize("NFKC"),
  trimmed: (typed) => typed.replace(PHP_TRIM, ""),
  escaped: (typed) => typed.replace(/[&<>"]/g, (char) => ENTITIES[char] ?? char).normalize("NFC"),
  slashed: (typed) =>
    typed
      .replace(PHP_TRIM, "")
      .replace(/['"\\]/g, "\\$&")
      .replaceAll("\0", "\\0"),
};

/** Each different text that may have been hashed, ready for the algorithm. */
export function preparedInputs(foreign: ForeignPassword, typed: string, pepper: string): Buffer[] {
  const texts = new Set((foreign.forms ?? ["typed"]).map((form) => SPELLINGS[form](typed)));
  return [...texts].map((text) =>
    (foreign.steps ?? []).reduce<Buffer>(
      (input, step) => taken(step, input, pepper),
      Buffer.from(text),
    ),
  );
}

function taken(step: Step, input: Buffer, pepper: string): Buffer {
  const secret = (own: string | undefined): Buffer =>
    own === undefined ? Buffer.from(pepper) : Buffer.from(own, "base64");
  switch (step.do) {
    case "digest":
      if (input.length <= (step.over ?? -1)) return input;
      return encoded(createHash(step.hash).update(input).digest(), step.to);
    case "hmac":
      return encoded(createHmac(step.hash, secret(step.key)).update(input).digest(), step.to);
    case "append":
      return Buffer.concat([input, secret(step.bytes)]);
    case "prepend":
      return Buffer.concat([secret(step.bytes), input]);
    case "utf16le":
      return Buffer.from(input.toString(), "utf16le");
  }
}

const encoded = (digest: Buffer, to: Encoding): Buffer =>
  to === "bytes" ? digest : Buffer.from(digest.toString(to));
