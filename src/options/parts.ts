// Checks the parts that are passed as code. Whoever writes JavaScript, or reads a secret from an environment
// that lacks it, gets a clear message at the start.

import type { OptionProblem } from "./problems.ts";
import { isRecord } from "./values.ts";

type Part = {
  readonly option: string;
  /** The functions that distinguish it from what it could be mistaken for. */
  readonly has: readonly string[];
  readonly words: string;
  readonly isOptional?: true;
};

const PARTS: readonly Part[] = [
  {
    option: "store",
    has: ["readSession", "claimMails"],
    words: "give what sqliteStore(…) or postgresStore(…) resolves to",
  },
  { option: "mailer", has: ["send"], words: "give smtpMailer({ … }), or anything with send" },
  { option: "clock", has: ["now"], words: "give a clock with now, or none", isOptional: true },
  { option: "random", has: ["bytes"], words: "give bytes, or nothing", isOptional: true },
  {
    option: "pace",
    has: ["now", "wait"],
    words: "give an object with now and wait, or nothing",
    isOptional: true,
  },
  {
    option: "log",
    has: ["info", "warn", "error"],
    words: "give a log with info, warn and error, or none",
    isOptional: true,
  },
  {
    option: "disposableDomains",
    has: ["verdict"],
    words: "give an object with verdict, or nothing",
    isOptional: true,
  },
  {
    option: "dns",
    has: ["mx", "addresses"],
    words: "give an object with mx and addresses, or nothing",
    isOptional: true,
  },
  {
    option: "webhookSender",
    has: ["send"],
    words: "give an object with send, or nothing",
    isOptional: true,
  },
];

/** What a host does that has no secret yet, or whose process does not see it. */
export const SECRET_HELP =
  "`npx postern secret` makes one, and `node --env-file=.env` reads a .env file";

/** What is wrong with the parts, in their order. Only their shape is checked, not what they do. */
export function partProblems(given: unknown): readonly OptionProblem[] {
  if (typeof given !== "object" || given === null)
    return [{ option: "options", words: "give the options as an object" }];
  const options = given as Readonly<Record<string, unknown>>;
  const problems: OptionProblem[] = PARTS.filter(
    ({ option, has, isOptional }) =>
      !(isOptional && options[option] === undefined) && !hasAll(options[option], has),
  ).map(({ option, words }) => ({ option, words }));
  if (!isSecret(options["secret"])) {
    const words = `give a text, or a list of texts; ${SECRET_HELP}`;
    problems.push({ option: "secret", words });
  }
  for (const option of ["allowRegistration", "captchaFetch", "snsFetch", "askOldSystem"]) {
    if (!["function", "undefined"].includes(typeof options[option]))
      problems.push({ option, words: "give a function, or nothing" });
  }
  return [...problems, ...oldSystemProblems(options), ...fieldsProblems(options["fields"])];
}

/** One half without the other would move nobody over, and say nothing. */
function oldSystemProblems({
  oldSystem,
  askOldSystem,
}: Readonly<Record<string, unknown>>): readonly OptionProblem[] {
  if (askOldSystem === undefined)
    return isRecord(oldSystem) && (oldSystem as { readonly url?: unknown }).url === undefined
      ? [{ option: "oldSystem.url", words: "give a URL, or the function askOldSystem" }]
      : [];
  if (oldSystem !== undefined) return [];
  return [{ option: "askOldSystem", words: "give oldSystem, too: {} for what is usual" }];
}

/** Names of fields are part of forms and of JSON. */
const FIELD_NAME = /^[A-Za-z][A-Za-z0-9_]{0,39}$/;

const INPUTS = ["text", "email", "url", "tel", "date", "textarea", "select", "checkbox", undefined];

function fieldsProblems(fields: unknown): readonly OptionProblem[] {
  if (fields === undefined) return [];
  if (typeof fields !== "object" || fields === null)
    return [{ option: "fields", words: "give an object of fields, by name, or nothing" }];
  return Object.entries(fields).flatMap(([name, field]) => {
    const words = fieldProblem(name, (field ?? {}) as Readonly<Record<string, unknown>>);
    return words === undefined ? [] : [{ option: `fields.${name}`, words }];
  });
}

function fieldProblem(name: string, field: Readonly<Record<string, unknown>>): string | undefined {
  if (!FIELD_NAME.test(name) || name in {})
    return "name it with a letter, and then at most 39 letters, digits and _";
  const standard = (field["schema"] as Readonly<Record<string, unknown>> | undefined)?.[
    "~standard"
  ];
  if (!hasAll(standard, ["validate"]))
    return "give field(schema, { label }), with a schema of zod, valibot, arktype or another Standard Schema";
  const { label } = field;
  if (!label || !["string", "object"].includes(typeof label))
    return "give a label: a text, or one for each language, like { en: …, de: … }";
  if (!INPUTS.includes(field["input"] as string | undefined))
    return `give an input of ${INPUTS.filter(Boolean).join(", ")}, or none`;
  if (!["registration", "profile", undefined].includes(field["ask"] as string | undefined))
    return 'give an ask of "registration" or "profile", or none';
  return field["input"] === "select" && typeof field["options"] !== "object"
    ? "give the options of the select, as { value: text }"
    : undefined;
}

const hasAll = (part: unknown, names: readonly string[]): boolean =>
  typeof part === "object" &&
  part !== null &&
  names.every((name) => typeof (part as Readonly<Record<string, unknown>>)[name] === "function");

const isSecret = (secret: unknown): boolean =>
  typeof secret === "string" ||
  (Array.isArray(secret) && secret.every((key) => typeof key === "string"));
