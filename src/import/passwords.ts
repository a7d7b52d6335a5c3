// Makes of a stored password what is kept here. Only what costs much is left for later, to be done for many at once.

import { costOf, isTooCostly } from "../domain/foreign-password/costs.ts";
import { foreignText, isForeign } from "../domain/foreign-password/foreign-password.ts";
import { readKeptText } from "../domain/foreign-password/kept-text.ts";
import { foreignKind } from "../domain/foreign-password/kind.ts";
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
      /** The name of the pepper that verifying it needs. */
      readonly pepper?: string | undefined;
      readonly secret: string | ((hasher: PasswordHasher) => Promise<string>);
    }
  | { readonly kind: "problem"; readonly problem: ForeignProblem; readonly detail: string };

/** Read by our own hasher, or by one that a host brings. */
const PHC = /^\$(?!argon2)[a-z\d-]{1,32}\$.+/;
const ARGON2 =
  /^\$argon2id\$v=19\$(?=[^$]*m=(?<memory>\d+))(?=[^$]*t=(?<passes>\d+))(?=[^$]*p=(?<lanes>\d+))(?:[mtp]=\d+,){2}[mtp]=\d+\$[\w+/]{11,}\$[\w+/]{22,}$/;

export function passwordFrom(
  password: PasswordRecord,
  system: string,
  parameters: ForeignParameters,
): MadePassword {
  if ("hash" in password) return ownHash(password.hash);
  const { stored } = password;
  const read = readForeignPassword({ system, ...stored }, parameters);
  if (!read.ok) return problem(read.reason, read.detail);
  const { value } = read;
  switch (value.kind) {
    case "none":
      return value;
    case "own":
      return ownHash(value.hash);
    case "plain": {
      const typed = normalisePassword(value.password);
      return typed === undefined
        ? problem("broken", "a password that nobody can type")
        : { kind: "kept", secret: (hasher) => hasher.hash(typed) };
    }
    case "foreign": {
      const { foreign, weak } = value;
      const scheme = foreignKind(weak ? { ...foreign, wrapped: true } : foreign);
      const { seconds } = costOf(foreign);
      const wrapped = async (hasher: PasswordHasher): Promise<string> => {
        const expected = await hasher.hash(foreign.expected);
        return foreignText({ ...foreign, expected, wrapped: true });
      };
      const secret = weak ? wrapped : foreignText(foreign);
      return { kind: "kept", scheme, seconds, pepper: foreign.pepper, secret };
    }
  }
}

const problem = (reason: ForeignProblem, detail: string): MadePassword => ({
  kind: "problem",
  problem: reason,
  detail,
});

/** What an export wrote. It is checked all the same, because it was in a file. */
function ownHash(hash: string): MadePassword {
  if (!isForeign(hash)) return wrongWithOwn(hash) ?? { kind: "kept", secret: hash };
  const foreign = readKeptText(hash);
  if (foreign === undefined) return problem("broken", "no hash of Postern's");
  const { scheme, wrapped, expected } = foreign;
  // Whatever is wrapped is checked like the hash that is inside, and then our own around it.
  if (!isWhole(foreign) || !(wrapped ? foreign.algorithms.length > 0 : isSound(foreign)))
    return problem("broken", scheme);
  if (isTooCostly(foreign)) return problem("too-costly", scheme);
  const outside = wrapped ? wrongWithOwn(expected) : undefined;
  if (outside !== undefined) return outside;
  const { seconds } = costOf(foreign);
  const { pepper } = foreign;
  const secret = foreignText(foreign);
  return { kind: "kept", scheme: foreignKind(foreign), seconds, pepper, secret };
}

/** What is wrong with a hash of our own hasher. */
function wrongWithOwn(hash: string): MadePassword | undefined {
  if (PHC.test(hash)) return undefined;
  const { memory, passes, lanes } = ARGON2.exec(hash)?.groups ?? {};
  if (memory === undefined) return problem("broken", "no hash of Postern's");
  const [m, t, p] = [Number(memory), Number(passes), Number(lanes)];
  return isTooCostly({
    algorithms: [
      {
        name: "argon2",
        variant: "id",
        version: 19,
        memory: m,
        passes: t,
        lanes: p,
        salt: "",
        length: 32,
      },
    ],
  })
    ? problem("too-costly", "argon2id")
    : undefined;
}
