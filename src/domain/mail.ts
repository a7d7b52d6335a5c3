// The kinds of mail, and what each is worth: when it is sent first, and when it is worthless.

import type { Fault } from "./refusal.ts";
import { days, minutes, type Duration, type Instant } from "./time.ts";

/** What a mail is: a name that its feature gives it. What follows from it, `MailRules` say. */
export type MailKind = string;

/** Causes of mails, which do not take each other's places. */
export type Pool = "register" | "resend" | "reset" | "change" | "own";

/** What a kind means for its mails. Each is data of the feature whose mails they are. */
export type MailRules = {
  /**
   * It tells an owner of an act. Mails that a stranger can cause count against the mailbox's budget;
   * notices never do, no bounce holds them back, and only proven mailboxes get them.
   */
  readonly notice?: true;
  /** 0 is sent first: somebody is waiting for these. Default 1 of notices, 0 of others. */
  readonly priority?: 0 | 1;
  /** A mail nobody could hand over in this time is worthless and is given up. Default three days. */
  readonly giveUpAfter?: Duration;
  /** The places of its mailbox that it takes, whoever asks for it. */
  readonly pool?: Pool;
  /** It has a link in its row and must not show it: its reader is somebody else. */
  readonly withholdsLink?: true;
  /** It is about the owner of the address, and not about the user of its row. */
  readonly toOwner?: true;
  /** What it was asked for as: `resolve` made it of that kind. `"its-link"`: as its link's purpose says. */
  readonly insteadOf?: MailKind;
  /** A page tells whoever asked what became of it: every address gets such a mail alike (I7). */
  readonly isTold?: true;
  /** After it, nothing may name its address any more. */
  readonly isLast?: true;
};

/** What a mail is about that anybody asked for who knows the address, of no registration in particular. */
export const BY_ADDRESS = "by-address";

/** Mails and links that are over stay this long, so that late readers are told what became of them. */
export const HISTORY: Duration = days(30);

/** What became of a mail. */
export type MailState = "queued" | "sending" | "retry" | "sent" | "dead" | "cancelled";

/** What is sent first, first. */
export const PRIORITIES = [0, 1] as const;

/** 0 is sent first: somebody is waiting for these. */
export const priorityOf = ({ priority, notice }: MailRules): (typeof PRIORITIES)[number] =>
  priority ?? (notice ? 1 : 0);

/** How long a mail is worth being handed over. */
export const worthFor = ({ giveUpAfter = days(3) }: MailRules): Duration => giveUpAfter;

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
