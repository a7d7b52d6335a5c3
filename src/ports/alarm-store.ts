import type { EmailAddress } from "../domain/email-address.ts";
import type { MailTrouble } from "../domain/mail.ts";
import type { Duration, Instant } from "../domain/time.ts";

/** A mail that was refused for a reason that only an operator can fix. */
export type RefusedMail = {
  readonly email: string;
  readonly createdOn: Instant;
  readonly answer: string;
};

/** What the alarm needs of a store. */
export type AlarmStore = {
  /**
   * Mails that were refused because of this site, newest first: those that bounced or were given up after
   * `since`, and those that wait after a permanent refusal or a second try.
   */
  listRefused(input: { since: Instant; limit: number }): Promise<readonly RefusedMail[]>;
  /**
   * Records that mail is not going out and queues a mail to the operator, if one is configured. False if any
   * process did so less than `quiet` ago.
   */
  raiseAlarm(input: {
    operator: EmailAddress | undefined;
    /** Since when, and what the mail server said: the text of the mail depends on it. */
    trouble: MailTrouble;
    /** The kind of alarm. Each has a quiet time of its own, so that none can hide another. */
    act: "mail-trouble" | "mails-refused" | "first-contacts-held";
    quiet: Duration;
    now: Instant;
  }): Promise<boolean>;
};
