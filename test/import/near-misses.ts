// Texts that are almost a password.

import type { ForeignPassword } from "../../src/domain/foreign-password/foreign-password.ts";
import type { Vector } from "./vectors.ts";

const NORMAL_FORMS = ["NFC", "NFD", "NFKC", "NFKD"] as const;

const swapped = (text: string): string =>
  [...text]
    .map((char) => (char === char.toLowerCase() ? char.toUpperCase() : char.toLowerCase()))
    .join("");

const sevenBits = (bytes: Buffer): Buffer => Buffer.from(bytes.map((byte) => byte & 0x7f));

/** How much of the text counts: by the length of what is hashed, and by the bits of each byte. */
function reached(foreign: ForeignPassword, text: string, pepper: string): string {
  const [algorithm] = foreign.algorithms;
  const bytes = Buffer.from(text);
  switch (algorithm?.name) {
    case "des-crypt":
      return sevenBits(bytes).subarray(0, 8).toString("hex");
    case "big-crypt":
      return sevenBits(bytes).subarray(0, 128).toString("hex");
    case "bsdi-crypt":
      return sevenBits(bytes).toString("hex");
    case "bcrypt": {
      const hashesFirst =
        foreign.steps?.some((step) => step.do !== "append" && !("over" in step)) ?? false;
      if (hashesFirst || (foreign.steps?.[0]?.do === "digest" && bytes.length > 72)) return text;
      return Buffer.from(text + pepper)
        .subarray(0, 72)
        .toString("hex");
    }
    default:
      return text;
  }
}

/** The other normal forms of the password, unless the system accepts them. */
function otherForms({ entry, password, stored }: Vector): string[] {
  const accepts = { ...entry.accepts_normalised, ...upperCased(entry.equivalent_forms) };
  const others = NORMAL_FORMS.filter((form) => accepts[form] === false);
  // What was hashed as typed is also what the form of Flask-Security would make of some other spellings.
  const isFolded = (text: string): boolean =>
    stored.system === "flask-security" && text.normalize("NFKD") === password;
  return others.map((form) => password.normalize(form)).filter((text) => !isFolded(text));
}

/** `accepts_nfd` and `NFD` mean the same. */
const upperCased = (forms: Readonly<Record<string, boolean>> = {}): Record<string, boolean> =>
  Object.fromEntries(
    Object.entries(forms).map(([name, is]) => [name.slice("accepts_".length).toUpperCase(), is]),
  );

/** The password, and texts that are almost like it. */
export function likenesses(vector: Vector): ReadonlySet<string> {
  const { password } = vector;
  return new Set([
    password,
    password.slice(0, -1),
    `${password}x`,
    `x${password.slice(1)}`,
    `${password.slice(0, -1)}~`,
    swapped(password),
    sevenBits(Buffer.from(password)).toString(),
    "",
    password.trim(),
    ` ${password}`,
    `${password} `,
    ...otherForms(vector),
  ]);
}

/** Those of them that the system refuses. */
export function nearMisses(vector: Vector, foreign: ForeignPassword): string[] {
  const { password, parameters } = vector;
  const pepper = foreign.steps?.[0]?.do === "append" ? (parameters.pepper?.text ?? "") : "";
  // WordPress cuts off spaces at the ends.
  const trims = vector.stored.system === "wordpress";
  const counted = (text: string): string => reached(foreign, trims ? text.trim() : text, pepper);
  return [...likenesses(vector)].filter((text) => counted(text) !== counted(password));
}
