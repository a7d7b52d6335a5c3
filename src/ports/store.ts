import type { AdminStore } from "./admin-store.ts";
import type { BounceStore } from "./bounces-store.ts";
import type { AlarmStore } from "./alarm-store.ts";
import type { ForeignPasswordStore } from "./foreign-password-store.ts";
import type { CampaignStore } from "./campaign-store.ts";
import type { CohortMarkStore } from "./cohort-mark-store.ts";
import type { CohortStore } from "./cohort-store.ts";
import type { ConfirmationStore } from "./confirmation-store.ts";
import type { DataStore } from "./data-store.ts";
import type { DeletionStore } from "./deletion-store.ts";
import type { EmailChangeStore } from "./email-change-store.ts";
import type { EventStore } from "./event-store.ts";
import type { FieldsStore } from "./fields-store.ts";
import type { WebhookStore } from "./webhook-store.ts";
import type { FirstContactStore } from "./first-contact-store.ts";
import type { ImportStore } from "./import-store.ts";
import type { LanguageStore } from "./language-store.ts";
import type { LinkStore } from "./link-store.ts";
import type { LockStore } from "./lock-store.ts";
import type { LoginStore } from "./login-store.ts";
import type { LostFactorStore } from "./lost-factor-store.ts";
import type { PasswordChangeStore } from "./password-change-store.ts";
import type { PasswordResetStore } from "./password-reset-store.ts";
import type { RegistrationStore } from "./registration-store.ts";
import type { StopStore } from "./stops-store.ts";
import type { KeyMarkStore } from "./key-mark-store.ts";
import type { ServedStore } from "./served-store.ts";
import type { SessionStore } from "./session-store.ts";
import type { SystemStore } from "./system-store.ts";
import type { CredentialStore } from "./credential-store.ts";
import type { RememberedBrowserStore } from "./remembered-browser-store.ts";
import type { LimitStore } from "./limit-store.ts";
import type { TermsStore } from "./terms-store.ts";
import type { NotesStore } from "./notes-store.ts";
import type { TokenStore } from "./token-store.ts";
import type { TrailStore } from "./trail-store.ts";
import type { TryStore } from "./try-store.ts";
import type { OutboxStore } from "./outbox-store.ts";

/** Everything that Postern needs of a store: the slices' own ports together. */
export type Store = RegistrationStore &
  ConfirmationStore &
  LinkStore &
  LoginStore &
  TryStore &
  SessionStore &
  CredentialStore &
  LostFactorStore &
  RememberedBrowserStore &
  PasswordChangeStore &
  PasswordResetStore &
  EmailChangeStore &
  LockStore &
  DeletionStore &
  DataStore &
  AdminStore &
  BounceStore &
  AlarmStore &
  FirstContactStore &
  LimitStore &
  StopStore &
  LanguageStore &
  FieldsStore &
  TermsStore &
  CohortStore &
  CohortMarkStore &
  ForeignPasswordStore &
  TokenStore &
  TrailStore &
  NotesStore &
  OutboxStore &
  ServedStore &
  KeyMarkStore &
  SystemStore &
  ImportStore &
  CampaignStore &
  EventStore &
  WebhookStore & {
    /**
     * Checks, without writing, whether a write would succeed; throws `StoreUnavailable` if not. Resolves with
     * what is waiting in line here.
     */
    ping(): Promise<readonly StoreWait[]>;
    /**
     * The same store inside a transaction that a host has open, which it neither begins nor ends. Throws `TypeError` if the
     * transaction is not one that fits. Missing if a store cannot do that.
     */
    within?(transaction: object): Store;
    close(): Promise<void>;
    /** The host's own features that it was opened with, by name. */
    readonly features?: readonly string[];
  };

/**
 * `reads`: the connection for look-ups is busy. `writes`: all connections for writes other than logins' are
 * busy.
 */
export type StoreWait = "reads" | "writes";

/**
 * Why a store cannot be used. `unreachable`: no connection, or one that broke or went silent. `read-only`: its
 * server is a standby, or is configured to accept no writes. `full`: no room on the disk or in memory. `busy`:
 * locks, time limits, or no free connection. `encoding`: it cannot hold every character.
 */
export type StoreTrouble = "unreachable" | "read-only" | "full" | "busy" | "encoding";

/**
 * The store cannot be used now: it is locked, full, or out of reach. A store throws it for these causes only;
 * any other error is a bug in the program. Postern answers 503 with Retry-After; a guard that cannot read the
 * store never answers "anonymous" and never "yes".
 *
 * @example
 * ```ts
 * const down = (cause: unknown) =>
 *   new StoreUnavailable("No connection.", { cause, reason: "unreachable" });
 * down("ECONNREFUSED").reason; // → "unreachable"
 * ```
 */
export class StoreUnavailable extends Error {
  override readonly name = "StoreUnavailable";
  readonly reason: StoreTrouble;
  /** What the host does wrong, if that is the cause: it is told so in its log. */
  readonly mistake: "open-transaction" | undefined;
  constructor(
    message: string,
    options: ErrorOptions & {
      readonly reason?: StoreTrouble;
      readonly mistake?: "open-transaction";
    } = {},
  ) {
    super(message, options);
    this.reason = options.reason ?? "unreachable";
    this.mistake = options.mistake;
  }
}
