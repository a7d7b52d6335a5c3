// The events that a host can be told of, by their types. docs/events.md says when each of them happens.

import type { HeardEvent } from "../domain/event.ts";
import type { Instant } from "../domain/time.ts";

/** Why a session ended. One that runs out, or whose user is removed, ends without an event. */
export type SessionEnd =
  | "logged-out"
  | "ended-elsewhere"
  | "ended-by-operator"
  | "replaced"
  | "too-many"
  | "credentials-changed"
  | "second-step-needed"
  | "deletion-requested"
  | "disabled";

/** All events of Postern, and the facts of each. `cause` is the act of the audit log that caused it. */
export type PosternEvents = {
  /** A registration was made. This proves no address: anybody can type any. */
  "user.registered": { readonly cause: "registered" | "user-created" | "admin-created" };
  /** The user owns the address. */
  "user.confirmed": { readonly cause: "confirmed" };
  /** The user accepted a version of the site's terms: when registering, or later. */
  "user.terms-accepted": { readonly cause: "terms-accepted"; readonly version: string };
  "user.email-changed": {
    readonly cause: "email-changed" | "email-change-undone";
    /** The address until now. */
    readonly before: string;
  };
  /** Changed, reset, or taken away: then only a reset opens the account again. */
  "user.password-changed": {
    readonly cause:
      "password-changed" | "password-reset" | "account-locked" | "email-change-undone";
  };
  "user.disabled": { readonly cause: "disabled" };
  "user.enabled": { readonly cause: "enabled" };
  "user.promoted": { readonly cause: "promoted" };
  "user.demoted": { readonly cause: "demoted" };
  "user.deletion-requested": {
    readonly cause: "deletion-requested";
    readonly deletesOn: Instant;
  };
  "user.deletion-cancelled": { readonly cause: "kept" };
  /** The last word about a confirmed user, or one whom an operator removed. */
  "user.deleted": { readonly cause: "deleted" };
  "registration.address-changed": { readonly cause: "registration-address-changed" };
  /** The last word about a user who was never confirmed. */
  "registration.removed": {
    readonly cause:
      | "registration-cancelled"
      | "registration-disowned"
      | "registration-expired"
      | "registration-removed";
  };
  "session.started": { readonly session: string };
  /** A session goes on with another id, because more was shown in it. */
  "session.renewed": { readonly session: string; readonly before: string };
  "session.ended": { readonly session: string; readonly why: SessionEnd };
  "factor.added": { readonly cause: "passkey-added" | "two-step-on" };
  "factor.removed": {
    readonly cause: "passkey-removed" | "two-step-off" | "factors-removed" | "factor-removal-done";
  };
  /** A mail that a server had accepted came back. */
  "mail.bounced": {
    readonly cause: "mail-bounced";
    readonly mail: string;
    readonly kind: string;
    readonly fault: string;
  };
};

/** A type of events; of `"*"`, all. A host's own features may have more than Postern. */
export type EventName = keyof PosternEvents | "*" | (string & {});

/** An event of a type; of `"*"`, any event. */
export type PosternEvent<Type extends EventName = "*"> = Type extends "*"
  ? { [Each in keyof PosternEvents]: PosternEvent<Each> }[keyof PosternEvents]
  : Type extends keyof PosternEvents
    ? HeardEvent<PosternEvents[Type]> & { readonly type: Type }
    : HeardEvent;

/** What a handler is given besides the event. */
export type Telling = {
  /** 1 at the first try. */
  readonly attempt: number;
  /** Aborted when the time for an answer is over: then the event is told again later. */
  readonly signal: AbortSignal;
};

/** Is told of an event. If it throws or rejects, it is told again later. */
export type EventHandler<Type extends EventName> = (
  event: PosternEvent<Type>,
  telling: Telling,
) => unknown;

/** Names a handler. */
export type HandlerOptions = {
  /**
   * By this it is known over restarts, so that it is told what happened in between. Default: the type of its events. Two
   * handlers must not have the same.
   */
  readonly name?: string;
};
