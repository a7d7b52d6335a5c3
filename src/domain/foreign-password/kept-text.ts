// Reads what an export wrote of a foreign password, strictly: it was in a file, and anybody can ask for its work at a login.

import { flag, list, object, oneKindOf, oneOf, text, wholeNumber, type Read } from "../shape.ts";
import {
  FORMS,
  parseForeignText,
  type Algorithm,
  type ForeignPassword,
} from "./foreign-password.ts";
import { HASHES } from "./costs.ts";
import { step } from "./parameters.ts";

const count = wholeNumber(2 ** 32);
/** In bytes: longer than any key that a system keeps. */
const length = wholeNumber(512);
const hash = oneOf(HASHES);

const BASE64 = /^(?:[\w+/]{4})*(?:[\w+/]{2}==|[\w+/]{3}=)?$/;

const someBytes = text(2_048, BASE64, "is not base64");
const bytes: Read<string> = (value) => (value === "" ? { value } : someBytes(value));

const costs = { salt: bytes, n: count, r: count, p: count };
const bare = object({}, []);
const crypt = (setting: RegExp): Read<object> =>
  object({ setting: text(256, setting) }, ["setting"]);

const ALGORITHMS: Readonly<Record<Algorithm["name"], Read<object>>> = {
  digest: object({ hash, before: bytes, after: bytes, rounds: count, mixing: flag, length }, [
    "hash",
  ]),
  hmac: object({ hash, key: bytes }, ["hash", "key"]),
  pbkdf2: object({ hash, salt: bytes, rounds: count, length }, [
    "hash",
    "salt",
    "rounds",
    "length",
  ]),
  scram: object({ hash, salt: bytes, rounds: count }, ["hash", "salt", "rounds"]),
  scrypt: object({ ...costs, length }, ["salt", "n", "r", "p", "length"]),
  "scrypt-file": object({ ...costs, header: bytes }, ["salt", "n", "r", "p", "header"]),
  firebase: object({ salt: bytes, n: count, r: count, key: bytes }, ["salt", "n", "r"]),
  argon2: object(
    {
      variant: oneOf(["d", "i", "id"]),
      version: (value) =>
        value === 16 || value === 19 ? { value } : { at: "", problem: "is neither 16 nor 19" },
      memory: count,
      passes: count,
      lanes: count,
      salt: bytes,
      length,
    },
    ["variant", "version", "memory", "passes", "lanes", "salt", "length"],
  ),
  bcrypt: crypt(/^\$2[aby]?\$\d\d\$[\w./]{22}$/),
  "sha-crypt": crypt(/^\$[56]\$(?:rounds=\d+\$)?[\w./]{0,16}$/),
  "md5-crypt": crypt(/^\$(?:1|apr1)\$[^$]{0,8}$/),
  "des-crypt": crypt(/^[\w./]{2}$/),
  "big-crypt": crypt(/^[\w./]{2}$/),
  "bsdi-crypt": crypt(/^_[\w./]{8}$/),
  "sun-md5": crypt(/^\$md5(?:,rounds=\d+)?\$/),
  "sha1-crypt": crypt(/^\$sha1\$\d+\$[^$]{0,64}$/),
  nt: object({ widened: flag }, []),
  lm: bare,
  "cram-md5": bare,
};

const algorithm = oneKindOf<Algorithm>("name", ALGORITHMS);

const shape = object<ForeignPassword>(
  {
    scheme: text(64, /^[a-z\d][\w.+-]*$/i),
    forms: list(oneOf(FORMS), FORMS.length),
    steps: list(step, 8),
    algorithms: list(algorithm, 8),
    expected: text(1_024),
    wrapped: (value) => (value === true ? { value } : { at: "", problem: "is not true" }),
    pepper: text(64),
  },
  ["scheme", "algorithms", "expected"],
);

/** Undefined for what no import of Postern's can have stored. */
export function readKeptText(kept: string): ForeignPassword | undefined {
  const parsed = parseForeignText(kept);
  const read = parsed && shape(parsed);
  return read && "value" in read ? read.value : undefined;
}
