// What a host passes as code.

import type { Feature } from "./feature.ts";
import type { CaptchaFetch } from "./ports/captcha.ts";
import type { DisposableDomains } from "./ports/address-policy.ts";
import type { Clock } from "./ports/clock.ts";
import type { Dns } from "./ports/dns.ts";
import type { ConfigurationLine } from "./http/site.ts";
import type { Log } from "./ports/log.ts";
import type { Mailer } from "./ports/mailer.ts";
import type { AskOldSystem } from "./ports/moving.ts";
import type { Pace } from "./ports/pace.ts";
import type { PasswordHasher } from "./ports/password-hasher.ts";
import type { Passwords } from "./ports/passwords.ts";
import type { Random } from "./ports/random.ts";
import type { UserFields } from "./domain/user-field.ts";
import type { SnsFetch } from "./ports/mail-hooks.ts";
import type { Store } from "./ports/store.ts";
import type { Watch } from "./ports/watch.ts";
import type { WebhookSender } from "./ports/webhook-sender.ts";
import type { Custom } from "./custom.ts";
import type { Options } from "./options/types.ts";

/** The parts that are passed as code: a store, a mailer, and whatever a host replaces. */
export type PosternParts = {
  /**
   * Where everything is stored: `sqliteStore(…)`, or anything that passes `storeContract` of `postern/testing`.
   */
  readonly store: Store;
  /** What hands over mails: `smtpMailer(…)`, or anything with `send`. */
  readonly mailer: Mailer;
  /** The key ring, newest first, each key at least 32 characters: one text with commas, or a list. */
  readonly secret: string | readonly string[];
  /** The host's rule: may this address register? Called with the normalised address. */
  readonly allowRegistration?: (email: string) => boolean | Promise<boolean>;
  /** Which domains the option `disposableAddresses` is about. @default the list of disposable-email-domains-js */
  readonly disposableDomains?: DisposableDomains;
  /** Whom the option `mxCheck` asks. @default the DNS resolvers of this machine */
  readonly dns?: Pick<Dns, "mx" | "addresses">;
  /** How the provider of the option `captcha` is asked, for example through a proxy. @default fetch */
  readonly captchaFetch?: CaptchaFetch;
  /** How Amazon SNS is asked, for the hook of Amazon SES, for example through a proxy. @default fetch */
  readonly snsFetch?: SnsFetch;
  /** How webhooks are sent, for example through a proxy. @default straight to public addresses only */
  readonly webhookSender?: WebhookSender;
  /** Asks the application before Postern in place of `oldSystem.url`. */
  readonly askOldSystem?: AskOldSystem;
  /**
   * Sends mails and removes what is no longer needed, by itself, as long as the process lives. Default true.
   */
  readonly background?: boolean;
  /** @default the machine's clock */
  readonly clock?: Clock;
  /** @default the operating system's cryptographic random source */
  readonly random?: Random;
  /** @default argon2Hasher() */
  readonly passwordHasher?: PasswordHasher;
  /**
   * Who may hash when. Default: made around `passwordHasher`; a server that counts what waits passes its own. If that one
   * has another hasher inside, give it as `passwordHasher`, too: imported passwords that were wrapped need it.
   */
  readonly passwords?: Passwords;
  /** How answers to wrong passwords wait while imported passwords remain. @default the machine's timers */
  readonly pace?: Pace;
  /** @default jsonLog(), to the standard output */
  readonly log?: Log;
  /** Extra fields of users, by name: see `field`. */
  readonly fields?: UserFields;
  /** The host's own features, in addition to Postern's. */
  readonly features?: readonly Feature[];
  /** The host's own pages and mails: before, after, or in the place of Postern's. */
  readonly custom?: Custom;
  /** Wraps the answering of each request: to measure it, or to trace it. */
  readonly watch?: Watch;
  /** What `/admin/system` shows as the configuration, without secrets. @default the options that were given */
  readonly configuration?: readonly ConfigurationLine[];
};

const NAMES: Readonly<Record<keyof PosternParts, true>> = {
  store: true,
  mailer: true,
  secret: true,
  allowRegistration: true,
  disposableDomains: true,
  dns: true,
  captchaFetch: true,
  snsFetch: true,
  webhookSender: true,
  askOldSystem: true,
  background: true,
  clock: true,
  random: true,
  passwordHasher: true,
  passwords: true,
  pace: true,
  log: true,
  watch: true,
  configuration: true,
  features: true,
  fields: true,
  custom: true,
};

/** What a host chose, without the parts that it passed as code. */
export const optionsIn = (given: Options & PosternParts): Options =>
  Object.fromEntries(
    Object.entries(given).filter(([name]) => !Object.hasOwn(NAMES, name)),
  ) as unknown as Options;
