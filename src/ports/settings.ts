import type { EmailAddress } from "../domain/email-address.ts";
import type { Language } from "../domain/language.ts";
import type { KeyRing } from "../domain/key-ring.ts";
import type { Limit, LimitOptions } from "../domain/limits.ts";
import type { FirstContactRules } from "../domain/first-contacts.ts";
import type { MailBudget } from "../domain/mail-budget.ts";
import type { LinkOptions } from "../domain/link.ts";
import type { PasswordPolicy } from "../domain/password-policy.ts";
import type { SessionOptions } from "../domain/session.ts";
import type { Duration } from "../domain/time.ts";
import type { UnconfirmedPolicy } from "../domain/user.ts";

/** Everything about an installation that is decided once, when it starts. */
export type Settings = {
  readonly appName: string;
  /** The origin under which people reach Postern; every link is built from it and nothing else. */
  readonly baseUrl: string;
  /** The sender of every mail: `Acme <accounts@acme.example>`. */
  readonly mailFrom: string;
  /** Where answers to mails go, in the same form; to the sender where there is none. */
  readonly mailReplyTo: string | undefined;
  /** Where people get help: an address or a URL. */
  readonly support: string | undefined;
  /** Who hears when mail is not going out. */
  readonly operator: EmailAddress | undefined;
  readonly privacyUrl: string | undefined;
  readonly termsUrl: string | undefined;
  /** The site's language, for whoever did not choose another, with its time zone. */
  readonly language: Language;
  readonly timeZone: string;
  /** Where a person goes after confirming or logging in, when no `next` was asked for. */
  readonly home: string;
  readonly registration: {
    readonly open: boolean;
    /** An unconfirmed user is removed after this long. */
    readonly lifetime: Duration;
    /** The one policy question: may this address register at all? */
    readonly allow: ((email: string) => boolean | Promise<boolean>) | undefined;
  };
  readonly unconfirmed: UnconfirmedPolicy;
  /** A user who asked to be deleted can take it back for this long. */
  readonly deletionGrace: Duration;
  /** How long a line of the audit log is kept; undefined for ever. */
  readonly auditRetention: Duration | undefined;
  readonly passwords: PasswordPolicy;
  readonly sessions: SessionOptions;
  /** Whether the mailbox is told of a login from a browser that is not known yet. */
  readonly newDeviceNotice: boolean;
  /** Whether browsers are told to use https for every host below the base URL's as well. */
  readonly hstsSubdomains: boolean;
  readonly links: LinkOptions;
  readonly limits: LimitOptions;
  /** Mails that others can cause, to one mailbox (I8). */
  readonly mailBudget: MailBudget;
  /** What the whole site may send to mailboxes that never confirmed here; undefined for no bound. */
  readonly firstContacts: FirstContactRules | undefined;
  /** Where bounces come back to. `hook`: the keys that open `POST /hooks/bounce`; none: closed. */
  readonly bounces:
    { readonly address: EmailAddress; readonly hook: KeyRing | undefined } | undefined;
  readonly developmentMailbox: boolean;
  /** What the options say of features that a host brings. */
  readonly features: {
    /** Values of their options, by name. */
    readonly options: Readonly<Record<string, unknown>>;
    /** Their limits, by name, with the counts that the installation chose. */
    readonly limits: Readonly<Record<string, Limit>>;
  };
};
