// When an address whose mails came back is mailed all the same.

import { OPERATOR, type AskedBy } from "./mail-budget.ts";
import type { MailRules } from "./mail.ts";
import { hours, type Instant } from "./time.ts";

/** A mailbox that does not exist will not exist a minute later either. */
const WAIT = hours(1);

/**
 * Whether a bounce holds back mails of this kind. Never notices: whoever has read one mail of somebody's
 * could report it as returned, and then change the account without a word to its owner.
 */
export const canBeSuppressed = ({ notice }: MailRules): boolean => notice !== true;

/**
 * Whether a mail was asked for late enough after its address bounced to be tried. Somebody who asks
 * again after an hour may have opened the mailbox or made room, and the rightful owner must never be
 * locked out by a bounce.
 */
export const isWorthATry = (askedOn: Instant, since: Instant): boolean => askedOn > since + WAIT;

/** A mail, as far as it says whether a page tells of it. */
export type Tellable = {
  readonly rules: MailRules;
  readonly userId: string | null;
  readonly askedBy: AskedBy | null;
};

/**
 * Whether a page tells whoever asked what became of a mail. Every address gets these mails alike, whoever
 * has it; others go out only where it has an owner, or where somebody waits for it. So what a page tells
 * of must follow from bounces of these mails alone (I7).
 */
export const isTold = ({ rules, userId, askedBy }: Tellable): boolean =>
  userId !== null && askedBy !== OPERATOR && rules.isTold === true;

const MARK = "suppressed: ";

/** What stands beside a mail that was held back: why, in the words of the report. */
export const suppressedAnswer = (words: string): string => MARK + words;

/** The report's words in such an answer; undefined where a mail was not held back. */
export const readSuppressed = (answer: string): string | undefined =>
  answer.startsWith(MARK) ? answer.slice(MARK.length) : undefined;
