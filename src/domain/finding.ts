// What may be the matter when no mail came, as values: see `diagnose`.

import type { Instant } from "./time.ts";

/** What may be the matter. The catalogue has two sentences for each: what is so, and what to do next. */
export type Cause =
  | "malformed"
  | "refused-address"
  | "slip"
  | "likely-slip"
  | "moved-away"
  | "change-pending"
  | "registration-expired"
  | "registration-cancelled"
  | "registration-disowned"
  | "registration-superseded"
  | "account-deleted"
  | "no-account"
  | "never-seen"
  | "disabled"
  | "deleting"
  | "locked"
  | "too-many-passwords"
  | "confirmed"
  | "rivals"
  | "stopped"
  | "suppressed"
  | "complained"
  | "copy-holds"
  | "operator-holds"
  | "server-down"
  | "not-picked-up"
  | "waits"
  | "credit"
  | "withheld-for-credit"
  | "withheld"
  | "tried-again"
  | "unclear"
  | "refused-as-spam"
  | "refused-site"
  | "mailbox-full"
  | "no-mailbox"
  | "no-domain"
  | "refused"
  | "not-in-time"
  | "cancelled"
  | "link-expired"
  | "codes-used-up"
  | "opened"
  | "opened-by-machine"
  | "handed-over";

/** What an operator can do about it: a command in a terminal, a button on a page. */
export type Remedy =
  | { readonly act: "resend" | "reset" | "enable" | "restore"; readonly userId: string }
  | { readonly act: "retry"; readonly mailId: string }
  | { readonly act: "unsuppress" | "unstop" | "look"; readonly email: string }
  | { readonly act: "release" | "resume" | "doctor" };

/** One answer to the question. */
export type Finding = {
  readonly cause: Cause;
  /** Undefined if there is nothing to do but what the words say. */
  readonly remedy: Remedy | undefined;
  readonly since: Instant | null;
  /** When something is going to happen: the next try, the end of a stop, the deletion. */
  readonly until: Instant | null;
  /** The operator who caused it. */
  readonly by: string | null;
  /** The words of the mail server, or of that operator. */
  readonly answer: string | null;
  /** Another address that it is about. */
  readonly email: string | null;
};

/** What is known besides what the store knows. */
export type Circumstances = {
  /** The asked text is an address, or an id. */
  readonly isAddress: boolean;
  /** The rules on who may register refuse the address. */
  readonly isRefused: boolean;
  /** The address that was probably meant. */
  readonly suggestion: string | undefined;
  /** Whether mail goes out from this database: not from a copy of a site. */
  readonly maySend: boolean;
  /** An operator holds all mail. */
  readonly heldBy: {
    readonly since: Instant;
    readonly actor: string;
    readonly reason: string;
  } | null;
  /** The mail server takes no mail at all. */
  readonly hold: { readonly since: Instant; readonly answer: string } | null;
  readonly now: Instant;
};

/** What is known of a finding. */
export type Details = Partial<Omit<Finding, "cause">>;

/** A finding of which only this is known. */
export const finding = (cause: Cause, details: Details = {}): Finding => ({
  cause,
  remedy: undefined,
  since: null,
  until: null,
  by: null,
  answer: null,
  email: null,
  ...details,
});
