// What an installation may choose; everything else has a fixed value and a reason for it.

import { z } from "zod";
import { standardBrand } from "../domain/brand.ts";
import { isTimeZone } from "../domain/calendar.ts";
import { parseEmailAddress, type EmailAddress } from "../domain/email-address.ts";
import { knownLanguages, languageProblems } from "./languages.ts";
import type { OwnWords } from "../domain/languages.ts";
import { PSEUDO } from "../domain/pseudo.ts";
import { parseKeyRing, type KeyRing } from "../domain/key-ring.ts";
import { limitsWith, withoutLimits } from "../domain/limits.ts";
import { noDomains } from "../domain/domain-list.ts";
import { linkDefaults } from "../domain/link.ts";
import { firstContactDefaults, type FirstContactRules } from "../domain/first-contacts.ts";
import { mailBudgetDefaults, withoutMailBudget } from "../domain/mail-budget.ts";
import { passwordPolicies } from "../domain/password-policy.ts";
import { LONGEST_BOUNCE_NAME } from "../domain/return-path.ts";
import { parseSender } from "../domain/sender.ts";
import { sessionDefaults } from "../domain/session.ts";
import { days } from "../domain/time.ts";
import { brand } from "./brand.ts";
import {
  lifetimesOf,
  noFeatures,
  readFeatureOptions,
  type FeatureOptions,
} from "./feature-options.ts";
import { checkPasskeys, passkeyOptions, passkeySiteOf } from "./passkeys.ts";
import type { Options } from "./types.ts";
import {
  allowedDomains,
  auditRetention,
  captcha,
  domains,
  duration,
  limits,
  roles,
  sources,
  wholeNumber,
} from "./values.ts";
import { admin } from "./admin.ts";
import { hasHome, isOnePlace, placeFrom, placeOptions } from "./place.ts";
import { checkTerms, terms, termsFrom, termsUrl } from "./terms.ts";
import { endOfDay, lastDay } from "./imported-passwords.ts";
import { mailHooks } from "./mail-hooks.ts";
import { oldLinks } from "./old-links.ts";
import { oldSystem } from "./old-system.ts";
import { webhooks } from "./webhooks.ts";
import { OptionsError, problemsIn, type Examples, type OptionProblem } from "./problems.ts";
import type { Settings } from "../ports/settings.ts";

const operatorAddress = z.string().transform((value, context) => {
  const address = parseEmailAddress(value);
  if (address.ok) return address.value;
  context.addIssue({ code: "custom", message: "give an address like ops@example.com" });
  return z.NEVER;
});

const unconfirmed = z
  .union([
    z.enum(["restricted", "full", "none"]),
    z.strictObject({ mode: z.literal("full"), grace: duration }),
  ])
  .transform((policy) => (typeof policy === "string" ? { mode: policy } : policy));

const bounceAddress = z.string().transform((value, context) => {
  const parsed = parseEmailAddress(value);
  const name = parsed.ok ? parsed.value.key.split("@")[0]!.length : Infinity;
  if (parsed.ok && name <= LONGEST_BOUNCE_NAME) return parsed.value;
  const message = `give an address like bounces@example.com, with at most ${LONGEST_BOUNCE_NAME} characters before the @`;
  context.addIssue({ code: "custom", message });
  return z.NEVER;
});

const bounceSecret = z.string().transform((value, context) => {
  const parsed = parseKeyRing(value);
  if (parsed.ok) return parsed.value;
  context.addIssue({
    code: "custom",
    message: "give a secret of at least 32 characters; `npx postern secret` makes one",
  });
  return z.NEVER;
});

const isSender = (text: string): boolean => parseSender(text) !== undefined;

const isWayToHelp = (text: string): boolean =>
  parseEmailAddress(text).ok || /^(?:https?|mailto|tel):[^\s"]+$/i.test(text);

/** Every option except the parts (store, mailer, clock …), which are passed as code. */
export const optionsSchema = z
  .strictObject({
    ...placeOptions,
    appName: z.string().min(1).max(60).default("Postern"),
    mailFrom: z.string().refine(isSender).default("Postern <postern@localhost>"),
    mailReplyTo: z.string().refine(isSender).optional(),
    support: z.string().refine(isWayToHelp).optional(),
    operator: operatorAddress.optional(),
    privacyUrl: z.url({ protocol: /^https?$/ }).optional(),
    termsUrl,
    terms,
    brand: brand.default(standardBrand),
    language: z.string().default("en"),
    languages: z.array(z.string()).optional(),
    words: z.custom<OwnWords>().default({}),
    timeZone: z.string().default("UTC").refine(isTimeZone, "give a zone like Europe/Berlin"),
    register: z.enum(["open", "closed"]).default("open"),
    allowedDomains: allowedDomains.optional(),
    refusedDomains: domains.optional(),
    disposableAddresses: z.enum(["accepted", "refused"]).default("accepted"),
    mxCheck: z.boolean().default(false),
    captcha: captcha.optional(),
    unconfirmed: unconfirmed.default({ mode: "restricted" }),
    unconfirmedLifetime: duration.default(days(7)),
    reminder: z.union([z.literal("off"), duration]).default("off"),
    passwordPolicy: z.enum(["default", "nist"]).default("default"),
    sessionIdle: duration.default(sessionDefaults.idle),
    sharedSessionIdle: duration.default(sessionDefaults.sharedIdle),
    sessionAbsolute: duration.default(sessionDefaults.absolute),
    sessionsPerUser: wholeNumber.default(sessionDefaults.perUser),
    roles: roles.default([]),
    sources: sources.default({ parameter: "utm_source", allowed: [] }),
    secondFactor: z.enum(["off", "offered", "required", "required-for-admins"]).default("offered"),
    rememberedBrowser: duration.default(sessionDefaults.rememberedBrowser),
    factorRemovalWait: duration.default(days(7)),
    ...passkeyOptions,
    newDeviceNotice: z.boolean().default(false),
    firstContacts: wholeNumber.default(firstContactDefaults.floor),
    hsts: z.union([z.boolean(), z.literal("subdomains")]).default(false),
    confirmLink: duration.default(linkDefaults.confirm),
    code: duration.default(linkDefaults.code),
    resetLink: duration.default(linkDefaults.reset),
    changeEmailLink: duration.default(linkDefaults["change-email"]),
    deletionGrace: duration.default(days(14)),
    auditRetention: auditRetention.default(days(730)),
    importedPasswordsUntil: lastDay.optional(),
    bounceAddress: bounceAddress.optional(),
    bounceSecret: bounceSecret.optional(),
    mailHooks,
    limits: limits.default("on"),
    webhooks,
    oldLinks,
    oldSystem,
    admin: admin.default({ on: false, host: undefined }),
    developmentMailbox: z.boolean().default(false),
  })
  .refine(
    ({ reminder, unconfirmedLifetime }) =>
      reminder === "off" || reminder <= unconfirmedLifetime / 2,
    {
      path: ["reminder"],
      message: 'give at most half of `unconfirmedLifetime`, or "off"',
    },
  )
  .refine(isOnePlace, { path: ["basePath"], message: "give the path once" })
  .refine(hasHome, { path: ["home"], message: "give a page that `routes` does not leave out" })
  .superRefine(checkTerms)
  .superRefine(checkPasskeys) satisfies z.ZodType<unknown, Options>;

/**
 * What is wrong with options, in Postern's own words: only this function reads the schema's issues. `examples` replace what to
 * give where options are written in another way, as in the environment.
 */
export function optionProblems(
  options: unknown,
  features: FeatureOptions = noFeatures,
  examples: Examples = {},
): readonly OptionProblem[] {
  const { rest, problems } = readFeatureOptions(options, features);
  const { error } = optionsSchema.safeParse(rest);
  return [
    ...problemsIn(error?.issues ?? [], rest, examples),
    ...languageProblems(rest, features.catalogues),
    ...problems,
  ];
}

/** The names of Postern's own options. */
export const optionNames: Readonly<Record<string, unknown>> = optionsSchema.shape;

/** Combines options and defaults. Throws one `OptionsError` that names every wrong option. */
export function settingsFrom(options: Options, ofFeatures: FeatureOptions = noFeatures): Settings {
  const problems = optionProblems(options, ofFeatures);
  const { rest, features } = readFeatureOptions(options, ofFeatures);
  const parsed = optionsSchema.safeParse(rest);
  if (!parsed.success || problems.length > 0) throw new OptionsError(problems);
  const chosen = parsed.data;
  return {
    ...placeFrom(chosen),
    appName: chosen.appName,
    mailFrom: chosen.mailFrom,
    mailReplyTo: chosen.mailReplyTo,
    support: chosen.support,
    operator: chosen.operator,
    privacyUrl: chosen.privacyUrl,
    ...termsFrom(chosen),
    brand: chosen.brand,
    ...languagesFrom(chosen),
    registration: registrationFrom(chosen),
    fields: {},
    unconfirmed: chosen.unconfirmed,
    deletionGrace: chosen.deletionGrace,
    auditRetention: chosen.auditRetention === "forever" ? undefined : chosen.auditRetention,
    passwords: passwordPolicies[chosen.passwordPolicy],
    importedPasswordsUntil: endOfDay(chosen.importedPasswordsUntil, chosen.timeZone),
    sessions: sessionsFrom(chosen),
    roles: chosen.roles,
    sources: chosen.sources,
    secondFactor: chosen.secondFactor,
    factorRemovalWait: chosen.factorRemovalWait,
    passkeys: passkeySiteOf(chosen),
    newDeviceNotice: chosen.newDeviceNotice,
    hsts: chosen.hsts,
    links: { ...linksFrom(chosen), ...lifetimesOf(ofFeatures, features.options) },
    ...howOften(chosen),
    bounces: bouncesFrom(chosen.bounceAddress, chosen.bounceSecret),
    mailHooks: chosen.mailHooks,
    webhooks: chosen.webhooks,
    oldLinks: chosen.oldLinks,
    oldSystem: chosen.oldSystem,
    console: chosen.admin,
    developmentMailbox: chosen.developmentMailbox,
    features,
  };
}

const registrationFrom = (chosen: z.output<typeof optionsSchema>): Settings["registration"] => ({
  open: chosen.register === "open",
  lifetime: chosen.unconfirmedLifetime,
  reminder: chosen.reminder === "off" ? undefined : chosen.reminder,
  domains: { allowed: chosen.allowedDomains, refused: chosen.refusedDomains ?? noDomains },
  refusesDisposable: chosen.disposableAddresses === "refused",
  checksMx: chosen.mxCheck,
  captcha: chosen.captcha,
});

const languagesFrom = ({
  language,
  words,
  languages = knownLanguages(words).filter((tag) => tag !== PSEUDO),
  timeZone,
}: z.output<typeof optionsSchema>): Pick<
  Settings,
  "language" | "languages" | "words" | "timeZone"
> => ({
  language,
  languages: [...new Set([language, ...languages])],
  words,
  timeZone,
});

/** What the site may send to strangers; undefined if its limits are off. */
export const firstContactRules = ({
  limits: chosen,
  firstContacts: floor = firstContactDefaults.floor,
}: Pick<Options, "limits" | "firstContacts">): FirstContactRules | undefined =>
  chosen === "off" ? undefined : { ...firstContactDefaults, floor };

function howOften(
  options: z.output<typeof optionsSchema>,
): Pick<Settings, "limits" | "mailBudget" | "firstContacts"> {
  const { limits: chosen } = options;
  const firstContacts = firstContactRules(options);
  if (chosen === "off") {
    return { limits: withoutLimits, mailBudget: withoutMailBudget, firstContacts };
  }
  return {
    limits: limitsWith(chosen === "on" ? {} : chosen),
    mailBudget: mailBudgetDefaults,
    firstContacts,
  };
}

const linksFrom = (chosen: z.output<typeof optionsSchema>): Settings["links"] => ({
  ...linkDefaults,
  confirm: chosen.confirmLink,
  code: chosen.code,
  reset: chosen.resetLink,
  "change-email": chosen.changeEmailLink,
  // A deletion may come later than its grace (because of links to undo a change), but never later than this.
  "keep-account": Math.max(chosen.deletionGrace, linkDefaults["undo-change"]),
});

const sessionsFrom = (chosen: z.output<typeof optionsSchema>): Settings["sessions"] => ({
  ...sessionDefaults,
  idle: chosen.sessionIdle,
  sharedIdle: Math.min(chosen.sharedSessionIdle, chosen.sessionIdle),
  absolute: chosen.sessionAbsolute,
  perUser: chosen.sessionsPerUser,
  rememberedBrowser: chosen.rememberedBrowser,
});

function bouncesFrom(address: EmailAddress | undefined, hook: KeyRing | undefined) {
  if (address !== undefined) return { address, hook };
  if (hook === undefined) return undefined;
  const message = "a secret for bounces needs an address that they are sent to: set bounceAddress";
  throw new OptionsError([{ option: "bounceSecret", words: message }]);
}
