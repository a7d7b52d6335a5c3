// Whether the secret is the one that the database was used with.

import { KEY_HELP, keyMarks } from "./domain/key-mark.ts";
import type { KeyRing } from "./domain/key-ring.ts";
import type { OptionProblem } from "./options/problems.ts";
import type { Uses } from "./ports/context.ts";

/** Stores the marks of the keys at the first start; later, says so if none of them is known. */
export async function keyProblems(
  { store, clock }: Uses<"keepKeyMarks", "clock">,
  keys: KeyRing,
): Promise<readonly OptionProblem[]> {
  const fits = await store.keepKeyMarks({ marks: keyMarks(keys), now: clock.now() });
  return fits ? [] : [STRANGE];
}

/** The same, and stores nothing. */
export async function strangeKeys(
  { store }: Uses<"listKeyMarks">,
  keys: KeyRing,
): Promise<readonly OptionProblem[]> {
  const known = await store.listKeyMarks();
  const fits = known.length === 0 || keyMarks(keys).some((mark) => known.includes(mark));
  return fits ? [] : [STRANGE];
}

const STRANGE: OptionProblem = {
  option: "secret",
  words: `it is not the one that this database was used with. ${KEY_HELP}`,
};
