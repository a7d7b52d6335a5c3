// The kinds of mail, and what each is worth: when it is sent first, and when it is worthless.

import type { Fault } from "./refusal.ts";
import { days, hours, minutes, type Duration, type Instant } from "./time.ts";

export type MailKind =
  | "confirm"
  | "confirm-again"
  | "already-registered"
  | "reset"
  | "reset-no-user"
  | "reset-disabled"
  | "password-changed"
  | "new-device"
  | "password-paused"
  | "change-email"
  | "address-in-use"
  | "address-reserved"
  | "change-requested"
  | "email-changed"
  | "change-undone"
  | "deletion"
  | "deleted"
  | "mail-trouble";

/** What a mail is about that anybody asked for who knows the address, of no registration in particular. */
export const BY_ADDRESS = "by-address";

/** Mails and links that are over stay this long, so that late readers are told what became of them. */
export const HISTORY: Duration = days(30);

export type MailState = "queued" | "sending" | "retry" | "sent" | "dead" | "cancelled";

/** Mails that a stranger can cause count against the mailbox's budget; notices never do. */
export const isNotice = (kind: MailKind): boolean => NOTICES.has(kind);

const NOTICES: ReadonlySet<MailKind> = new Set([
  "password-changed",
  "new-device",
  "password-paused",
  "change-requested",
  "email-changed",
  "change-undone",
  "deletion",
  "deleted",
]);

/** What is sent first, first. */
export const PRIORITIES = [0, 1] as const;

/** 0 is sent first: somebody is waiting for these. */
export const priorityOf = (kind: MailKind): (typeof PRIORITIES)[number] => (isNotice(kind) ? 1 : 0);

/** A mail nobody could hand over in this time is worthless and is given up. */
export const worthFor = (kind: MailKind): Duration =>
  kind.startsWith("reset") ? hours(6) : days(3);

/** Beside a mail that was given up for that, where no mail server ever said anything about it. */
export const NOT_IN_TIME = "could not be sent in time";

/** The part of an address behind the @: mails to one domain mostly go to one server. */
export const domainOf = (email: string): string => email.slice(email.lastIndexOf("@") + 1);

const DELAYS = [5, 15, 45]
  .map((count) => count * 1_000)
  .concat([2, 5, 15, 30].map((count) => minutes(count)));

/**
 * How long to wait after the `attempts`-th failed try: 5 s, 15 s, 45 s, 2 min, 5 min, 15 min,
 * 30 min, then every 30 min, each ±20 % so that a crowd does not come back at once.
 * `chance` is uniform in [0, 1).
 */
export function retryDelay(attempts: number, chance: number): Duration {
  const delay = DELAYS[Math.min(attempts, DELAYS.length) - 1] ?? DELAYS[0]!;
  return Math.round(delay * (0.8 + 0.4 * chance));
}

/** Greylisting servers want to see us again after five minutes or so (RFC 6647 section 5). */
const GREYLISTED = minutes(5);

/** RFC 5321 section 4.5.3.2.6: so long a server may take to answer the final dot. */
const UNANSWERED = minutes(10);

/** A site's own fault, or a policy against it: nothing that goes away in seconds. */
const OURS = minutes(15);

const LEAST_WAIT: Readonly<Record<Fault, Duration>> = {
  greylisted: GREYLISTED,
  unknown: UNANSWERED,
  sender: OURS,
  policy: OURS,
  passing: 0,
  address: 0,
};

/** How long a mail waits after its `attempts`-th try failed for this reason. */
export function waitAfter(fault: Fault, attempts: number, chance: number): Duration {
  return Math.max(LEAST_WAIT[fault], retryDelay(attempts, chance));
}

const LONGEST_HOLD = minutes(5);

/** How long held mails wait until one of them is tried again, after so many tries. */
export const holdDelay = (probes: number, chance: number): Duration =>
  Math.min(LONGEST_HOLD, retryDelay(probes, chance));

/** Mail that does not go out, as its alarm tells it. */
export type MailTrouble = {
  readonly since: Instant;
  readonly waiting: number;
  /** What the mail server said last; null where single mails wait, each for its own reason. */
  readonly answer: string | null;
  /** Whose servers refused mails because of us, and in which words. Of an older process none. */
  readonly refused?: readonly RefusedBy[];
};

/** Mails to one domain that were refused for what only an operator can mend. */
export type RefusedBy = {
  readonly domain: string;
  readonly count: number;
  readonly answer: string;
};
