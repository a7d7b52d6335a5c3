// When an address whose mails bounced is mailed in spite of that.

import { OPERATOR, type AskedBy } from "./mail-budget.ts";
import type { MailRules } from "./mail.ts";
import { hours, type Instant } from "./time.ts";

/** A mailbox that does not exist will not exist a minute later. */
const WAIT = hours(1);

/**
 * Whether a bounce holds back mails of this kind. Notices are never held back: whoever has read one of
 * somebody's mails could report it as bounced, and then change the account without the owner being told.
 */
export const canBeSuppressed = ({ notice }: MailRules): boolean => notice !== true;

/**
 * Whether a mail was asked for long enough after its address bounced to be tried. Somebody who asks again after
 * an hour may have opened the mailbox or made room, and a bounce must never lock out the rightful owner.
 */
export const isWorthATry = (askedOn: Instant, since: Instant): boolean => askedOn > since + WAIT;

/** The part of a mail that decides whether a page shows its state. */
export type Tellable = {
  readonly rules: MailRules;
  readonly userId: string | null;
  readonly askedBy: AskedBy | null;
};

/**
 * Whether a page shows whoever asked what happened to a mail. Every address gets these mails, registered or
 * not; other mails are sent only if the address has an owner, or if somebody waits for them. So what a page
 * shows must follow only from bounces of these mails (I7).
 */
export const isTold = ({ rules, userId, askedBy }: Tellable): boolean =>
  userId !== null && askedBy !== OPERATOR && rules.isTold === true;

const MARK = "suppressed: ";

/** The stored answer of a mail that was held back: the reason, in the words of the report. */
export const suppressedAnswer = (words: string): string => MARK + words;

/** The report's words in such an answer; undefined if the mail was not held back. */
export const readSuppressed = (answer: string): string | undefined =>
  answer.startsWith(MARK) ? answer.slice(MARK.length) : undefined;

const COMPLAINT = "complaint: ";

/** The stored words of a suppression that follows from a complaint. */
export const complaintAnswer = (words: string): string => COMPLAINT + words;

/** Whether an address is suppressed because of a complaint, and not because of a bounce. */
export const isOfComplaint = (answer: string): boolean => answer.startsWith(COMPLAINT);
