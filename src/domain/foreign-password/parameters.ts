// What a file says about all passwords of an import, checked when it is read.

import {
  flag,
  list,
  object,
  oneKindOf,
  oneOf,
  text,
  wholeNumber,
  type Fields,
  type Read,
} from "../shape.ts";
import { HASHES } from "./costs.ts";
import { FORMS, type Encoding, type Step } from "./foreign-password.ts";
import type { ForeignParameters } from "./stored-password.ts";

const ENCODINGS: readonly Encoding[] = ["bytes", "hex", "base64"];

const secret = text(4_096);
const count = wholeNumber(100_000_000);

const hashing = { hash: oneOf(HASHES), to: oneOf(ENCODINGS) };
const adding = object({ bytes: secret }, []);

const STEPS: Readonly<Record<Step["do"], Read<object>>> = {
  digest: object({ ...hashing, over: count }, ["hash", "to"]),
  hmac: object({ ...hashing, key: secret }, ["hash", "to"]),
  append: adding,
  prepend: adding,
  utf16le: object({}, []),
};

export const step = oneKindOf<Step>("do", STEPS);

const SHAPE = {
  pepper: object({ id: text(64), text: secret }, ["id", "text"]),
  firebase: object({ memCost: count, rounds: count, saltSeparator: text(256), signerKey: secret }, [
    "memCost",
    "rounds",
    "saltSeparator",
  ]),
  symfony: object(
    {
      hasher: oneOf(["message-digest", "pbkdf2"]),
      algorithm: text(32),
      encodeAsBase64: flag,
      iterations: count,
      keyLength: count,
    },
    [],
  ),
  singleHash: flag,
  forms: list(oneOf(FORMS), FORMS.length),
  steps: list(step, 8),
} satisfies { readonly [Name in keyof ForeignParameters]-?: Read<ForeignParameters[Name]> };

const read = object<ForeignParameters>(SHAPE, []);

/** Reads those of a file's parameters that are about passwords. The others are left to whoever reads the rows. */
export function readForeignParameters(value: Fields): ReturnType<typeof read> {
  return read(Object.fromEntries(Object.entries(value).filter(([name]) => isOfPasswords(name))));
}

/** Whether a parameter is about passwords. */
export const isOfPasswords = (name: string): boolean => Object.hasOwn(SHAPE, name);
