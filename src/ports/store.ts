import type { AdminStore } from "./admin-store.ts";
import type { BounceStore } from "./bounces-store.ts";
import type { AlarmStore } from "./alarm-store.ts";
import type { ConfirmationStore } from "./confirmation-store.ts";
import type { DataStore } from "./data-store.ts";
import type { DeletionStore } from "./deletion-store.ts";
import type { EmailChangeStore } from "./email-change-store.ts";
import type { LinkStore } from "./link-store.ts";
import type { LoginStore } from "./login-store.ts";
import type { PasswordChangeStore } from "./password-change-store.ts";
import type { PasswordResetStore } from "./password-reset-store.ts";
import type { RegistrationStore } from "./registration-store.ts";
import type { SessionStore } from "./session-store.ts";
import type { CredentialStore } from "./credential-store.ts";
import type { LimitStore } from "./limit-store.ts";
import type { TryStore } from "./try-store.ts";
import type { OutboxStore } from "./outbox-store.ts";

/** Everything Postern asks of a store: the slices' own ports together. */
export type Store = RegistrationStore &
  ConfirmationStore &
  LinkStore &
  LoginStore &
  TryStore &
  SessionStore &
  CredentialStore &
  PasswordChangeStore &
  PasswordResetStore &
  EmailChangeStore &
  DeletionStore &
  DataStore &
  AdminStore &
  BounceStore &
  AlarmStore &
  LimitStore &
  OutboxStore & {
    /**
     * Looks, without writing, whether a write would be taken; throws `StoreUnavailable` where it would
     * not. Resolves with what waits behind others here.
     */
    ping(): Promise<readonly StoreWait[]>;
    close(): Promise<void>;
    /** The features of a host's own that it was opened with, by name. */
    readonly features?: readonly string[];
  };

/** `reads`: the connection of look-ups is held up. `writes`: all connections of writes but logins' are. */
export type StoreWait = "reads" | "writes";

/**
 * Why a store cannot be used. `unreachable`: no connection, or one that broke or fell silent.
 * `read-only`: its server is a standby, or is set to take no writes. `full`: no room on the disk or in
 * memory. `busy`: locks, time limits, or no free connection. `encoding`: it cannot hold every letter.
 */
export type StoreTrouble = "unreachable" | "read-only" | "full" | "busy" | "encoding";

/**
 * The store cannot be used now: locked, full, or out of reach. What a store throws for that; any other error is a
 * fault in the program. Answered 503 with Retry-After; a guard that cannot read the store never answers "anonymous"
 * and never "yes".
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
  constructor(message: string, options: ErrorOptions & { readonly reason?: StoreTrouble } = {}) {
    super(message, options);
    this.reason = options.reason ?? "unreachable";
  }
}
