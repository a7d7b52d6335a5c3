// What an installation may choose, as a type. `options.ts` has the schema and the defaults.

import type { LanguageTag } from "../domain/language.ts";
import type { LimitCounts } from "../domain/limits.ts";

/** A length of time: a number of milliseconds, or words such as "72 hours", "10 minutes", "7 days". */
export type TimeSpan = number | string;

/** What an installation may choose. `docs/configuration.md` says of each why its default is what it is. */
export type Options = {
  /** The origin under which people reach Postern, without a path. Every link is built from it. */
  baseUrl: string;
  /** The site's name on pages and in mails. @default "Postern" */
  appName?: string | undefined;
  /** The sender of every mail, as `Name <address>`. @default "Postern <postern@localhost>" */
  mailFrom?: string | undefined;
  /** Where answers to mails go, as `Name <address>`; to the sender where nothing is given. */
  mailReplyTo?: string | undefined;
  /** Where people get help: an address or a URL. */
  support?: string | undefined;
  /** The address that hears when mail is not going out, at most once a day. */
  operator?: string | undefined;
  /** A link in the foot of every page. */
  privacyUrl?: string | undefined;
  /** A link on the registration page. */
  termsUrl?: string | undefined;
  /** The language of pages and mails, as a BCP 47 tag. @default "en" */
  language?: LanguageTag | undefined;
  /** The IANA time zone in which times are written. @default "UTC" */
  timeZone?: string | undefined;
  /** Where people go who were going nowhere. @default "/" */
  home?: string | undefined;
  /** Whether new registrations are taken. @default "open" */
  register?: "open" | "closed" | undefined;
  /** What users may do before their address is confirmed. @default "restricted" */
  unconfirmed?: "restricted" | "full" | "none" | { mode: "full"; grace: TimeSpan } | undefined;
  /** How long a registration waits to be confirmed before it is removed. @default "7 days" */
  unconfirmedLifetime?: TimeSpan | undefined;
  /** Which passwords are taken. @default "default" */
  passwordPolicy?: "default" | "nist" | undefined;
  /** A session ends when nobody used it for so long. @default "14 days" */
  sessionIdle?: TimeSpan | undefined;
  /** A session ends after so long in any case. @default "30 days" */
  sessionAbsolute?: TimeSpan | undefined;
  /** How many sessions a user has at most; beyond them, the least recently used end. @default 100 */
  sessionsPerUser?: number | undefined;
  /** Whether a login from an unknown browser is told by mail. @default false */
  newDeviceNotice?: boolean | undefined;
  /** Whether `Strict-Transport-Security` speaks for every host below this one as well. @default false */
  hstsSubdomains?: boolean | undefined;
  /** How long a confirmation link lives, from when it was handed over. @default "72 hours" */
  confirmLink?: TimeSpan | undefined;
  /** How long the typed code lives. @default "60 minutes" */
  code?: TimeSpan | undefined;
  /** How long a reset link lives. @default "60 minutes" */
  resetLink?: TimeSpan | undefined;
  /** How long the link to a new address lives. @default "24 hours" */
  changeEmailLink?: TimeSpan | undefined;
  /** How long a deletion can be taken back. @default "14 days" */
  deletionGrace?: TimeSpan | undefined;
  /** How long a line of the audit log is kept; "forever" keeps all. @default "730 days" */
  auditRetention?: TimeSpan | undefined;
  /** To which address bounces come back; each mail adds its own name to it, after a "+". */
  bounceAddress?: string | undefined;
  /** Opens `POST /hooks/bounce` to whoever sends it as a bearer token. */
  bounceSecret?: string | undefined;
  /** Other counts for the limits of one client; "off" is for load tests only. @default "on" */
  limits?: "on" | "off" | LimitCounts | undefined;
  /** Whether captured mails are shown at `/dev/mailbox`. Never in production. @default false */
  developmentMailbox?: boolean | undefined;
};
