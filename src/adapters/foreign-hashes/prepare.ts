// From what a person typed to the bytes that the old system hashed.

import { createHash, createHmac } from "node:crypto";
import type {
  Encoding,
  ForeignPassword,
  Step,
} from "../../domain/foreign-password/foreign-password.ts";
import { SPELLINGS } from "../../domain/foreign-password/spellings.ts";

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
