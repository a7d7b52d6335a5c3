// What an installation may choose, as a type. `options.ts` has the schema and the defaults.

import type { OwnWords } from "../domain/languages.ts";
import type { LimitCounts } from "../domain/limits.ts";
import type { OptionalRoute } from "../domain/optional-routes.ts";
import type { SecondFactorPolicy } from "../domain/second-factor-policy.ts";

/** A duration: a number of milliseconds, or words such as "72 hours", "10 minutes", "7 days". */
export type TimeSpan = number | string;

/** How a site looks. `docs/branding.md` shows examples. */
export type BrandOptions = {
  /** `postern` has a door in a stone wall, `plain` has neither. @default "postern" */
  theme?: "postern" | "plain" | undefined;
  /** The colour of buttons, as `#rrggbb`; other colours follow from it. @default "#1d5c4c" */
  accent?: string | undefined;
  /** @default "soft" */
  corners?: "sharp" | "soft" | "round" | undefined;
  /** Font families in order, with a general one last. They are not loaded. */
  font?: string | undefined;
  /** The content of an SVG or PNG file, at most 8 KiB. */
  logo?: string | Uint8Array | undefined;
  /** The logo for pages in dark colours. @default the same */
  logoDark?: string | Uint8Array | undefined;
  /** The content of a PNG file for mails, at most 16 KiB. @default `logo`, if that is a PNG */
  logoInMail?: Uint8Array | undefined;
  /** Whether the logo shows the name, so that it does not have to stand beside it. @default false */
  logoShowsName?: boolean | undefined;
  /** A link in the foot of every page. */
  imprintUrl?: string | undefined;
  /** More links in the foot of every page. */
  links?: readonly { readonly name: string; readonly url: string }[] | undefined;
  /** Lines of text at the head of every mail. */
  mailHeader?: string | readonly string[] | undefined;
  /** Lines of text at the foot of every mail. */
  mailFooter?: string | readonly string[] | undefined;
};

/** What an installation may choose. `docs/configuration.md` gives the reason for each default. */
export type Options = {
  /** Where people reach Postern: an origin, or one with a base path, like `https://example.com/auth`. Every link is built from it. */
  baseUrl: string;
  /** The path below which Postern's pages are, like `/auth`, where `baseUrl` is only the origin. @default "" */
  basePath?: string | undefined;
  /** Routes that this site does not have, like `{ home: false }`, because the host has its own or wants none. @default all */
  routes?: { readonly [Name in OptionalRoute]?: boolean | undefined } | undefined;
  /** The site's name on pages and in mails. @default "Postern" */
  appName?: string | undefined;
  /** The sender of every mail, as `Name <address>`. @default "Postern <postern@localhost>" */
  mailFrom?: string | undefined;
  /** Where replies to mails go, as `Name <address>`; to the sender by default. */
  mailReplyTo?: string | undefined;
  /** Where people get help: an address or a URL. */
  support?: string | undefined;
  /** The address that is told when mail is not going out, at most once a day. */
  operator?: string | undefined;
  /** A link in the foot of every page. */
  privacyUrl?: string | undefined;
  /** A link on the registration page and in the foot of every page, and no more: nobody has to accept anything. */
  termsUrl?: string | undefined;
  /**
   * Terms that users have to accept: at the registration, and again when `version` changes. `version` is a name of your own,
   * of 1 to 40 characters, like "2026-05"; `url` is where people read them, and may be left out if `termsUrl` says so.
   */
  terms?: { readonly version: string; readonly url?: string | undefined } | undefined;
  /** How the site looks: its colours, logo, links and so on. */
  brand?: BrandOptions | undefined;
  /** The site's language, as a BCP 47 tag: for everybody who asks for none of `languages`. @default "en" */
  language?: string | undefined;
  /**
   * Texts of the site's own, in place of Postern's: by language, then by the names that `postern words export` prints. A
   * language that Postern does not have is added.
   */
  words?: OwnWords | undefined;
  /** The languages that people can choose, in the order of the switch. @default all but "en-XA" */
  languages?: readonly string[] | undefined;
  /** The IANA time zone in which times are written. @default "UTC" */
  timeZone?: string | undefined;
  /** Where people go after confirming or logging in if they were not on their way to a page. @default "/" */
  home?: string | undefined;
  /** Whether people may register. @default "open" */
  register?: "open" | "closed" | undefined;
  /** Only addresses of these domains may register: `example.com`, and `*.example.com` for all below it. */
  allowedDomains?: readonly string[] | undefined;
  /** Addresses of these domains may not register, but for exceptions: `*.example.com`, `!good.example.com`. */
  refusedDomains?: readonly string[] | undefined;
  /** Whether addresses of services that give out throw-away addresses may register. @default "accepted" */
  disposableAddresses?: "accepted" | "refused" | undefined;
  /** Whether the DNS is asked if an address's domain takes mail at all, before it is registered. @default false */
  mxCheck?: boolean | undefined;
  /**
   * The captcha that the registration form shows while the site sends unusually many mails to strangers, instead of a
   * proof of work.
   */
  captcha?:
    | {
        provider: "turnstile" | "hcaptcha" | "friendly-captcha";
        siteKey: string;
        secret: string;
      }
    | undefined;
  /** What users may do before their address is confirmed. @default "restricted" */
  unconfirmed?: "restricted" | "full" | "none" | { mode: "full"; grace: TimeSpan } | undefined;
  /** How long a registration waits to be confirmed before it is removed. @default "7 days" */
  unconfirmedLifetime?: TimeSpan | undefined;
  /** Which passwords are accepted. @default "default" */
  passwordPolicy?: "default" | "nist" | undefined;
  /** A session ends when it has not been used for this long. @default "14 days" */
  sessionIdle?: TimeSpan | undefined;
  /** The same for a session on a shared computer, which also ends with the browser. @default "2 hours" */
  sharedSessionIdle?: TimeSpan | undefined;
  /** How long before an unconfirmed user is removed its mailbox is reminded, once; "off" for never. @default "off" */
  reminder?: TimeSpan | undefined;
  /** A session ends after this time in any case. @default "30 days" */
  sessionAbsolute?: TimeSpan | undefined;
  /** How many sessions a user has at most; beyond them, the least recently used ones end. @default 100 */
  sessionsPerUser?: number | undefined;
  /**
   * The console for the site's staff, below `/admin`: on every host, or on this one alone, like "admin.example.com", where the
   * site is reached as well.
   * @default false; in the server true
   */
  admin?: boolean | { host?: string | undefined } | undefined;
  /**
   * Roles of the site's own, for its own code, beside `admin`, `support` and `viewer`: names of lower-case letters, digits and
   * hyphens. @default none
   */
  roles?: readonly string[] | undefined;
  /**
   * Where people came from, for the cohorts: the query parameter of links to the registration page, and the values that are
   * kept. Any other value is not stored. @default none
   */
  sources?: { parameter?: string | undefined; allowed: readonly string[] } | undefined;
  /** Whether people may, or must, log in with a second factor. @default "offered" */
  secondFactor?: SecondFactorPolicy | undefined;
  /** For how long a browser that a person asked to remember needs no second factor at login. @default "30 days" */
  rememberedBrowser?: TimeSpan | undefined;
  /** How long a person who has lost their second factor waits until it is removed. @default "7 days" */
  factorRemovalWait?: TimeSpan | undefined;
  /** Whether people can make and use passkeys. At an IP address, and without https, they never can. @default true */
  passkeys?: boolean | undefined;
  /** The domain that passkeys belong to: the host of `baseUrl`, or one above it. @default the host of `baseUrl` */
  passkeyDomain?: string | undefined;
  /** Further origins at or below `passkeyDomain` whose pages may use passkeys. @default none */
  passkeyOrigins?: readonly string[] | undefined;
  /** Whether a mail tells the user about a login from an unknown browser. @default false */
  newDeviceNotice?: boolean | undefined;
  /**
   * How many mails a day the site may send to mailboxes that have never confirmed, beyond what confirmations pay for.
   * @default 200
   */
  firstContacts?: number | undefined;
  /**
   * Whether answers over https have `Strict-Transport-Security`, for a year; `"subdomains"`: also for every host below this
   * one. It is a promise of the whole host, so a host that mounts Postern makes it. @default false; in the server true
   */
  hsts?: boolean | "subdomains" | undefined;
  /** How long a confirmation link lives, from the hand-over of its mail. @default "72 hours" */
  confirmLink?: TimeSpan | undefined;
  /** How long the typed code lives. @default "60 minutes" */
  code?: TimeSpan | undefined;
  /** How long a reset link lives. @default "60 minutes" */
  resetLink?: TimeSpan | undefined;
  /** How long the link to a new address lives. @default "24 hours" */
  changeEmailLink?: TimeSpan | undefined;
  /** How long a deletion can be cancelled. @default "14 days" */
  deletionGrace?: TimeSpan | undefined;
  /** How long a line of the audit log is kept; "forever" keeps all lines. @default "730 days" */
  auditRetention?: TimeSpan | undefined;
  /**
   * The last day on which passwords that were imported from another system are accepted, like "2027-06-30", in the time zone
   * of the site: then they are removed, and whoever has not logged in resets. @default they stay
   */
  importedPasswordsUntil?: string | undefined;
  /** The address that bounces are sent to; each mail adds its own name to it, after a "+". */
  bounceAddress?: string | undefined;
  /** Opens `POST /hooks/bounce` to whoever sends it as a bearer token. */
  bounceSecret?: string | undefined;
  /**
   * Opens `POST /hooks/mail/<service>` for mail services, by what their notices are checked with: several, separated by commas,
   * while one is replaced. @default all are closed
   */
  mailHooks?:
    | {
        /** The ARN of the SNS topic that Amazon SES publishes to. */
        ses?: string | undefined;
        /** A password of your own, which the URL of the webhook contains: at least 32 characters. */
        postmark?: string | undefined;
        /** The signing secret of the webhook: `whsec_…`. */
        resend?: string | undefined;
        /** The HTTP webhook signing key of the account. */
        mailgun?: string | undefined;
        /** The verification key of the Event Webhook, as SendGrid shows it. */
        sendgrid?: string | undefined;
        /** A password of your own, which the URL of the webhook contains: at least 32 characters. */
        brevo?: string | undefined;
      }
    | undefined;
  /** Other counts for the limits of one client; "off" is for load tests only. @default "on" */
  limits?: "on" | "off" | LimitCounts | undefined;
  /** What webhooks may reach, and how long one may take. */
  webhooks?:
    | {
        /** Networks that are not public but may be reached: `["10.0.0.0/8"]`. @default none */
        allowPrivate?: readonly string[] | undefined;
        /** Whether URLs may begin with `http:`, so that others can read what is sent. @default false */
        allowHttp?: boolean | undefined;
        /** How long a receiver has to answer, at most 30 seconds. @default "15 seconds" */
        timeout?: TimeSpan | undefined;
      }
    | undefined;
  /** How the application before Postern is asked about people who have not been moved over, when they log in or reset their password. */
  oldSystem?:
    | {
        /** Where it is asked, with https. Without it, `askOldSystem` asks. */
        url?: string | undefined;
        /** What the questions are signed with: at least 32 characters. */
        secret?: string | undefined;
        /** Networks that are not public but may be reached: `["10.0.0.0/8"]`. @default none */
        allowPrivate?: readonly string[] | undefined;
        /** How long it has to answer, at most 10 seconds. Wrong passwords take a second longer than this. @default "2 seconds" */
        timeout?: TimeSpan | undefined;
        /** The name that an import of the same users has. @default "old-system" */
        system?: string | undefined;
      }
    | undefined;
  /** How the application before Postern signed the confirmation links that it mailed: with itsdangerous, and the address as the payload. */
  oldLinks?:
    | {
        /** Its `SECRET_KEY`: at least 16 characters; several with commas. */
        secret: string;
        /** Its salt for these links. */
        salt: string;
        /** Where they lead, with `:token` for the token. @default "/confirm/:token" */
        path?: string | undefined;
        /** How the key is derived. @default "django-concat" */
        derivation?: "django-concat" | "hmac" | "concat" | "none" | undefined;
        /** @default "sha1" */
        digest?: "sha1" | "sha256" | "sha512" | undefined;
        /** For how long they work here, from when they were mailed. @default "3 days" */
        maxAge?: TimeSpan | undefined;
      }
    | undefined;
  /** Whether captured mails are shown at `/dev/mailbox`. Never in production. @default false */
  developmentMailbox?: boolean | undefined;
};
