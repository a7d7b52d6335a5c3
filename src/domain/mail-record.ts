import type { MailKind, MailState } from "./mail.ts";
import type { Fault } from "./refusal.ts";
import type { Instant } from "./time.ts";

/** A mail as operators see it. */
export type MailRecord = {
  readonly id: string;
  readonly kind: MailKind;
  readonly state: MailState;
  readonly userId: string | null;
  readonly email: string;
  readonly createdOn: Instant;
  readonly dueOn: Instant;
  readonly worthlessOn: Instant;
  readonly attempts: number;
  readonly endedOn: Instant | null;
  /** The mail server's last answer, or why it was not asked. */
  readonly answer: string | null;
  /** Whose fault that is; null if nothing was refused. */
  readonly fault: Fault | null;
  /** Since when it waits because the site has no credit for mails to strangers; null if it does not. */
  readonly parkedOn: Instant | null;
  /** It was not handed over, though pages tell of it as if it were: its mailbox has stopped such mail. */
  readonly isSilent: boolean;
  /** When its reader was first reported to have marked it as spam; null if nobody was. */
  readonly complainedOn: Instant | null;
};
