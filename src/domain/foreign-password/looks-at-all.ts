// Whether a hash of another system depends on all of a text, or is right for others, too.

import { isAscii } from "node:buffer";
import type { Algorithm, ForeignPassword, Form, Step } from "./foreign-password.ts";
import { SPELLINGS } from "./spellings.ts";

/** Algorithms that look at a part: at so many bytes, at seven bits of each, or not at the case. */
const LOOKS_AT_ALL: Readonly<Partial<Record<Algorithm["name"], (text: Buffer) => boolean>>> = {
  bcrypt: (text) => text.length < 72,
  "des-crypt": (text) => text.length < 8 && isAscii(text),
  "big-crypt": (text) => text.length < 128 && isAscii(text),
  "bsdi-crypt": isAscii,
  lm: () => false,
};

/** Spellings that leave something out, by the one that does nothing else but normal forms, which are one password here, too. */
const LEAVES_OUT: Readonly<Partial<Record<Form, Form>>> = {
  saslprep: "saslprep",
  trimmed: "trimmed",
  slashed: "trimmed",
};

/** Whether no other text is as right as this one. If one is, it may be the one that the owner usually types. */
export const looksAtAll = (
  { forms = ["typed"], steps = [], algorithms }: ForeignPassword,
  typed: string,
): boolean =>
  forms.every((form) => {
    const whole = SPELLINGS[LEAVES_OUT[form] ?? "typed"](typed);
    const text = Buffer.from(SPELLINGS[form](typed));
    return (
      whole.normalize("NFKC") === typed.normalize("NFKC") &&
      (isHashedFirst(steps, text) || algorithms.every(({ name }) => isSeen(name, steps, text)))
    );
  });

/** What hashes a text for the algorithm looks at all of it. */
const isHashedFirst = (steps: readonly Step[], { length }: Buffer): boolean =>
  steps.some((step) => step.do === "hmac" || (step.do === "digest" && length > (step.over ?? -1)));

function isSeen(name: Algorithm["name"], steps: readonly Step[], text: Buffer): boolean {
  const sees = LOOKS_AT_ALL[name];
  // Whatever stands before the text leaves less room for it.
  const isMoved = steps.some((step) => step.do === "prepend" || step.do === "utf16le");
  return sees === undefined || (!isMoved && sees(text));
}
