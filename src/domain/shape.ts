// Reads values that came from outside as JSON, strictly: what is wrong is said with the name of its field.

/** What is wrong, and where: "passkeys[0].rpId". */
export type Wrong = { readonly at: string; readonly problem: string };

/** Reads a value: as what it stands for, or what is wrong with it. */
export type Read<Out> = (value: unknown) => { readonly value: Out } | Wrong;

const wrong = (problem: string): Wrong => ({ at: "", problem });

/** An object as JSON has them. */
export type Fields = Readonly<Record<string, unknown>>;

export const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A text of 1 to `longest` characters, of a certain form if `form` is given; `says` names the form. */
export const text =
  (longest: number, form?: RegExp, says = "is not of the right form"): Read<string> =>
  (value) => {
    if (typeof value !== "string") return wrong("is not text");
    if (value === "") return wrong("is empty");
    if (value.length > longest) return wrong(`is longer than ${longest} characters`);
    if (!value.isWellFormed() || value.includes("\0"))
      return wrong("has characters that no text has");
    return form === undefined || form.test(value) ? { value } : wrong(says);
  };

export const flag: Read<boolean> = (value) =>
  typeof value === "boolean" ? { value } : wrong("is neither true nor false");

export const wholeNumber =
  (most: number): Read<number> =>
  (value) =>
    Number.isInteger(value) && Number(value) >= 0 && Number(value) <= most
      ? { value: Number(value) }
      : wrong(`is not a whole number from 0 to ${most}`);

export const oneOf =
  <const Choice extends string>(choices: readonly Choice[]): Read<Choice> =>
  (value) => {
    const found = choices.find((choice) => choice === value);
    return found === undefined ? wrong(`is none of ${choices.join(", ")}`) : { value: found };
  };

export const nullOr =
  <Out>(read: Read<Out>): Read<Out | null> =>
  (value) =>
    value === null ? { value } : read(value);

export const list =
  <Out>(read: Read<Out>, most: number): Read<readonly Out[]> =>
  (value) => {
    if (!Array.isArray(value)) return wrong("is not a list");
    if (value.length > most) return wrong(`has more than ${most} entries`);
    const found: Out[] = [];
    for (const [index, each] of value.entries()) {
      const one = read(each);
      if (!("value" in one)) return inside(`[${index}]`, one);
      found.push(one.value);
    }
    return { value: found };
  };

/** An object with any names. */
export const dictionary =
  <Out>(name: RegExp, read: Read<Out>): Read<Readonly<Record<string, Out>>> =>
  (value) => {
    if (!isFields(value)) return wrong("is not an object");
    const found: [string, Out][] = [];
    for (const [key, each] of Object.entries(value)) {
      if (!name.test(key)) return inside(key.slice(0, 64), wrong("is not a name"));
      const one = read(each);
      if (!("value" in one)) return inside(key, one);
      found.push([key, one.value]);
    }
    // An assignment to "__proto__" would be none.
    return { value: Object.fromEntries(found) };
  };

type Shape<Out> = { readonly [Name in keyof Out]-?: Read<Exclude<Out[Name], undefined>> };

/** An object with these fields and no others; those in `required` must be there. */
export const object =
  <Out extends object>(shape: Shape<Out>, required: readonly (keyof Out & string)[]): Read<Out> =>
  (value) => {
    if (!isFields(value)) return wrong("is not an object");
    const missing = required.find((name) => value[name] === undefined);
    if (missing !== undefined) return inside(missing, wrong("is missing"));
    const found: Record<string, unknown> = {};
    for (const name of Object.keys(value)) {
      if (!Object.hasOwn(shape, name)) return inside(name.slice(0, 64), wrong("is not known"));
      const one = shape[name as keyof Out](value[name]);
      if (!("value" in one)) return inside(name, one);
      found[name] = one.value;
    }
    return { value: found as Out };
  };

/** An object of one of several kinds. The field `field` names its kind, whose reader reads the other fields. */
export const oneKindOf =
  <Out extends object>(
    field: keyof Out & string,
    kinds: Readonly<Record<string, Read<object>>>,
  ): Read<Out> =>
  (value) => {
    const { [field]: kind, ...others } = isFields(value) ? value : {};
    const read = typeof kind === "string" && Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
    if (read === undefined)
      return inside(field, wrong(`is none of ${Object.keys(kinds).join(", ")}`));
    const one = read(others);
    return "value" in one ? { value: { [field]: kind, ...one.value } as Out } : one;
  };

/** The first reader for an object that `is` accepts, and the second for everything else. */
export const either =
  <One, Other>(
    first: Read<One>,
    second: Read<Other>,
    is: (value: object) => boolean,
  ): Read<One | Other> =>
  (value) =>
    isFields(value) && is(value) ? first(value) : second(value);

const inside = (name: string, { at, problem }: Wrong): Wrong => ({
  at: at === "" || at.startsWith("[") ? `${name}${at}` : `${name}.${at}`,
  problem,
});
