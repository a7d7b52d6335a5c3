// Makes of a stored password what is kept here. Only what costs much is left for later, to be done for many at once.

import { foreignKind } from "../domain/foreign-kind.ts";
import { costOf, isTooCostly } from "../domain/foreign-password/costs.ts";
import { foreignText, parseForeignText } from "../domain/foreign-password/foreign-password.ts";
import {
  readForeignPassword,
  type ForeignProblem,
} from "../domain/foreign-password/read-foreign-password.ts";
import { isSound, isWhole } from "../domain/foreign-password/sound.ts";
import type { ForeignParameters } from "../domain/foreign-password/stored-password.ts";
import { normalisePassword } from "../domain/password-policy.ts";
import type { PasswordRecord } from "../domain/user-record.ts";
import type { PasswordHasher } from "../ports/password-hasher.ts";

/** A secret that is a function still has to be hashed, which takes as long as a login. */
export type MadePassword =
  | { readonly kind: "none" }
  | {
      readonly kind: "kept";
      readonly scheme?: string;
      readonly seconds?: number | undefined;
      readonly secret: string | ((hasher: PasswordHasher) => Promise<string>);
    }
  | { readonly kind: "problem"; readonly problem: ForeignProblem; readonly detail: string };

/** Read by our own hasher, or by one that a host brings. */
const PHC =
  /^\$(?!argon2)[a-z\d-]{1,32}\$.+|^\$argon2id\$v=19\$m=\d{4,7},t=\d{1,2},p=\d{1,2}\$[\w+/]+\$[\w+/]+$/;

export function passwordFrom(
  password: PasswordRecord,
  system: string,
  parameters: ForeignParameters,
): MadePassword {
  if ("hash" in password) return ownHash(password.hash);
  const { stored } = password;
  const read = readForeignPassword({ system, ...stored }, parameters);
  if (!read.ok) return { kind: "problem", problem: read.reason, detail: read.detail };
  const { value } = read;
  switch (value.kind) {
    case "none":
      return value;
    case "own":
      return { kind: "kept", secret: value.hash };
    case "plain": {
      const typed = normalisePassword(value.password);
      return typed === undefined
        ? { kind: "problem", problem: "broken", detail: "a password that nobody can type" }
        : { kind: "kept", secret: (hasher) => hasher.hash(typed) };
    }
    case "foreign": {
      const { foreign, weak } = value;
      const scheme = foreignKind(weak ? { ...foreign, wrapped: true } : foreign);
      const { seconds } = costOf(foreign);
      if (!weak) return { kind: "kept", scheme, seconds, secret: foreignText(foreign) };
      return {
        kind: "kept",
        scheme,
        seconds,
        secret: async (hasher) => {
          const expected = await hasher.hash(foreign.expected);
          return foreignText({ ...foreign, expected, wrapped: true });
        },
      };
    }
  }
}

/** What an export wrote. It is checked all the same, because it was in a file. */
function ownHash(hash: string): MadePassword {
  const foreign = parseForeignText(hash);
  if (foreign === undefined) {
    return PHC.test(hash)
      ? { kind: "kept", secret: hash }
      : { kind: "problem", problem: "broken", detail: "no hash of Postern's" };
  }
  const isWell = isWhole(foreign) && (foreign.wrapped === true || isSound(foreign));
  if (!isWell) return { kind: "problem", problem: "broken", detail: foreign.scheme };
  if (isTooCostly(foreign))
    return { kind: "problem", problem: "too-costly", detail: foreign.scheme };
  const { seconds } = costOf(foreign);
  return { kind: "kept", scheme: foreignKind(foreign), seconds, secret: hash };
}
