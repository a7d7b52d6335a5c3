import type { Codes } from "../domain/code.ts";
import type { Languages } from "../domain/languages.ts";
import type { KnownDevices } from "../domain/known-device.ts";
import type { PasskeyChallenges } from "../domain/passkey-challenge.ts";
import type { LinkCodec } from "../domain/link-codec.ts";
import type { OldLinkReader } from "../domain/old-links.ts";
import type { ProofsOfWork } from "../domain/proof-of-work.ts";
import type { MailReferences } from "../domain/mail-reference.ts";
import type { ReturnPaths } from "../domain/return-path.ts";
import type { Sealer } from "../domain/sealed.ts";
import type { AddressPolicy } from "./address-policy.ts";
import type { Captcha } from "./captcha.ts";
import type { MailboxDigests } from "../domain/stopped-mailbox.ts";
import type { Clock } from "./clock.ts";
import type { Hint } from "./hints.ts";
import type { Log } from "./log.ts";
import type { MailServices } from "./mail-hooks.ts";
import type { Moving } from "./moving.ts";
import type { News } from "./news.ts";
import type { Notes } from "./notes.ts";
import type { OneTimeCodes } from "./one-time-codes.ts";
import type { Passwords } from "./passwords.ts";
import type { Passkeys } from "./passkeys.ts";
import type { Random } from "./random.ts";
import type { Serving } from "./serving.ts";
import type { Settings } from "./settings.ts";
import type { Store } from "./store.ts";
import type { WebhookKeys } from "./webhook-keys.ts";
import type { WebhookSender } from "./webhook-sender.ts";

/**
 * Everything that use cases may need. Each takes only the part that it `Uses`: its signature is the list of its
 * effects.
 */
export type Context = {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
  /** Verifies texts exactly as they were typed, with our own hashes and those of other systems. */
  readonly passwords: Passwords;
  readonly links: LinkCodec;
  /** Links of the application before; reads none if the site knows none. */
  readonly oldLinks: OldLinkReader;
  readonly codes: Codes;
  readonly mailboxes: MailboxDigests;
  readonly devices: KnownDevices;
  readonly proofs: ProofsOfWork;
  /** For secrets of credentials that must be read again, each bound with `ofCredential`. */
  readonly sealed: Sealer;
  readonly oneTimeCodes: OneTimeCodes;
  readonly passkeys: Passkeys;
  readonly passkeyChallenges: PasskeyChallenges;
  /** Undefined if the operator has none. */
  readonly captcha: Captcha | undefined;
  /** What mail services repeat in their notices about a mail. */
  readonly references: MailReferences;
  /** Undefined if no address for bounces is configured. */
  readonly returnPaths: ReturnPaths | undefined;
  /** Which addresses may be begun to be used here. */
  readonly addressPolicy: AddressPolicy;
  readonly mailServices: MailServices;
  readonly moving: Moving;
  readonly webhookSender: WebhookSender;
  readonly webhookKeys: WebhookKeys;
  readonly languages: Languages;
  /** Whether mails and events go out from here: not from a copy of a site. */
  readonly serving: Serving;
  /** What a look leaves behind. */
  readonly notes: Notes;
  /** Tells open pages that something happened to their user. */
  readonly news: News;
  readonly settings: Settings;
  readonly log: Log;
  readonly hint: Hint;
};

/**
 * The part of the context that a use case may use: these methods of the store, and these other parts.
 *
 * @example
 * const endSession = ({ store, clock }: Uses<"endSession", "clock">, hash: string): Promise<void> =>
 *   store.endSession({ hash, now: clock.now() });
 */
export type Uses<
  Verbs extends keyof Store,
  Parts extends Exclude<keyof Context, "store"> = never,
> = Pick<Context, Parts> & { readonly store: Pick<Store, Verbs> };

/**
 * What is known about the sender of a request: the network address for limits, and a description of the
 * browser.
 */
export type Client = {
  readonly address: string;
  /** Whether the host named no address, so that nobody can tell one client from another. */
  readonly isUntold?: boolean | undefined;
  readonly browser: string;
  /** The browser's mark of a known device, as it was sent: valid for one address, or made up. */
  readonly device?: string | undefined;
  /** The secrets by which the browser is remembered for users, as they were sent, or made up. */
  readonly remembered?: string | undefined;
  /** Whether somebody said that this browser is on a shared computer: its session says so, or the form that begins one. */
  readonly shared?: boolean | undefined;
};
