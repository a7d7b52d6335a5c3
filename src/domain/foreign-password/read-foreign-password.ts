// Reads what another system stores for a password, or says why it cannot be used.

import { done, type Refused, type Result } from "../result.ts";
import { isTooCostly, isWeak } from "./costs.ts";
import type { ForeignPassword } from "./foreign-password.ts";
import type { Draft, Given, Reading, Row } from "./row.ts";
import { BARE_ROWS } from "./rows-bare.ts";
import { CRYPT_ROWS } from "./rows-crypt.ts";
import { NAMED_ROWS } from "./rows-named.ts";
import { isSound, isWhole } from "./sound.ts";
import type { ForeignParameters, StoredPassword } from "./stored-password.ts";
import { systemNamed } from "./systems.ts";

/** Why a stored password cannot be used. */
export type ForeignProblem =
  "unknown-form" | "cannot-verify" | "too-costly" | "broken" | "pepper-missing";

/** What an import does with a stored password. */
export type ReadPassword =
  /** A hash that our own hasher verifies as it stands. */
  | { readonly kind: "own"; readonly hash: string }
  /** Stored bare there: hashed with our own hash at import. */
  | { readonly kind: "plain"; readonly password: string }
  /** Nobody can log in with a password there. */
  | { readonly kind: "none" }
  /** A weak one is wrapped at import and never stored as it is. */
  | { readonly kind: "foreign"; readonly foreign: ForeignPassword; readonly weak: boolean };

type Refusal = Refused<ForeignProblem, { readonly detail: string }>;

const refusal = (reason: ForeignProblem, detail: string): Refusal => ({
  ok: false,
  reason,
  detail,
});

const ROWS: readonly Row[] = [...CRYPT_ROWS, ...NAMED_ROWS, ...BARE_ROWS];

/** What systems write where nobody may log in: Django, shadow files, crypt's failures, an empty column. */
const NOBODY = /^(?:|!.*|\*|\*[01]|x|NP|\*NP\*|\*LK\*.*)$/s;

/** Spaces at the ends belong to a bare password and to nothing else. */
const BARE = /^(?:\{(?:PLAIN|CLEAR|CLEARTEXT)\}|plain\$\$)/i;

/** No stored form is longer; `{CRYPT}{CRYPT}…` would go deep. */
const LONGEST = 4096;

/**
 * Reads one stored password. The `detail` of a refusal is for a person, in English, and contains nothing of the hash.
 *
 * @example
 * ```ts
 * readForeignPassword({ text: "$2y$10$T8LcfWPoilx4k2sAtP0zu.8ZkTaTDBKa60GYbkPTguBYY2d8gfK7y" }, {});
 * // → { ok: true, value: { kind: "foreign", foreign: { scheme: "bcrypt", … }, weak: false } }
 * ```
 */
export function readForeignPassword(
  stored: StoredPassword,
  parameters: ForeignParameters,
): Result<ReadPassword, Refusal> {
  const text = BARE.test(stored.text) ? stored.text.replace(/[\r\n]+$/, "") : stored.text.trim();
  if (NOBODY.test(text)) return done({ kind: "none" });
  if (stored.system === "postern" && text.startsWith("$argon2id$")) {
    return done({ kind: "own", hash: text });
  }
  if (text.length > LONGEST) return refusal("unknown-form", "longer than any hash");
  const given = { stored: { ...stored, text }, parameters };
  const reading = resolved(systemNamed(stored.system).read?.(given) ?? readRows(given), given);
  if (reading === undefined) return refusal("unknown-form", nameOf(text));
  if (reading === "broken") return refusal("broken", nameOf(text));
  if ("cannot" in reading) return refusal("cannot-verify", reading.cannot);
  if ("plain" in reading) return done({ kind: "plain", password: reading.plain });
  return checked(completed(reading, given), given);
}

type Found = Reading | "broken" | undefined;
type Resolved = Exclude<Found, { readonly again: unknown }>;

function readRows(given: Given): Found {
  const { text } = given.stored;
  const row = ROWS.find(([begins]) => begins.test(text));
  if (row === undefined) return undefined;
  const [begins, rest, read] = row;
  const found = rest.exec(text.replace(begins, ""));
  return found === null ? "broken" : read(found.groups ?? {}, given);
}

/** Follows forms within forms: what the outer ones do comes first. */
function resolved(reading: Found, given: Given): Resolved {
  if (reading === undefined || reading === "broken" || !("again" in reading)) return reading;
  const { again, ...outer } = reading;
  const within = { ...given, stored: { ...given.stored, text: again ?? "" } };
  const inner = resolved(readRows(within), within);
  if (inner === undefined || inner === "broken" || !("algorithms" in inner)) return inner;
  return { ...inner, ...outer, steps: [...(outer.steps ?? []), ...(inner.steps ?? [])] };
}

/** Adds what the system and the parameters say. */
function completed(draft: Draft, given: Given): Draft {
  const { forms, steps } = given.parameters;
  const system = systemNamed(given.stored.system);
  const allForms = forms ?? draft.forms ?? system.forms;
  const allSteps = [...(steps ?? system.steps?.(given) ?? []), ...(draft.steps ?? [])];
  return {
    scheme: draft.scheme,
    ...(allForms && { forms: allForms }),
    ...(allSteps.length > 0 && { steps: allSteps }),
    algorithms: draft.algorithms,
    expected: draft.expected,
  };
}

function checked(draft: Draft, { parameters }: Given): Result<ReadPassword, Refusal> {
  if (!isWhole(draft)) return refusal("broken", draft.scheme);
  const read = draft as ForeignPassword;
  if (!isSound(read)) return refusal("broken", read.scheme);
  if (isTooCostly(read)) return refusal("too-costly", read.scheme);
  if (!usesPepper(read)) return done({ kind: "foreign", foreign: read, weak: isWeak(read) });
  if (parameters.pepper === undefined) return refusal("pepper-missing", read.scheme);
  const foreign = { ...read, pepper: parameters.pepper.id };
  return done({ kind: "foreign", foreign, weak: isWeak(foreign) });
}

const usesPepper = ({ steps = [], algorithms }: ForeignPassword): boolean =>
  steps.some((step) =>
    step.do === "hmac" ? step.key === undefined : step.do.endsWith("pend") && !("bytes" in step),
  ) || algorithms.some((each) => each.name === "firebase" && each.key === undefined);

/** The name that a stored form begins with, and nothing of what is secret in it. */
const nameOf = (text: string): string =>
  /^(?:\$[a-z0-9-]{1,16}(?=[$,])\$?|\{[A-Z0-9.-]{1,20}\}|[a-z0-9_]{1,16}[$:])/i.exec(text)?.[0] ??
  `${text.length} characters without a name`;
