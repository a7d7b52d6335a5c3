import type { Brand } from "../domain/brand.ts";
import type { OwnWords } from "../domain/languages.ts";
import type { CaptchaSettings } from "../domain/captcha.ts";
import type { DomainRules } from "../domain/domain-list.ts";
import type { EmailAddress } from "../domain/email-address.ts";
import type { KeyRing } from "../domain/key-ring.ts";
import type { Limit, LimitOptions } from "../domain/limits.ts";
import type { FirstContactRules } from "../domain/first-contacts.ts";
import type { MailHooks } from "../domain/mail-hooks.ts";
import type { MailBudget } from "../domain/mail-budget.ts";
import type { LinkOptions } from "../domain/link.ts";
import type { OptionalRoute } from "../domain/optional-routes.ts";
import type { OldLinkRules } from "../domain/old-links.ts";
import type { OldSystemRules } from "../domain/old-system.ts";
import type { PasskeySite } from "../domain/passkey-site.ts";
import type { PasswordPolicy } from "../domain/password-policy.ts";
import type { SecondFactorPolicy } from "../domain/second-factor-policy.ts";
import type { SessionOptions } from "../domain/session.ts";
import type { Duration, Instant } from "../domain/time.ts";
import type { Terms } from "../domain/terms.ts";
import type { UnconfirmedPolicy } from "../domain/user.ts";
import type { UserFields } from "../domain/user-field.ts";
import type { WebhookRules } from "../domain/webhook-url.ts";

/** The settings of an installation, which are fixed when it starts. */
export type Settings = {
  readonly appName: string;
  /** Where people reach Postern, without a slash at the end: the origin and the base path. Every link is built from it. */
  readonly baseUrl: string;
  /** The path of `baseUrl`, as `/auth`; empty at the root of a site. */
  readonly basePath: string;
  /** Routes that the site does not have. */
  readonly leftOut: readonly OptionalRoute[];
  /** The sender of every mail: `Acme <accounts@acme.example>`. */
  readonly mailFrom: string;
  /** Where replies to mails go, in the same form; to the sender if undefined. */
  readonly mailReplyTo: string | undefined;
  /** Where people get help: an address or a URL. */
  readonly support: string | undefined;
  /** Who is told when mail is not going out. */
  readonly operator: EmailAddress | undefined;
  readonly privacyUrl: string | undefined;
  /** A link in the foot of each page; that of `terms`, if there are some. */
  readonly termsUrl: string | undefined;
  /** What users have to accept; undefined: nothing. */
  readonly terms: Terms | undefined;
  /** How pages and mails look. */
  readonly brand: Brand;
  /** The tag of the site's language, for everybody who has not chosen another. */
  readonly language: string;
  /** The texts of its own. */
  readonly words: OwnWords;
  /** The tags of all languages that people can choose, the site's own first. */
  readonly languages: readonly string[];
  readonly timeZone: string;
  /** The extra fields of users, by name. They are passed as code, like parts. */
  readonly fields: UserFields;
  /** Where a person goes after confirming or logging in, if no `next` was given. A page of the host is a whole URL below a base path. */
  readonly home: string;
  readonly registration: {
    readonly open: boolean;
    /** An unconfirmed user is removed after this long. */
    readonly lifetime: Duration;
    /** How long before that its mailbox is reminded once; undefined: never. */
    readonly reminder: Duration | undefined;
    /** Whose addresses may register, by the operator's own lists. */
    readonly domains: DomainRules;
    /** Whether domains that give out throw-away addresses are refused. */
    readonly refusesDisposable: boolean;
    /** Whether the DNS is asked if a domain takes mail. */
    readonly checksMx: boolean;
    /** What the form shows instead of the proof of work. */
    readonly captcha: CaptchaSettings | undefined;
  };
  readonly unconfirmed: UnconfirmedPolicy;
  /** How long a user who asked to be deleted can undo it. */
  readonly deletionGrace: Duration;
  /** How long a line of the audit log is kept; undefined: forever. */
  readonly auditRetention: Duration | undefined;
  readonly passwords: PasswordPolicy;
  /** When imported passwords are no longer accepted; undefined: they stay. */
  readonly importedPasswordsUntil: Instant | undefined;
  readonly sessions: SessionOptions;
  /** Whether people may, or must, log in with two factors. */
  readonly secondFactor: SecondFactorPolicy;
  /** How long a person who has lost a second factor waits until it is removed. */
  readonly factorRemovalWait: Duration;
  readonly passkeys: PasskeySite;
  /** The roles of the site's own. */
  readonly roles: readonly string[];
  /** The query parameter that says where people came from, and the values of it that are kept. */
  readonly sources: { readonly parameter: string; readonly allowed: readonly string[] };
  /** Whether the mailbox is told of a login from an unknown browser. */
  readonly newDeviceNotice: boolean;
  /** Whether browsers are told to use https for the base URL's host, and for every host below it. */
  readonly hsts: boolean | "subdomains";
  readonly links: LinkOptions;
  readonly limits: LimitOptions;
  /** Mails that others can cause, to one mailbox (I8). */
  readonly mailBudget: MailBudget;
  /** What the whole site may send to mailboxes that never confirmed here; undefined for no bound. */
  readonly firstContacts: FirstContactRules | undefined;
  /** Where bounces are sent. `hook`: the keys that open `POST /hooks/bounce`; none: it is closed. */
  readonly bounces:
    { readonly address: EmailAddress; readonly hook: KeyRing | undefined } | undefined;
  /** What the notices of mail services are checked with. */
  readonly mailHooks: MailHooks;
  readonly webhooks: WebhookRules;
  /** Undefined: nobody is asked about people who are not known here. */
  readonly oldSystem: OldSystemRules | undefined;
  /** Undefined: no other application mailed links before. */
  readonly oldLinks: OldLinkRules | undefined;
  /** Whether there are pages for the site's staff, and on which host alone; undefined: on every one. */
  readonly console: { readonly on: boolean; readonly host: string | undefined };
  readonly developmentMailbox: boolean;
  /** The options of features that a host brings. */
  readonly features: {
    /** Values of their options, by name. */
    readonly options: Readonly<Record<string, unknown>>;
    /** Their limits, by name, with the counts that the installation chose. */
    readonly limits: Readonly<Record<string, Limit>>;
  };
};
