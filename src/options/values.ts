// What single options accept, and the messages for anything else.

import { z } from "zod";
import { CAPTCHA_PROVIDERS, type CaptchaSettings } from "../domain/captcha.ts";
import { readDomains } from "../domain/domain-list.ts";
import { ADJUSTABLE_LIMITS, HIGHEST_COUNT, type LimitCounts } from "../domain/limits.ts";
import { isRoleName } from "../domain/role.ts";
import { days, parseDuration } from "../domain/time.ts";
import { firstOf, inShort } from "./problems.ts";

const FROM_ONE = "give a whole number from 1 on";

export const wholeNumber = z.number(FROM_ONE).int(FROM_ONE).min(1, FROM_ONE);

/** A duration: milliseconds, or words such as "72 hours", "10 minutes", "7 days". */
export const duration = z
  .union([z.number().int().positive(), z.string()])
  .transform((value, context) => {
    const parsed = typeof value === "number" ? value : parseDuration(value);
    if (parsed !== undefined) return parsed;
    context.addIssue({ code: "custom", message: `write it like "72 hours", not "${value}"` });
    return z.NEVER;
  });

/** At least a day: the audit log shows whether the operator was told of an alarm today. */
export const auditRetention = z.union([z.number(), z.string()]).transform((value, context) => {
  if (value === "forever") return value;
  const parsed = typeof value === "number" ? value : parseDuration(value);
  if (parsed !== undefined && parsed >= days(1)) return parsed;
  const message = `write it like "730 days", at least "1 day", or "forever", not "${value}"`;
  context.addIssue({ code: "custom", message });
  return z.NEVER;
});

/** Domains, as `readDomains` takes them. */
export const domains = z
  .custom<readonly string[]>((value) => Array.isArray(value))
  .transform((entries, context) => {
    // What is no text is no domain either.
    const list = readDomains(entries.map((entry) => (typeof entry === "string" ? entry : "?")));
    if (list.ok) return list.value;
    const bad = list.at.map((place) => inShort(entries[place]));
    const wrong = `${firstOf(bad)} ${bad.length === 1 ? "is no domain" : "are no domains"}`;
    context.addIssue({ code: "custom", params: { wrong } });
    return z.NEVER;
  });

/** Domains of which one at least is no exception. A list that allows nobody closes the site, which `register` says better. */
export const allowedDomains = domains.refine(
  ({ named, below }) => [...named.values(), ...below.values()].includes("listed"),
  { params: { wrong: "there is no domain in it, so nobody could register" } },
);

/** Names of a site's own roles. */
export const roles = z
  .custom<readonly string[]>((value) => Array.isArray(value))
  .transform((given, context) => {
    const names = new Set(given);
    const bad = [...names].filter((name) => typeof name !== "string" || !isRoleName(name));
    if (bad.length === 0) return [...names];
    const wrong = `${firstOf(bad.map(inShort))} ${bad.length === 1 ? "is no name" : "are no names"} for a role of your own`;
    context.addIssue({ code: "custom", params: { wrong } });
    return z.NEVER;
  });

/** Where people came from: a query parameter, and the values of it that are kept. */
export const sources = z
  .custom<{ readonly parameter?: string | undefined; readonly allowed: readonly string[] }>(
    isRecord,
  )
  .pipe(
    z.strictObject({
      parameter: z
        .string()
        .regex(/^[A-Za-z][\w-]{0,31}$/)
        .default("utm_source"),
      allowed: z.array(z.string().regex(/^[a-z0-9][a-z0-9._-]{0,31}$/)).max(50),
    }),
  );

const LIMIT_NAMES = ADJUSTABLE_LIMITS.join(", ");

/** "on", "off", or counts for the limits of one client. */
export const limits = z
  .custom<"on" | "off" | LimitCounts>(
    (value) => value === "on" || value === "off" || isRecord(value),
    `use "on", "off", or counts such as register=200; there are ${LIMIT_NAMES}`,
  )
  .superRefine((value, context) => {
    for (const [name, count] of typeof value === "string" ? [] : Object.entries<unknown>(value)) {
      const isKnown = ADJUSTABLE_LIMITS.some((each) => each === name);
      const isCount = isWholeNumber(count) && count >= 1 && count <= HIGHEST_COUNT;
      if (isKnown && (isCount || count === undefined)) continue;
      const message = isKnown
        ? `give a whole number from 1 to ${HIGHEST_COUNT}`
        : `give counts for ${LIMIT_NAMES} only`;
      context.addIssue({ code: "custom", path: [name], message });
    }
  });

/** An object of names and values: not a list, map, date or instance of another class. */
export function isRecord(value: unknown): boolean {
  return Object.prototype.toString.call(value) === "[object Object]";
}

const isWholeNumber = (value: unknown): value is number => Number.isInteger(value);

/** A key as providers show it: one word, which goes into a page or a header. */
const captchaKey = (named: string) =>
  z.custom<string>(
    (value) => typeof value === "string" && /^[\w.=+/-]{1,200}$/.test(value),
    `give the ${named} that the provider shows`,
  );

const PROVIDERS = CAPTCHA_PROVIDERS.join(", ");

/** The operator's captcha: the three settings, or none of them. */
export const captcha = z.custom<CaptchaSettings>(isRecord).pipe(
  z.strictObject({
    provider: z.custom<CaptchaSettings["provider"]>(
      (value) => CAPTCHA_PROVIDERS.some((each) => each === value),
      `give one of ${PROVIDERS}`,
    ),
    siteKey: captchaKey("site key"),
    secret: captchaKey("secret"),
  }),
);
