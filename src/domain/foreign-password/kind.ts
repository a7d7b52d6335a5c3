// What kind of password of another system it is: its scheme, and what it costs to verify it.

import { HASH_SIZES } from "./costs.ts";
import type { Algorithm, ForeignPassword } from "./foreign-password.ts";

/**
 * The kind of a foreign password, as `bcrypt 12`, or `bcrypt 12 x3` where a wrong password is hashed three times: all of one
 * kind take the same time. It is what the state of the credential says, so that kinds are counted, and one of each is found,
 * by an index.
 */
export function foreignKind({
  scheme,
  algorithms,
  wrapped,
  forms = ["typed"],
}: ForeignPassword): string {
  const costs = new Set(algorithms.map(costOf).filter((cost) => cost !== ""));
  const times = forms.length * algorithms.length;
  return [
    scheme,
    ...(wrapped ? ["wrapped"] : []),
    ...costs,
    ...(times > 1 ? [`x${times}`] : []),
  ].join(" ");
}

/** The numbers that decide about time, as the field writes them: one for rounds, several with commas. */
function costOf(algorithm: Algorithm): string {
  if ("setting" in algorithm) return costIn(algorithm.setting);
  switch (algorithm.name) {
    case "pbkdf2": {
      const blocks = Math.ceil(algorithm.length / HASH_SIZES[algorithm.hash]);
      return blocks > 1 ? `${algorithm.rounds},${blocks}` : `${algorithm.rounds}`;
    }
    case "scram":
      return `${algorithm.rounds}`;
    case "scrypt":
    case "scrypt-file":
      return `${algorithm.n},${algorithm.r},${algorithm.p}`;
    case "firebase":
      return `${algorithm.n},${algorithm.r}`;
    case "argon2":
      return `${algorithm.memory},${algorithm.passes},${algorithm.lanes}`;
    case "digest":
      return algorithm.rounds === undefined ? "" : `${algorithm.rounds}`;
    default:
      return "";
  }
}

/** What a setting of crypt(3) says: `$2b$12$…`, `$6$rounds=656000$…`, `$sha1$24680$…`, `_J9..`. Others have one cost. */
function costIn(setting: string): string {
  const found = /^\$(?:2[abxy]?|sha1)\$0*(?<cost>\d+)|rounds=(?<rounds>\d+)|^_(?<digits>.{4})/.exec(
    setting,
  );
  const { cost, rounds, digits } = found?.groups ?? {};
  return cost ?? rounds ?? digits ?? "";
}
