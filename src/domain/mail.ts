// The kinds of mail: which are sent first, and when they are given up.

import type { Fault } from "./refusal.ts";
import { days, minutes, type Duration, type Instant } from "./time.ts";

/** What a mail is: a name that its feature gives it. `MailRules` say what follows from it. */
export type MailKind = string;

/** Causes of mails. Mails of one cause do not take the places of another. */
export type Pool = "register" | "resend" | "reset" | "change" | "own";

/** What a kind means for its mails. The feature that sends the mails defines it. */
export type MailRules = {
  /**
   * It tells the owner of the account that something was done. Mails that a stranger can cause count against
   * the mailbox's budget. Notices never do; no bounce holds them back, and only proven mailboxes get them.
   */
  readonly notice?: true;
  /** 0 is sent first, because somebody is waiting for it. Default 1 for notices, 0 for others. */
  readonly priority?: 0 | 1;
  /** A mail that could not be handed over within this time is worthless and is given up. Default three days. */
  readonly giveUpAfter?: Duration;
  /** Whose places of the mailbox it takes, whoever asks for it. */
  readonly pool?: Pool;
  /** Its row has a link that it must not show, because its reader is somebody else. */
  readonly withholdsLink?: true;
  /** It is about the owner of the address, not about the user of its row. */
  readonly toOwner?: true;
  /**
   * The kind that was asked for; `resolve` changed it to this kind. `"its-link"`: the kind follows from the
   * purpose of its link.
   */
  readonly insteadOf?: MailKind;
  /** A page shows whoever asked what happened to it: every address gets such a mail, registered or not (I7). */
  readonly isTold?: true;
  /** After this mail, nothing may contain its address any more. */
  readonly isLast?: true;
};

/** The subject of a mail that somebody asked for by address alone, outside any registration. */
export const BY_ADDRESS = "by-address";

/** Who asks for reminders: nobody. All of them together count as one client. */
export const REMINDER = "reminder";

/** Finished mails and links are kept this long, so that late readers learn what happened to them. */
export const HISTORY: Duration = days(30);

/** What happened to a mail. */
export type MailState = "queued" | "sending" | "retry" | "sent" | "dead" | "cancelled";

/** The order in which mails are sent. */
export const PRIORITIES = [0, 1] as const;

/** 0 is sent first, because somebody is waiting for it. */
export const priorityOf = ({ priority, notice }: MailRules): (typeof PRIORITIES)[number] =>
  priority ?? (notice ? 1 : 0);

/** How long handing over a mail is worth trying. */
export const worthFor = ({ giveUpAfter = days(3) }: MailRules): Duration => giveUpAfter;

/**
 * The stored answer of a mail that was given up for this reason when no mail server had said anything about it.
 */
export const NOT_IN_TIME = "could not be sent in time";

/** The stored answer of a mail that was withheld because of the places of its mailbox. */
export const WITHHELD = "withheld";

/** The stored answer of a mail that was withheld because the site had no credit for first contacts. */
export const WITHHELD_FOR_CREDIT = "withheld-for-credit";

/** The stored answer of a mail that an operator cancelled. */
export const CANCELLED_BY_OPERATOR = "cancelled by an operator";

/** Whether a stored answer is that of a mail that was withheld. */
export const isWithheld = (answer: string | null): boolean =>
  answer === WITHHELD || answer === WITHHELD_FOR_CREDIT;

/** The part of an address after the "@": mails to one domain mostly go to one server. */
export const domainOf = (email: string): string => email.slice(email.lastIndexOf("@") + 1);

const DELAYS = [5, 15, 45]
  .map((count) => count * 1_000)
  .concat([2, 5, 15, 30].map((count) => minutes(count)));

/**
 * How long to wait after the `attempts`-th failed try: 5 s, 15 s, 45 s, 2 min, 5 min, 15 min, 30 min, then
 * every 30 min, each ±20 % so that many mails are not retried at the same moment. `chance` is uniform in [0,
 * 1).
 */
export function retryDelay(attempts: number, chance: number): Duration {
  const delay = DELAYS[Math.min(attempts, DELAYS.length) - 1] ?? DELAYS[0]!;
  return Math.round(delay * (0.8 + 0.4 * chance));
}

/** Greylisting servers expect a new try after about five minutes (RFC 6647 section 5). */
const GREYLISTED = minutes(5);

/** A server may take this long to answer the final dot (RFC 5321 section 4.5.3.2.6). */
const UNANSWERED = minutes(10);

/** A fault of this site, or a policy against it: neither goes away in seconds. */
const OURS = minutes(15);

const LEAST_WAIT: Readonly<Record<Fault, Duration>> = {
  greylisted: GREYLISTED,
  unknown: UNANSWERED,
  sender: OURS,
  policy: OURS,
  passing: 0,
  address: 0,
};

/** What a server asks to wait is not believed beyond this: mails would be too late. */
const LONGEST_ASKED = minutes(60);

/** That long, or up to a fifth longer, so that many mails are not tried at the same moment. */
const asAsked = (asked: Duration, chance: number): Duration =>
  Math.round(Math.min(Math.max(0, asked), LONGEST_ASKED) * (1 + 0.2 * chance));

/**
 * How long a mail waits after its `attempts`-th try failed for this reason. If the server said how long (`asked`), it
 * waits for that, at most about an hour.
 */
export function waitAfter(
  fault: Fault,
  attempts: number,
  chance: number,
  asked?: Duration,
): Duration {
  if (asked !== undefined) return asAsked(asked, chance);
  return Math.max(LEAST_WAIT[fault], retryDelay(attempts, chance));
}

const LONGEST_HOLD = minutes(5);

/** How long held mails wait before one of them is tried again, after `probes` such tries, or as long as the server `asked`. */
export const holdDelay = (probes: number, chance: number, asked?: Duration): Duration =>
  asked === undefined ? Math.min(LONGEST_HOLD, retryDelay(probes, chance)) : asAsked(asked, chance);

/** What the alarm says about mail that does not go out. */
export type MailTrouble = {
  readonly since: Instant;
  readonly waiting: number;
  /** The mail server's last answer; null if single mails wait, each for its own reason. */
  readonly answer: string | null;
  /**
   * The domains whose servers refused mails because of this site, and their answers. Missing in the rows of an
   * older version.
   */
  readonly refused?: readonly RefusedBy[];
  /** Of those that wait, nothing is wrong with these: they are to strangers, and the site sent as many as it may. */
  readonly toStrangers?: number;
};

/** Mails to one domain that were refused for a reason that only an operator can fix. */
export type RefusedBy = {
  readonly domain: string;
  readonly count: number;
  readonly answer: string;
};
