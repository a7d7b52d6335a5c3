// The message about an option that is wrong: its name, what was given, and what to give instead.
//
// The schema's own messages ("Invalid input: expected string, received number") are for programmers, so none of
// them is ever shown. Every issue of a schema is put into words here, and nowhere else.

import type { z } from "zod";
import { CAPTCHA_PROVIDERS } from "../domain/captcha.ts";
import { LANGUAGES } from "../domain/language.ts";
import { ADJUSTABLE_LIMITS } from "../domain/limits.ts";
import { LONGEST_BOUNCE_NAME } from "../domain/return-path.ts";
import { OPTIONAL_ROUTES } from "../domain/optional-routes.ts";
import type { Options } from "./types.ts";

/**
 * What to give for each option, in words: a new option does not compile before it has its own. Whatever is
 * wrong with an option, the message consists of these words and of what was given.
 */
const EXAMPLES: Readonly<Record<keyof Options, string>> = {
  baseUrl: "the URL people use, like https://accounts.example.com or https://example.com/auth",
  basePath:
    "a path of letters, digits, _ and -, like /auth, and the same as in baseUrl if that has one",
  routes: `an object with false for what to leave out, of ${OPTIONAL_ROUTES.join(", ")}`,
  appName: 'the name of the site, of 1 to 60 characters, like "Acme"',
  mailFrom: "the sender of mails, like Acme <accounts@example.com>, without quotes around it",
  mailReplyTo: "where answers to mails go, like Acme <help@example.com>, without quotes around it",
  support: "an address or a whole URL, like help@example.com",
  operator: "an address, like ops@example.com",
  privacyUrl: "a whole URL, like https://example.com/privacy",
  termsUrl: "a whole URL, like https://example.com/terms",
  terms: '{ version, url }, like { version: "2026-05", url: "https://example.com/terms" }',
  brand: '{ accent, logo, theme, … }, like { accent: "#7a1fa2", theme: "plain" }',
  language: `one of ${LANGUAGES.join(", ")}, or a language that the option words has`,
  languages: `a list of languages, like ["en", "de"]`,
  words: "texts by language, like { de: { login: { title: … } } }",
  timeZone: "an IANA time zone, like Europe/Berlin",
  home: "a path of this site, like /dashboard, and none that routes leaves out",
  register: '"open" or "closed"',
  allowedDomains: 'a list of at least one domain, like ["example.com", "*.example.com"]',
  refusedDomains: 'a list of domains, like ["example.com", "*.example.com", "!good.example.com"]',
  disposableAddresses: '"accepted" or "refused"',
  mxCheck: "true or false",
  captcha: `{ provider, siteKey, secret }, where provider is one of ${CAPTCHA_PROVIDERS.join(", ")}`,
  unconfirmed: '"restricted", "full", "none" or { mode: "full", grace: "3 days" }',
  unconfirmedLifetime: 'a length of time, like "7 days"',
  reminder: 'at most half of unconfirmedLifetime, like "2 days", or "off"',
  passwordPolicy: '"default" or "nist"',
  sessionIdle: 'a length of time, like "14 days"',
  sharedSessionIdle: 'a length of time, like "2 hours"',
  sessionAbsolute: 'a length of time, like "30 days"',
  sessionsPerUser: "a whole number from 1 on, like 100",
  auditRetention: 'a length of time of at least a day, like "730 days", or "forever"',
  roles:
    'a list of names of at most 32 lower-case letters, digits and hyphens, other than admin, support and viewer, like ["editor"]',
  sources:
    '{ parameter, allowed }, where allowed is a list of at most 50 names of lower-case letters, digits, dots and hyphens, like ["podcast"]',
  secondFactor: '"off", "offered", "required" or "required-for-admins"',
  rememberedBrowser: 'a length of time, like "30 days"',
  factorRemovalWait: 'a length of time, like "7 days"',
  passkeys: "true or false",
  passkeyDomain: "a domain, like example.com",
  passkeyOrigins: 'a list of origins, like ["https://www.example.com"]',
  newDeviceNotice: "true or false",
  firstContacts: "a whole number from 1 on, like 200",
  hsts: 'true, false or "subdomains"',
  confirmLink: 'a length of time, like "72 hours"',
  code: 'a length of time, like "60 minutes"',
  resetLink: 'a length of time, like "60 minutes"',
  changeEmailLink: 'a length of time, like "24 hours"',
  deletionGrace: 'a length of time, like "14 days"',
  importedPasswordsUntil: "a date, like 2027-06-30",
  bounceAddress: `an address with at most ${LONGEST_BOUNCE_NAME} characters before the @, like bounces@example.com`,
  bounceSecret: "a secret of at least 32 characters; `npx postern secret` makes one",
  mailHooks: '{ ses, postmark, resend, mailgun, sendgrid, brevo }, like { resend: "whsec_…" }',
  limits: `"on", "off", or whole numbers for ${ADJUSTABLE_LIMITS.join(", ")}, like { register: 200 }`,
  webhooks: '{ allowPrivate, allowHttp, timeout }, like { allowPrivate: ["10.0.0.0/8"] }',
  oldSystem:
    '{ url, secret, allowPrivate, timeout, system }, like { url: "https://old.example.com/postern", secret: "…" }',
  oldLinks:
    '{ secret, salt, path, derivation, digest, maxAge }, like { secret: "…", salt: "email-confirm" }',
  admin: 'true, false or { host }, like { host: "admin.example.com" }',
  developmentMailbox: "true or false",
};

/** What to give for options, in words. */
export type Examples = Readonly<Partial<Record<string, string>>>;

/** Options whose value is never shown, even if it is wrong. */
const SECRETS: readonly (keyof Options)[] = [
  "bounceSecret",
  "captcha",
  "mailHooks",
  "oldLinks",
  "oldSystem",
];

/** Options whose schema has words of ours for everything that can be wrong with a part. */
const OWN_WORDS: readonly (keyof Options)[] = ["brand"];

/** A wrong option, and what to give instead. */
export type OptionProblem = {
  /** "appName", or "limits.login" for a part of an option. */
  readonly option: string;
  /** A sentence without the name, because an environment variable may have set it. */
  readonly words: string;
};

/**
 * Thrown by `createPostern` for wrong options. `problems` has a line for each: the name of the option, and what
 * to give instead.
 *
 * @example
 * ```ts
 * try {
 *   createPostern({ ...({} as PosternOptions), baseUrl: "app.example" });
 * } catch (error) {
 *   (error as OptionsError).problems[0]; // → "store: give what sqliteStore(…) or postgresStore(…) resolves to"
 * }
 * ```
 */
export class OptionsError extends Error {
  override readonly name = "OptionsError";
  readonly problems: readonly string[];
  constructor(wrong: readonly OptionProblem[]) {
    const problems = wrong.map(({ option, words }) => `${option}: ${words}`);
    super(`Postern cannot start with these options:\n  ${problems.join("\n  ")}`);
    this.problems = problems;
  }
}

type Issue = z.core.$ZodIssue;

/** One problem for each option and each unknown name, in the order in which they were found. */
export function problemsIn(
  issues: readonly Issue[],
  given: unknown,
  examples: Examples = {},
): readonly OptionProblem[] {
  const problems = new Map<string, OptionProblem>();
  for (const issue of issues.flatMap(innermost)) {
    for (const problem of problemsOf(issue)) {
      if (!problems.has(problem.option)) problems.set(problem.option, problem);
    }
  }
  return [...problems.values()];

  function problemsOf(issue: Issue): readonly OptionProblem[] {
    const path = issue.path.map(String);
    if (issue.code === "unrecognized_keys") {
      return issue.keys.map((key) => unknownName([...path, key]));
    }
    const [option = "options"] = path;
    const value = path.reduce(partOf, given);
    const example =
      examples[option] ?? (EXAMPLES as Examples)[option] ?? "the options as an object";
    const wrong: unknown = issue.code === "custom" ? issue.params?.["wrong"] : undefined;
    if (typeof wrong === "string") return [{ option, words: `${wrong}; give ${example}` }];
    // For a part of an option, a custom rule says more than the example of the whole option.
    const hasOwn = issue.code === "custom" || OWN_WORDS.includes(option as keyof Options);
    const own = hasOwn && path.length > 1 ? issue.message : undefined;
    const isSecret = SECRETS.includes(option as keyof Options);
    const isComplete = issue.code === "custom" && issue.params?.["isComplete"] === true;
    const not = value === undefined || isSecret || isComplete ? "" : `, not ${inShort(value)}`;
    const words = `${own ?? `give ${example}`}${not}`;
    return [{ option: path.join(".") || "options", words }];
  }
}

/** For a choice between shapes, an unknown name says more than the failed choice itself. */
function innermost(issue: Issue): readonly Issue[] {
  if (issue.code !== "invalid_union") return [issue];
  const unknown = issue.errors
    .flat()
    .filter((each) => each.code === "unrecognized_keys")
    .map((each) => ({ ...each, path: [...issue.path, ...each.path] }));
  return unknown.length > 0 ? unknown : [issue];
}

const partOf = (whole: unknown, key: string): unknown =>
  typeof whole === "object" && whole !== null
    ? (whole as Readonly<Record<string, unknown>>)[key]
    : undefined;

function unknownName(path: readonly string[]): OptionProblem {
  const name = path.at(-1) ?? "";
  const near =
    path.length === 1 ? Object.keys(EXAMPLES).find((other) => isNear(name, other)) : undefined;
  const question = near === undefined ? "" : `; did you mean ${near}?`;
  return { option: path.join("."), words: `there is no such option${question}` };
}

/** The same except for case, "_" and "-", or with one letter too many, missing or wrong, or two swapped. */
function isNear(one: string, other: string): boolean {
  const [a, b] = [one, other].map((name) => name.toLowerCase().replace(/[_-]/g, ""));
  if (a === undefined || b === undefined || Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  const [restA, restB] = [a.slice(start), b.slice(start)];
  const exchanged = `${restA[1] ?? ""}${restA[0] ?? ""}${restA.slice(2)}`;
  return (
    restA.slice(1) === restB.slice(1) ||
    restA.slice(1) === restB ||
    restA === restB.slice(1) ||
    exchanged === restB
  );
}

const MOST_SHOWN = 10;

/** The first of a list, and how many more there are. */
export function firstOf(list: readonly unknown[]): string {
  const more = list.length - MOST_SHOWN;
  return `${list.slice(0, MOST_SHOWN).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

const LONGEST = 60;

/** What was given, short enough for a line of a terminal, and without control characters. */
export function inShort(value: unknown): string {
  if (typeof value === "function") return "a function";
  if (typeof value === "bigint" || typeof value === "symbol") return `a ${typeof value}`;
  if (typeof value === "number") return `${value}`;
  if (typeof value === "object" && value !== null)
    return Array.isArray(value) ? "a list" : "an object";
  const text = JSON.stringify(value).replace(/[\p{Cc}\p{Cf}]+/gu, " ");
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
