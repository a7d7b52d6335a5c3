import { describe, expect, test } from "vitest";
import { optionProblems, optionsSchema, settingsFrom } from "./options.ts";
import type { Options } from "./types.ts";
import { readConfig } from "../server/config.ts";
import type { Environment } from "../server/config-types.ts";

const BASE = { baseUrl: "https://accounts.example.com" };

/** Values of every kind that a mistake can produce; values that an option accepts are not mistakes. */
const WRONG: readonly unknown[] = [
  "",
  " ",
  "certainly not",
  "-1",
  0,
  -1,
  1.5,
  Number.NaN,
  10_000_000_000_000,
  true,
  null,
  [],
  ["on"],
  {},
  { mode: "full", graec: "3 days" },
  { mode: "sometimes" },
  () => "on",
  1n,
  Symbol("on"),
  "x".repeat(5_000),
];

const isList = (option: string): boolean => /Domains$|Origins$|^languages$|^roles$/.test(option);

/** The wording of zod, in any of its versions. */
const RAW =
  /invalid (?:input|type|option|value|string|url|format|literal|union)|expected |received |unrecognized|too (?:small|big)|must (?:match|be|contain)|>=|<=|\bnan\b.*expected/i;

describe("an option that cannot be meant", () => {
  test("is told in words of ours: its name, what to give, and what was given", () => {
    let told = 0;
    for (const option of Object.keys(optionsSchema.shape) as (keyof Options)[]) {
      for (const value of WRONG) {
        for (const problem of optionProblems({ ...BASE, [option]: value })) {
          told += 1;
          const line = `${problem.option}: ${problem.words}`;
          expect(line).not.toMatch(RAW);
          expect(line).toMatch(
            new RegExp(`^${option}(?:[.]\\w+)*: (?:give .+|.+; give .+|there is no such option)`),
          );
          expect(line.length).toBeLessThan(250);
        }
      }
      expect([option, optionProblems({ ...BASE, [option]: Symbol("no") })]).toMatchObject([
        option,
        [{ option }],
      ]);
    }
    expect(told).toBeGreaterThan(300);
  });

  test("is every list, and every object of another kind than names and values", () => {
    for (const option of Object.keys(optionsSchema.shape).filter((each) => !isList(each))) {
      for (const value of [[], ["on"], new Map([["register", 200]]), new Date(0), /on/]) {
        const wrong = optionProblems({ ...BASE, [option]: value }).map((each) => each.option);
        expect([option, wrong]).toEqual([option, [option]]);
      }
    }
    const list = Object.assign([], { mode: "full", grace: "3 days" });
    expect(optionProblems({ ...BASE, unconfirmed: list })[0]?.option).toBe("unconfirmed");
    expect(optionProblems([])[0]?.words).toBe("give the options as an object, not a list");
    expect(optionProblems({ ...BASE, limits: [] })[0]?.words).toMatch(
      /^give "on", "off".*, not a list$/,
    );
  });

  test("is anything but domains in a list of them, and a list that would let nobody in", () => {
    const told = (options: object) =>
      optionProblems({ ...BASE, ...options }).map(({ option, words }) => `${option}: ${words}`);
    for (const option of ["allowedDomains", "refusedDomains"]) {
      expect(told({ [option]: ["example.com", "@example.org", 5] })[0]).toMatch(
        new RegExp(`^${option}: "@example.org", 5 are no domains; give a list of .*, like \\["exa`),
      );
      expect(told({ [option]: ["a b"] })[0]).toContain(': "a b" is no domain; give a list of');
      expect(told({ [option]: Array.from({ length: 12 }, () => 5) })[0]).toMatch(
        /: (?:5, ){9}5 and 2 more are no domains; give/,
      );
      expect(told({ [option]: "example.com" })[0]).toMatch(/: give a list .*, not "example.com"$/);
      expect(told({ [option]: new Set(["example.com"]) })[0]).toMatch(/, not an object$/);
    }
    for (const allowed of [[], ["!example.com"]])
      expect(told({ allowedDomains: allowed })).toEqual([
        'allowedDomains: there is no domain in it, so nobody could register; give a list of at least one domain, like ["example.com", "*.example.com"]',
      ]);
    expect(told({ refusedDomains: [] })).toEqual([]);
  });

  test("names what was given where that is no secret", () => {
    const words = (options: object) => optionProblems({ ...BASE, ...options })[0]?.words;
    expect(words({ register: "opne" })).toBe('give "open" or "closed", not "opne"');
    expect(words({ sessionIdle: -5 })).toBe('give a length of time, like "14 days", not -5');
    expect(words({ appName: "" })).toMatch(/like "Acme", not ""$/);
    expect(words({ timeZone: "Mars/\u001b[2JOlympus" })).not.toContain("\u001b");
    const secret = { bounceAddress: "bounces@example.com", bounceSecret: "too-short-a-secret" };
    expect(words(secret)).toMatch(/^give a secret/);
    expect(JSON.stringify(optionProblems({ ...BASE, ...secret }))).not.toContain("too-short");
  });

  test("is each setting of a captcha that is missing or wrong, and none is shown", () => {
    const told = (captcha: unknown) =>
      optionProblems({ ...BASE, captcha }).map(({ option, words }) => `${option}: ${words}`);
    const secret = "captcha-1f2e3d4c5b6a";
    expect(told({ provider: "turnstile", siteKey: "0x4AAA", secret })).toEqual([]);
    expect(told({ secret })).toEqual([
      "captcha.provider: give one of turnstile, hcaptcha, friendly-captcha",
      "captcha.siteKey: give the site key that the provider shows",
    ]);
    expect(told({ provider: "recaptcha", siteKey: "a b", secret: `${secret}\r\n` })).toEqual([
      "captcha.provider: give one of turnstile, hcaptcha, friendly-captcha",
      "captcha.siteKey: give the site key that the provider shows",
      "captcha.secret: give the secret that the provider shows",
    ]);
    expect(told(secret)).toEqual([
      "captcha: give { provider, siteKey, secret }, where provider is one of turnstile, hcaptcha, friendly-captcha",
    ]);
  });

  test("is a version of terms that is none, and another page than that of termsUrl", () => {
    const url = "https://example.com/terms";
    const told = (options: object) =>
      optionProblems({ ...BASE, ...options }).map(({ option, words }) => `${option}: ${words}`);
    for (const version of ["2026-05", "Version 2 (May)", "٢", "x".repeat(40)]) {
      expect(settingsFrom({ ...BASE, terms: { version, url } })).toMatchObject({
        terms: { version, url },
        termsUrl: url,
      });
    }
    const wrong = ["", " 2", "2 ", "a  b", "a\nb", "a\u202eb", "x".repeat(41), 2, undefined];
    for (const version of wrong)
      expect(told({ terms: { version, url } })[0]).toMatch(
        /^terms.version: give a version of 1 to 40 characters in one line, like "2026-05"/,
      );
    for (const odd of ["/terms", "javascript:alert(1)", "terms", ""])
      expect(told({ terms: { version: "2", url: odd } })[0]).toMatch(
        /^terms.url: give a whole URL, like https:/,
      );
    expect(settingsFrom({ ...BASE, termsUrl: url, terms: { version: "2" } }).terms?.url).toBe(url);
    expect(settingsFrom({ ...BASE, termsUrl: url })).toMatchObject({ terms: undefined });
    expect(told({ terms: { version: "2" } })).toEqual([
      "termsUrl: there is no URL of the terms that people have to accept; give a whole URL, like https://example.com/terms",
    ]);
    expect(told({ termsUrl: "https://example.com/old", terms: { version: "2", url } })[0]).toMatch(
      /^terms.url: give the same URL as termsUrl, or leave one of the two out/,
    );
  });

  test("is asked after where its name is nearly one", () => {
    const told = (options: object) =>
      optionProblems({ ...BASE, ...options }).map(({ option, words }) => `${option}: ${words}`);
    expect(told({ appNmae: "Acme", APP_NAME: "Acme", colour: "red" })).toEqual([
      "appNmae: there is no such option; did you mean appName?",
      "APP_NAME: there is no such option; did you mean appName?",
      "colour: there is no such option",
    ]);
    expect(told({ unconfirmed: { mode: "full", graec: "3 days" } })[0]).toMatch(
      /^unconfirmed\.graec: there is no such option$/,
    );
  });

  test("is thrown with all the others by the library", () => {
    const wrong = { baseUrl: "accounts.example.com", register: "maybe" } as unknown as Options;
    expect(() => settingsFrom(wrong)).toThrow(
      /baseUrl: give the URL.*\n {2}register: give "open" or "closed", not "maybe"$/,
    );
  });
});

describe("what the notices of mail services are checked with", () => {
  test.each([
    ["ses", "arn:aws:sqs:eu-west-1:123456789012:mails", "the ARN of a topic"],
    ["postmark", "too-short", "a secret of at least 32 characters"],
    ["resend", "re_123456789", "begins with whsec_"],
    ["mailgun", "key with blanks in it", "HTTP webhook signing key"],
    ["sendgrid", "SG.abcdef", "begins with MF"],
    ["brevo", "", "a secret of at least 32 characters"],
  ])("is refused in words if it cannot be right, and is not shown: %s", (hook, value, expected) => {
    const [problem = "", ...more] = optionProblems({
      baseUrl: "https://app.example",
      mailHooks: { [hook]: value },
    }).map(({ option, words }) => `${option}: ${words}`);
    expect(more).toEqual([]);
    expect(problem).toContain(`mailHooks.${hook}: give `);
    expect(problem).toContain(expected);
    if (value !== "") expect(problem).not.toContain(value);
  });
});

describe("an environment variable that cannot be meant", () => {
  const VARIABLES = (
    "NODE_ENV PORT POSTERN_METRICS_PORT POSTERN_DRAIN POSTERN_TRUSTED_PROXIES DATABASE_URL SMTP_URL " +
    "POSTERN_SECRET POSTERN_BASE_URL POSTERN_APP_NAME POSTERN_MAIL_FROM POSTERN_OPERATOR POSTERN_PRIVACY_URL " +
    "POSTERN_BRAND_THEME POSTERN_BRAND_ACCENT POSTERN_BRAND_CORNERS POSTERN_BRAND_FONT POSTERN_BRAND_LOGO " +
    "POSTERN_BRAND_LOGO_DARK POSTERN_BRAND_LOGO_IN_MAIL POSTERN_BRAND_LOGO_SHOWS_NAME POSTERN_BRAND_LINKS " +
    "POSTERN_BRAND_IMPRINT_URL POSTERN_BRAND_MAIL_HEADER POSTERN_BRAND_MAIL_FOOTER " +
    "POSTERN_TERMS_URL POSTERN_TERMS_VERSION POSTERN_TIME_ZONE POSTERN_HOME POSTERN_REGISTER POSTERN_UNCONFIRMED " +
    "POSTERN_BOUNCE_ADDRESS POSTERN_BOUNCE_SECRET POSTERN_BOUNCE_LISTEN POSTERN_HOOK_SES POSTERN_HOOK_POSTMARK POSTERN_HOOK_RESEND " +
    "POSTERN_HOOK_MAILGUN POSTERN_HOOK_SENDGRID POSTERN_HOOK_BREVO POSTERN_CAPTCHA_PROVIDER POSTERN_CAPTCHA_SITE_KEY " +
    "POSTERN_CAPTCHA_SECRET POSTERN_LIMITS POSTERN_SUPPORT POSTERN_SESSIONS_PER_USER " +
    "POSTERN_SECOND_FACTOR POSTERN_REMEMBERED_BROWSER POSTERN_FACTOR_REMOVAL_WAIT POSTERN_PASSKEYS " +
    "POSTERN_PASSKEY_DOMAIN POSTERN_PASSKEY_ORIGINS " +
    "POSTERN_ALLOWED_DOMAINS_FILE POSTERN_REFUSED_DOMAINS_FILE POSTERN_DISPOSABLE_DOMAINS_FILE " +
    "POSTERN_DISPOSABLE_ADDRESSES POSTERN_MX_CHECK POSTERN_AUDIT_RETENTION POSTERN_IMPORTED_PASSWORDS_UNTIL " +
    "POSTERN_DKIM_DOMAIN POSTERN_DKIM_SELECTOR POSTERN_DKIM_PRIVATE_KEY"
  ).split(" ");

  const problems = async (environment: Environment): Promise<readonly string[]> =>
    (await readConfig({ environment, mode: "development", folder: "/nowhere" })).problems;

  test("is told by its own name, in words of ours", async () => {
    for (const name of VARIABLES) {
      for (const value of ["", "?", "x".repeat(80)]) {
        for (const line of await problems({ DATABASE_URL: "sqlite::memory:", [name]: value })) {
          expect(line).not.toMatch(RAW);
          expect(line).toMatch(/^[A-Z_]+: /);
        }
      }
    }
    expect(await problems({ PORT: "" })).toEqual([]); // the same as not given
    expect(await problems({ PORT: "http" })).toEqual([
      'PORT: give a number from 0 to 65535, like 5000, not "http"',
    ]);
    expect(await problems({ POSTERN_REGISTER: "maybe" })).toEqual([
      'POSTERN_REGISTER: give "open" or "closed", not "maybe"',
    ]);
  });
});
