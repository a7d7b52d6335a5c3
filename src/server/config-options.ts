// The options that operators may set: in postern.config.ts, or in the environment, which has precedence.

import { resolve } from "node:path";
import type { Catalogues } from "../domain/languages.ts";
import { isLoopbackHost } from "../domain/loopback.ts";
import { english } from "../domain/language.ts";
import type { Feature } from "../feature.ts";
import { joined } from "../features.ts";
import { readFeatureOptions } from "../options/feature-options.ts";
import { ADJUSTABLE_LIMITS } from "../domain/limits.ts";
import { optionProblems, optionsSchema } from "../options/options.ts";
import { firstOf, type Examples } from "../options/problems.ts";
import type { Options } from "../options/types.ts";
import { BRAND_VARIABLES, shownBrand } from "./brand-variables.ts";
import { addDomainsOfFiles, DOMAIN_FILES } from "./domain-files.ts";
import type { Known, Provenance } from "./config-types.ts";
import { listed } from "./listed.ts";
import { OUTSIDE_VARIABLES } from "./outside-variables.ts";
import { yesOrNo } from "./yes-or-no.ts";

type Variable = {
  readonly variable: string;
  readonly option: keyof Options;
  /** Which part of the option, if each has a variable of its own. */
  readonly part?: string;
  /** Converts the text, if the option is not a text. */
  readonly read?: (text: string, known: Known, variable: string) => unknown;
  /** What to give, if that is written in another way than in a configuration file. */
  readonly example?: string;
};

/** A number in digits; anything else stays as it is and is then refused with a message. */
const inDigits = (text: string): unknown => (/^\d{1,9}$/.test(text) ? Number(text) : text);

/** `register=200 request=100`, separated by spaces or commas; any other text stays as it is. */
function counts(text: string): unknown {
  const pairs = text
    .split(/[\s,]+/)
    .filter(Boolean)
    .map((pair) => /^(\w+)=(.+)$/.exec(pair));
  const names = new Set(pairs.map((pair) => pair?.[1]));
  if (pairs.length === 0 || names.has(undefined) || names.size < pairs.length) return text;
  return Object.fromEntries(pairs.map((pair) => [pair?.[1], inDigits(pair?.[2] ?? "")]));
}

/** Options that have an environment variable of their own. */
const OPTION_VARIABLES: readonly Variable[] = [
  { variable: "POSTERN_BASE_URL", option: "baseUrl" },
  { variable: "POSTERN_BASE_PATH", option: "basePath" },
  { variable: "POSTERN_APP_NAME", option: "appName" },
  { variable: "POSTERN_MAIL_FROM", option: "mailFrom" },
  { variable: "POSTERN_MAIL_REPLY_TO", option: "mailReplyTo" },
  { variable: "POSTERN_SUPPORT", option: "support" },
  { variable: "POSTERN_OPERATOR", option: "operator" },
  { variable: "POSTERN_PRIVACY_URL", option: "privacyUrl" },
  { variable: "POSTERN_TERMS_URL", option: "termsUrl" },
  { variable: "POSTERN_TERMS_VERSION", option: "terms", part: "version" },
  ...BRAND_VARIABLES,
  { variable: "POSTERN_LANGUAGE", option: "language" },
  { variable: "POSTERN_LANGUAGES", option: "languages", read: listed },
  { variable: "POSTERN_TIME_ZONE", option: "timeZone" },
  { variable: "POSTERN_HOME", option: "home" },
  { variable: "POSTERN_REGISTER", option: "register" },
  {
    variable: "POSTERN_ALLOWED_DOMAINS",
    option: "allowedDomains",
    read: listed,
    example: "at least one domain, like example.com *.example.com",
  },
  {
    variable: "POSTERN_REFUSED_DOMAINS",
    option: "refusedDomains",
    read: listed,
    example: "domains, like example.com *.example.com !good.example.com",
  },
  { variable: "POSTERN_DISPOSABLE_ADDRESSES", option: "disposableAddresses" },
  { variable: "POSTERN_MX_CHECK", option: "mxCheck", read: yesOrNo },
  { variable: "POSTERN_CAPTCHA_PROVIDER", option: "captcha", part: "provider" },
  { variable: "POSTERN_CAPTCHA_SITE_KEY", option: "captcha", part: "siteKey" },
  { variable: "POSTERN_CAPTCHA_SECRET", option: "captcha", part: "secret" },
  { variable: "POSTERN_UNCONFIRMED", option: "unconfirmed" },
  { variable: "POSTERN_REMINDER", option: "reminder" },
  { variable: "POSTERN_SESSIONS_PER_USER", option: "sessionsPerUser", read: inDigits },
  { variable: "POSTERN_ADMIN", option: "admin", read: yesOrNo },
  { variable: "POSTERN_ADMIN_HOST", option: "admin", part: "host" },
  {
    variable: "POSTERN_ROLES",
    option: "roles",
    read: listed,
    example: "names other than admin, support and viewer, like editor billing",
  },
  {
    variable: "POSTERN_SOURCES",
    option: "sources",
    part: "allowed",
    read: listed,
    example: "values of the query parameter that are kept, like podcast fair",
  },
  { variable: "POSTERN_SOURCE_PARAMETER", option: "sources", part: "parameter" },
  { variable: "POSTERN_SECOND_FACTOR", option: "secondFactor" },
  { variable: "POSTERN_REMEMBERED_BROWSER", option: "rememberedBrowser" },
  { variable: "POSTERN_FACTOR_REMOVAL_WAIT", option: "factorRemovalWait" },
  { variable: "POSTERN_PASSKEYS", option: "passkeys", read: yesOrNo },
  { variable: "POSTERN_PASSKEY_DOMAIN", option: "passkeyDomain" },
  {
    variable: "POSTERN_PASSKEY_ORIGINS",
    option: "passkeyOrigins",
    read: listed,
    example: "origins, like https://www.example.com https://app.example.com",
  },
  { variable: "POSTERN_FIRST_CONTACTS", option: "firstContacts", read: inDigits },
  { variable: "POSTERN_AUDIT_RETENTION", option: "auditRetention" },
  { variable: "POSTERN_IMPORTED_PASSWORDS_UNTIL", option: "importedPasswordsUntil" },
  { variable: "POSTERN_BOUNCE_ADDRESS", option: "bounceAddress" },
  { variable: "POSTERN_BOUNCE_SECRET", option: "bounceSecret" },
  ...OUTSIDE_VARIABLES,
  {
    variable: "POSTERN_LIMITS",
    option: "limits",
    read: counts,
    example: `on, off, or whole numbers for ${ADJUSTABLE_LIMITS.join(", ")}, like register=200 request=100`,
  },
];

/** Reads the options, and adds whatever is wrong with them to the problems. */
export async function readOptions(
  known: Known,
  port: number,
): Promise<{
  values: Options;
  features: readonly Feature[];
  provenance: readonly Provenance[];
}> {
  const { mode, environment, file, problems } = known;
  const { features: given = [], ...values }: Record<string, unknown> = file;
  // They are code, and can therefore only be in the file.
  const features = Array.isArray(given) ? (given as readonly Feature[]) : [];
  if (features !== given) problems.push("features: give a list of features, like [greetings]");
  const all = joined(features);
  for (const { variable, option, part, read = String } of OPTION_VARIABLES) {
    const text = environment[variable];
    if (text === undefined) continue;
    const value = read(text, known, variable);
    values[option] = part === undefined ? value : withPart(values[option], part, value);
  }
  // A library's host may have pages of its own there.
  values["admin"] ??= true;
  addDomainsOfFiles(known, values);
  await addWordsOfFolder(known, values, all.catalogues);
  if (values["baseUrl"] === undefined) {
    if (mode === "production")
      problems.push("POSTERN_BASE_URL: give the URL people use, like https://accounts.example.com");
    values["baseUrl"] = `http://localhost:${port}`;
  }
  if (mode === "production" && values["limits"] === "off")
    problems.push("POSTERN_LIMITS: off is for load tests, never for production");
  if (values["bounceSecret"] !== undefined && values["bounceAddress"] === undefined)
    problems.push("POSTERN_BOUNCE_ADDRESS: give the address that bounces are sent to as well");
  const parsed = optionsSchema.safeParse(readFeatureOptions(values, all).rest);
  if (mode === "production" && isPlainOnANetwork(parsed.data?.baseUrl)) {
    problems.push(
      "POSTERN_BASE_URL: use https; without it the cookies of sessions can be read on the way",
    );
  }
  const wrong = optionProblems(values, all, examplesFor(known));
  for (const { option, words } of [...all.problems, ...wrong]) {
    problems.push(`${nameOf(known, option)}: ${words}`);
  }
  const provenance = [...provenanceOf(known, values, parsed.data), ...provenanceOfFiles(known)];
  return { values: values as Options, features, provenance };
}

/** The texts are made when they are read, which few commands do: the first one of a duration takes as long as all the rest. */
const provenanceOf = (
  known: Known,
  values: Readonly<Record<string, unknown>>,
  parsed: Partial<Record<keyof Options, unknown>> = {},
): readonly Provenance[] =>
  OPTION_VARIABLES.map(({ variable, option, part }) => ({
    name: variable,
    get value() {
      return shown(option, parsed[option], values[option], part);
    },
    from: origin(known, variable, option),
  }));

const provenanceOfFiles = (known: Known): readonly Provenance[] =>
  [...DOMAIN_FILES, WORDS_FOLDER].map(({ variable }) => ({
    name: variable,
    value: known.environment[variable] ?? "none",
    from: origin(known, variable),
  }));

/** Names a folder with a file of the site's own words for each language. */
const WORDS_FOLDER = { variable: "POSTERN_WORDS" } as const;

async function addWordsOfFolder(
  { environment, folder, problems }: Known,
  values: Record<string, unknown>,
  catalogues: Catalogues,
): Promise<void> {
  const given = environment[WORDS_FOLDER.variable];
  if (given === undefined) return;
  const { readWordFolder } = await import("./word-files.ts");
  const read = readWordFolder(resolve(folder, given), catalogues);
  problems.push(...read.problems.map((problem) => `${WORDS_FOLDER.variable}: ${problem}`));
  values["words"] = { ...partsOf(values["words"]), ...read.own };
}

/** What to give for the options whose values are not from the configuration file. */
const examplesFor = (known: Known): Examples =>
  Object.fromEntries(
    OPTION_VARIABLES.filter(({ option }) => nameOf(known, option) !== option).map(
      ({ option, example }) => [option, example],
    ),
  );

/**
 * What an operator calls an option: its variable, the variable that names its file of domains, or its own name if the value
 * is from the configuration file.
 */
function nameOf({ environment, file }: Known, option: string): string {
  const [whole = "", ...parts] = option.split(".");
  const set = OPTION_VARIABLES.find(
    (each) => each.option === whole && (each.part ?? parts[0]) === parts[0],
  );
  if (set === undefined || (file[whole] !== undefined && !environment[set.variable])) return option;
  const ofFile = DOMAIN_FILES.find((each) => each.option === whole)?.variable;
  if (ofFile !== undefined && environment[ofFile] && !environment[set.variable]) return ofFile;
  return parts.length > 0 && set.part === undefined
    ? `${set.variable} (${parts.join(".")})`
    : set.variable;
}

function origin({ environment, file }: Known, variable: string, option = ""): string {
  if (environment[variable] !== undefined) return "environment";
  const named = DOMAIN_FILES.find((each) => each.option === option && environment[each.variable]);
  if (named !== undefined) return named.variable;
  return file[option] === undefined ? "default" : "postern.config.ts";
}

/** Only on the developer's own machine may browsers connect without https. */
function isPlainOnANetwork(baseUrl: string | undefined): boolean {
  const url = baseUrl === undefined ? null : URL.parse(baseUrl);
  return url?.protocol === "http:" && !isLoopbackHost(url.hostname);
}

const DURATIONS: readonly (keyof Options)[] = [
  "auditRetention",
  "factorRemovalWait",
  "rememberedBrowser",
  "reminder",
];

/** Secrets are not shown, and an address is shown as it was given. */
function shown(option: keyof Options, parsed: unknown, given: unknown, part?: string): string {
  if (option === "brand" && part !== undefined)
    return display(shownBrand(part, partsOf(given)[part]));
  if (option === "mailHooks" && partsOf(given)[part ?? ""] !== undefined) return SECRET;
  if (part !== undefined) return shownPart(part, partsOf(given)[part]);
  if (option === "bounceSecret") return given === undefined ? "not set" : SECRET;
  if (option === "limits" && typeof parsed === "object") return inPairs(parsed ?? {});
  if (DURATIONS.includes(option) && typeof parsed === "number") return english.duration(parsed);
  if (Array.isArray(given)) return firstOf(given);
  const isAddress = option === "bounceAddress" || option === "operator";
  return display(isAddress ? given : (parsed ?? given));
}

const shownPart = (part: string, value: unknown): string =>
  part === "secret" && value !== undefined ? SECRET : display(value);

/** The option with one more part: variables count before the file, each for itself. */
const withPart = (whole: unknown, part: string, value: unknown): unknown => ({
  ...partsOf(whole),
  [part]: value,
});

const partsOf = (whole: unknown): Readonly<Record<string, unknown>> =>
  typeof whole === "object" && whole !== null ? { ...whole } : {};

const SECRET = "(secret)";

const display = (value: unknown): string =>
  value === undefined ? "not set" : typeof value === "string" ? value : JSON.stringify(value);

/** In the form that `POSTERN_LIMITS` takes. */
export const inPairs = (named: object): string =>
  Object.entries(named)
    .map(([name, count]) => `${name}=${String(count)}`)
    .join(" ");
